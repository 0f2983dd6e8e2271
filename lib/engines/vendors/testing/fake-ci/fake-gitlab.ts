import { z } from 'zod'

import {
  type FakeHttp,
  type FakeAnswer,
  type FakeRequest,
  readJson,
  startFakeHttp,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'

const State = z.enum(['pending', 'running', 'success', 'failed', 'canceled', 'skipped'])
type State = z.output<typeof State>

const StatusBody = z.strictObject({
  state: State,
  name: z.string().max(255).optional(),
  context: z.string().max(255).optional(),
  ref: z.string().optional(),
  target_url: z.url({ protocol: /^https?$/ }).optional(),
  description: z.string().max(255).optional(),
  coverage: z.number().optional(),
  pipeline_id: z.number().optional(),
})
const NoteBody = z.strictObject({ body: z.string().min(1).max(1_000_000) })
const NoteQuery = z.strictObject({
  sort: z.enum(['asc', 'desc']).default('desc'),
  order_by: z.enum(['created_at', 'updated_at']).default('created_at'),
  per_page: z.coerce.number().int().min(1).max(100).default(20),
  page: z.coerce.number().int().min(1).default(1),
})

export type FakeCommitStatus = {
  project: string
  sha: string
  ref: string | null
  name: string
  status: State
  description: string | null
  target_url: string | null
}
export type FakeNote = {
  id: number
  project: string
  iid: number
  body: string
  author: string
  system: boolean
}

/** The event that the API fires for a wanted state, and the states it may come from (`CommitStatus` of GitLab). */
const moves: Record<State, { event: string; from: readonly (State | 'created')[] }> = {
  pending: { event: 'enqueue', from: ['created', 'skipped'] },
  running: { event: 'run', from: ['created', 'pending', 'skipped'] },
  success: { event: 'success', from: ['created', 'pending', 'running'] },
  failed: { event: 'drop', from: ['created', 'pending', 'running'] },
  canceled: { event: 'cancel', from: ['created', 'pending', 'running'] },
  skipped: { event: 'skip', from: ['created', 'pending'] },
}

export type FakeGitlabOptions = {
  tokens?: Record<string, { username: string; level: number; scopes: string[] }>
  projects?: string[]
}
type Person = { username: string; level: number; scopes: string[] }
type Call = { request: FakeRequest; person: Person; project: string; id: string; note: string }

const refuse = (status: number, message: string | Record<string, string[]>): FakeAnswer => ({
  status,
  body: { message },
})

/**
 * A GitLab of one's own on loopback: commit statuses as the state machine that they are there, merge request notes,
 * and who one is. Strict about methods, paths, credentials and bodies; what it holds may be read at any time.
 */
export class FakeGitlab {
  readonly http: FakeHttp
  readonly statuses: FakeCommitStatus[] = []
  readonly notes: FakeNote[] = []
  /** what was refused, and why: a client that does well leaves it empty */
  readonly refusals: string[] = []
  #id = 500
  readonly #tokens: Record<string, Person>
  readonly #projects: string[]

  static async start(options: FakeGitlabOptions = {}): Promise<FakeGitlab> {
    const http = await startFakeHttp((request) => peer.#serve(request))
    const peer: FakeGitlab = new FakeGitlab(http, options)
    return peer
  }

  private constructor(http: FakeHttp, { tokens, projects }: FakeGitlabOptions) {
    this.http = http
    this.#tokens = tokens ?? { 'glpat-good': { username: 'tanuki', level: 30, scopes: ['api'] } }
    this.#projects = projects ?? ['acme/apps/voice']
  }

  get url(): string {
    return this.http.origin
  }

  close(): Promise<void> {
    return this.http.close()
  }

  addNote(note: Pick<FakeNote, 'iid' | 'body'> & Partial<FakeNote>): FakeNote {
    this.#id += 1
    const added = {
      id: this.#id,
      project: 'acme/apps/voice',
      author: 'stranger',
      system: false,
      ...note,
    }
    this.notes.push(added)
    return added
  }

  readonly #routes: [string, RegExp, (call: Call) => FakeAnswer][] = [
    [
      'GET',
      /^\/api\/v4\/user$/,
      ({ person }) => ({ status: 200, body: { username: person.username } }),
    ],
    [
      'GET',
      /^\/api\/v4\/personal_access_tokens\/self$/,
      ({ person }) => ({ status: 200, body: { scopes: person.scopes, expires_at: '2030-01-31' } }),
    ],
    ['GET', project(''), (call) => this.#project(call)],
    ['POST', project('/statuses/(?<id>[^/]+)'), (call) => this.#status(call)],
    ['GET', project('/merge_requests/(?<id>\\d+)/notes'), (call) => this.#listNotes(call)],
    ['POST', project('/merge_requests/(?<id>\\d+)/notes'), (call) => this.#createNote(call)],
    [
      'PUT',
      project('/merge_requests/(?<id>\\d+)/notes/(?<note>\\d+)'),
      (call) => this.#editNote(call),
    ],
  ]

  #serve(request: FakeRequest): FakeAnswer {
    const answer = this.#answer(request)
    if (answer.status >= 400)
      this.refusals.push(`${request.method} ${request.path}: ${JSON.stringify(answer.body)}`)
    return answer
  }

  #answer(request: FakeRequest): FakeAnswer {
    const token = request.headers['private-token']
    const person = typeof token === 'string' ? this.#tokens[token] : undefined
    if (!person) return refuse(401, '401 Unauthorized')
    if (request.body !== '' && request.headers['content-type'] !== 'application/json')
      return { status: 415, body: { error: 'The provided content-type is not supported.' } }
    for (const [method, pattern, handler] of this.#routes) {
      const found = pattern.exec(request.path)
      if (request.method !== method || !found) continue
      const { project: name = '', id = '', note = '' } = found.groups ?? {}
      const path = decodeURIComponent(name)
      if (name !== '' && !this.#projects.includes(path)) return refuse(404, '404 Project Not Found')
      if (!person.scopes.includes('api') && method !== 'GET')
        return {
          status: 403,
          body: {
            error: 'insufficient_scope',
            error_description: 'The request requires higher privileges',
            scope: 'api',
          },
        }
      return handler({ request, person, project: path, id, note })
    }
    return { status: 404, body: { error: '404 Not Found' } }
  }

  #project({ person, project: path }: Call): FakeAnswer {
    const access = { access_level: person.level }
    return {
      status: 200,
      body: {
        path_with_namespace: path,
        permissions: { project_access: access, group_access: null },
      },
    }
  }

  #status({ request, person, project: path, id: sha }: Call): FakeAnswer {
    if (person.level < 30) return refuse(403, '403 Forbidden')
    const parsed = StatusBody.safeParse(readJson(request.body))
    if (!parsed.success)
      return {
        status: 400,
        body: { error: parsed.error.issues.map(({ message }) => message).join(', ') },
      }
    const {
      state,
      name,
      context,
      ref = null,
      description = null,
      target_url: url = null,
    } = parsed.data
    if (!/^[0-9a-f]{40}$/.test(sha)) return refuse(404, '404 Commit Not Found')
    if (url !== null && url.length > 255)
      return refuse(400, { target_url: ['is too long (maximum is 255 characters)'] })
    const label = name ?? context ?? 'default'
    const active = this.statuses.findLast(
      (one) => one.project === path && one.sha === sha && one.ref === ref && one.name === label,
    )
    const current = active?.status === 'pending' || active?.status === 'running' ? active : null
    const { event, from } = moves[state]
    const before = current?.status ?? 'created'
    if (!from.includes(before))
      return refuse(
        400,
        `Cannot transition status via :${event} from :${before} (Reason(s): Status cannot transition via "${event}")`,
      )
    const facts = { status: state, description, target_url: url }
    if (current) Object.assign(current, facts)
    else this.statuses.push({ project: path, sha, ref, name: label, ...facts })
    return { status: 201, body: { id: ++this.#id, sha, ref, name: label, ...facts } }
  }

  #listNotes({ request, project: path, id }: Call): FakeAnswer {
    const query = NoteQuery.safeParse(Object.fromEntries(request.query))
    if (!query.success) return { status: 400, body: { error: 'query is invalid' } }
    const { sort, page, per_page: size } = query.data
    const found = this.notes.filter((note) => note.project === path && note.iid === Number(id))
    const ordered = sort === 'desc' ? found.toReversed() : found
    const more = page * size < ordered.length
    return {
      status: 200,
      headers: { 'x-next-page': more ? String(page + 1) : '' },
      body: ordered.slice((page - 1) * size, page * size),
    }
  }

  #createNote({ request, person, project: path, id }: Call): FakeAnswer {
    const parsed = NoteBody.safeParse(readJson(request.body))
    if (!parsed.success) return { status: 400, body: { error: 'body is missing' } }
    const facts = { project: path, iid: Number(id), author: person.username }
    return { status: 201, body: this.addNote({ ...facts, body: parsed.data.body }) }
  }

  #editNote({ request, person, id, note }: Call): FakeAnswer {
    const parsed = NoteBody.safeParse(readJson(request.body))
    if (!parsed.success) return { status: 400, body: { error: 'body is missing' } }
    const found = this.notes.find((one) => one.id === Number(note) && one.iid === Number(id))
    if (!found) return refuse(404, '404 Not found')
    if (found.author !== person.username) return refuse(403, '403 Forbidden')
    found.body = parsed.data.body
    return { status: 200, body: found }
  }
}

function project(rest: string): RegExp {
  return new RegExp(`^/api/v4/projects/(?<project>[^/]+)${rest}$`)
}
