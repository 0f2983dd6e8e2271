import type { z } from 'zod'

import {
  type Call,
  isRefusal,
  notFound,
  parseBody,
  refuse,
  repo,
  type Route,
} from '#lib/engines/vendors/testing/fake-ci/github-answers.ts'
import {
  CommentBody,
  IssueBody,
  IssuePatch,
  LabelsBody,
  ListQuery,
  type FakeComment,
  type FakeIssue,
} from '#lib/engines/vendors/testing/fake-ci/github-schemas.ts'
import type { FakeAnswer } from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'

/** Issues of the peer, and the comments on them and on pull requests. */
export class GithubIssues {
  readonly comments: FakeComment[] = []
  readonly issues: FakeIssue[] = []
  /** open milestones by their numbers */
  readonly milestones = new Map([
    [1, 'Spring'],
    [7, 'Q1 2027'],
  ])
  /** false: the repository has its issues switched off */
  enabled = true
  #number = 0
  #id = 1_000
  readonly #assignable: readonly string[]
  readonly #origin: () => string

  constructor(assignable: readonly string[], origin: () => string) {
    this.#assignable = assignable
    this.#origin = origin
  }

  readonly routes: Route[] = [
    ['GET', repo('/issues'), (call) => this.#listIssues(call)],
    ['POST', repo('/issues'), (call) => this.#createIssue(call)],
    ['GET', repo('/milestones'), (call) => this.#listMilestones(call)],
    [
      'GET',
      repo('/issues/(?<id>\\d+)'),
      (call) => this.#withIssue(call, (issue) => this.#issueAnswer(200, issue)),
    ],
    ['PATCH', repo('/issues/(?<id>\\d+)'), (call) => this.#patchIssue(call)],
    ['POST', repo('/issues/(?<id>\\d+)/labels'), (call) => this.#addLabels(call)],
    ['GET', repo('/issues/(?<id>\\d+)/comments'), (call) => this.#listComments(call)],
    ['POST', repo('/issues/(?<id>\\d+)/comments'), (call) => this.#createComment(call)],
    ['PATCH', repo('/issues/comments/(?<id>\\d+)'), (call) => this.#patchComment(call)],
  ]

  /** As a person would do it in the browser. */
  setIssueState(number: number, state: 'open' | 'closed'): void {
    const issue = this.issues.find((one) => one.number === number)
    if (!issue) throw new Error(`there is no issue ${number}`)
    Object.assign(issue, { state, state_reason: state === 'closed' ? 'completed' : 'reopened' })
  }

  addIssue(issue: Partial<FakeIssue>): FakeIssue {
    this.#number += 1
    const added: FakeIssue = {
      repository: 'acme/voice',
      number: this.#number,
      title: 'An issue',
      body: '',
      state: 'open',
      state_reason: null,
      labels: [],
      milestone: null,
      assignees: [],
      author: 'stranger',
      app: null,
      pull_request: false,
      ...issue,
    }
    this.issues.push(added)
    return added
  }

  addComment(comment: Pick<FakeComment, 'number' | 'body'> & Partial<FakeComment>): FakeComment {
    this.#id += 1
    const added = { id: this.#id, repository: 'acme/voice', author: 'stranger', ...comment }
    this.comments.push(added)
    return added
  }

  #issueAnswer(status: number, issue: FakeIssue): FakeAnswer {
    const {
      repository,
      number,
      labels,
      milestone,
      assignees,
      author,
      app,
      pull_request: pull,
      ...rest
    } = issue
    return {
      status,
      body: {
        ...rest,
        number,
        html_url: `${this.#origin()}/${repository}/issues/${number}`,
        user: { login: author },
        performed_via_github_app: app === null ? null : { id: app },
        labels: labels.map((name) => ({ name })),
        milestone: milestone === null ? null : { number: milestone },
        assignees: assignees.map((login) => ({ login })),
        ...(pull && { pull_request: {} }),
      },
    }
  }

  #page<T>({ request }: Call, items: (query: z.output<typeof ListQuery>) => T[]) {
    const query = ListQuery.safeParse(Object.fromEntries(request.query))
    if (!query.success) return null
    const { page, per_page: size } = query.data
    const all = items(query.data)
    const more = page * size < all.length
    const next = `<${this.#origin()}${request.path}?page=${page + 1}>; rel="next"`
    return { items: all.slice((page - 1) * size, page * size), headers: more ? { link: next } : {} }
  }

  #listIssues(call: Call): FakeAnswer {
    const page = this.#page(call, ({ state, labels, direction }) => {
      const found = this.issues.filter(
        (issue) =>
          issue.repository === call.repository &&
          (state === 'all' || issue.state === state) &&
          (labels ?? '').split(',').every((label) => label === '' || issue.labels.includes(label)),
      )
      return direction === 'desc' ? found.toReversed() : found
    })
    if (!page) return refuse(422, 'Validation Failed')
    const body = page.items.map((issue) => this.#issueAnswer(200, issue).body)
    return { status: 200, headers: page.headers, body }
  }

  #createIssue({ request, caller, repository }: Call): FakeAnswer {
    if (!this.enabled) return refuse(410, 'Issues are disabled for this repo')
    const body = parseBody(IssueBody, request.body, 'Issue')
    if (isRefusal(body)) return body
    const unknown = (body.assignees ?? []).find((login) => login.startsWith('nobody'))
    if (unknown !== undefined)
      return refuse(422, 'Validation Failed', [
        { value: unknown, resource: 'Issue', field: 'assignees', code: 'invalid' },
      ])
    if (body.milestone !== undefined && !this.milestones.has(body.milestone))
      return refuse(422, 'Validation Failed', [
        { value: body.milestone, resource: 'Issue', field: 'milestone', code: 'invalid' },
      ])
    const issue = this.addIssue({
      repository,
      title: body.title,
      body: body.body ?? '',
      labels: caller.push ? (body.labels ?? []) : [],
      assignees: (body.assignees ?? []).filter(
        (login) => caller.push && this.#assignable.includes(login),
      ),
      milestone: caller.push ? (body.milestone ?? null) : null,
      author: caller.login,
      app: caller.app,
    })
    return this.#issueAnswer(201, issue)
  }

  #listMilestones(call: Call): FakeAnswer {
    const page = this.#page(call, () => [...this.milestones])
    if (!page) return refuse(422, 'Validation Failed')
    const body = page.items.map(([number, title]) => ({ number, title, state: 'open' }))
    return { status: 200, headers: page.headers, body }
  }

  #withIssue({ repository, id }: Call, act: (issue: FakeIssue) => FakeAnswer): FakeAnswer {
    const issue = this.issues.find(
      (one) => one.repository === repository && one.number === Number(id),
    )
    return issue ? act(issue) : notFound()
  }

  #patchIssue(call: Call): FakeAnswer {
    return this.#withIssue(call, (issue) => {
      const body = parseBody(IssuePatch, call.request.body, 'Issue')
      if (isRefusal(body)) return body
      if (!call.caller.push) return refuse(403, 'Must have admin rights to Repository.')
      Object.assign(issue, body)
      return this.#issueAnswer(200, issue)
    })
  }

  #addLabels(call: Call): FakeAnswer {
    return this.#withIssue(call, (issue) => {
      const body = parseBody(LabelsBody, call.request.body, 'Label')
      if (isRefusal(body)) return body
      issue.labels = [...new Set([...issue.labels, ...body.labels])]
      return { status: 200, body: issue.labels.map((name) => ({ name })) }
    })
  }

  #commentAnswer(status: number, comment: FakeComment): FakeAnswer {
    const { id, repository, number, body } = comment
    const url = `${this.#origin()}/${repository}/pull/${number}#issuecomment-${id}`
    return { status, body: { id, body, html_url: url } }
  }

  #listComments(call: Call): FakeAnswer {
    const page = this.#page(call, () =>
      this.comments.filter(
        ({ repository, number }) => repository === call.repository && number === Number(call.id),
      ),
    )
    if (!page) return refuse(422, 'Validation Failed')
    const body = page.items.map((comment) => this.#commentAnswer(200, comment).body)
    return { status: 200, headers: page.headers, body }
  }

  #createComment({ request, caller, repository, id }: Call): FakeAnswer {
    const body = parseBody(CommentBody, request.body, 'IssueComment')
    if (isRefusal(body)) return body
    const comment = { repository, number: Number(id), body: body.body, author: caller.login }
    return this.#commentAnswer(201, this.addComment(comment))
  }

  #patchComment({ request, caller, id }: Call): FakeAnswer {
    const body = parseBody(CommentBody, request.body, 'IssueComment')
    if (isRefusal(body)) return body
    const comment = this.comments.find((one) => one.id === Number(id))
    if (!comment) return notFound()
    if (comment.author !== caller.login) return refuse(403, 'Must have admin rights to Repository.')
    comment.body = body.body
    return this.#commentAnswer(200, comment)
  }
}
