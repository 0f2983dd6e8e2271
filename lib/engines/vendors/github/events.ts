import { z } from 'zod'

import {
  Commit,
  eventOf,
  FullRef,
  ignored,
  Name,
  pathsOf,
  readRef,
  Ref,
  Sha,
  Title,
  withShape,
} from '#lib/engines/vendors/event-fields.ts'
import { oneLine } from '#lib/engines/vendors/event-text.ts'
import { readDeploymentStatus } from '#lib/engines/vendors/github/deployment-event.ts'
import { readMergeGroup } from '#lib/engines/vendors/github/merge-group-event.ts'
import { readComment } from '#lib/engines/vendors/github/comment-event.ts'
import type { ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

/** GitHub lists at most this many commits of a push. */
const listedCommits = 2_048

const Repository = z.object({ full_name: Name })
const Person = z.object({ login: Name.nullish() }).nullish()

const Push = z.object({
  ref: FullRef,
  after: Sha,
  created: z.boolean().default(false),
  deleted: z.boolean().default(false),
  forced: z.boolean().default(false),
  head_commit: z.object({ id: Sha, message: z.string().default('') }).nullish(),
  commits: z.array(Commit).nullish(),
  repository: Repository,
  pusher: z.object({ name: Name.nullish() }).nullish(),
  sender: Person,
})
type Push = z.output<typeof Push>

/** Null wherever the list is not the whole story: cut, rewritten history, or a branch made of known commits. */
function changedPaths({ commits, created, forced }: Push): string[] | null {
  if (!commits || commits.length >= listedCommits || forced) return null
  return created && commits.length === 0 ? null : pathsOf(commits)
}

function readPush(push: Push): ParsedDelivery {
  const ref = readRef(push.ref)
  if (!ref) return ignored(`${oneLine(push.ref, 255)} is neither a branch nor a tag`)
  // `after` of an annotated tag is the tag's own id.
  const sha = push.head_commit?.id ?? push.after
  const message = push.head_commit?.message.split('\n', 1)[0] ?? ''
  const event = eventOf({
    kind: ref.kind,
    action: push.deleted ? 'deleted' : push.created ? 'created' : null,
    repository: push.repository.full_name,
    sha: push.deleted ? null : sha,
    branch: ref.kind === 'push' ? ref.name : null,
    tag: ref.kind === 'tag' ? ref.name : null,
    paths: push.deleted ? null : changedPaths(push),
    author: { name: push.pusher?.name ?? push.sender?.login ?? null, trusted: true },
    title: message === '' ? `${ref.kind} ${ref.name}` : message,
  })
  if (push.deleted) return ignored(`${ref.name} was deleted`, event)
  return sha === null ? ignored('the push names no commit', event) : { ok: true, event }
}

const runningActions = new Set([
  'opened',
  'synchronize',
  'reopened',
  'ready_for_review',
  // for rules that ask for that label
  'labeled',
])

const PullRequest = z.object({
  action: Name,
  number: z.int().positive(),
  label: z.object({ name: Name }).nullish(),
  pull_request: z.object({
    title: Title,
    draft: z.boolean().nullish(),
    labels: z.array(z.object({ name: Name })).default([]),
    user: Person,
    head: z.object({ sha: Sha, ref: Ref, repo: Repository.nullish() }),
    base: z.object({ ref: Ref, repo: Repository }),
  }),
  repository: Repository,
  sender: Person,
})

function readPullRequest({
  action,
  number,
  label,
  pull_request: pull,
  repository,
  sender,
}: z.output<typeof PullRequest>): ParsedDelivery {
  // The repository of a deleted fork is null: whose code it is, nobody can say.
  const source = pull.head.repo?.full_name.toLowerCase()
  const event = eventOf({
    kind: 'pull_request',
    action,
    repository: repository.full_name,
    sha: pull.head.sha,
    branch: pull.head.ref,
    pullRequest: {
      number,
      title: pull.title,
      baseBranch: pull.base.ref,
      labels: pull.labels.map(({ name }) => name),
    },
    addedLabel: action === 'labeled' ? (label?.name ?? null) : null,
    author: {
      name: pull.user?.login ?? sender?.login ?? null,
      trusted: source === pull.base.repo.full_name.toLowerCase(),
    },
    title: `#${number} ${pull.title}`,
  })
  if (!runningActions.has(action))
    return ignored(`the action "${action}" of a pull request starts no run`, event)
  if (pull.draft) return ignored('the pull request is a draft', event)
  return pull.head.sha === null
    ? ignored('the pull request names no commit', event)
    : { ok: true, event }
}

const Release = z.object({
  action: Name,
  release: z.object({
    tag_name: Ref,
    name: Title.nullish(),
    target_commitish: Ref.default(''),
    author: Person,
  }),
  repository: Repository,
  sender: Person,
})

function readRelease({
  action,
  release,
  repository,
  sender,
}: z.output<typeof Release>): ParsedDelivery {
  const { target_commitish: target, tag_name: tag } = release
  const sha = Sha.parse(target)
  const event = eventOf({
    kind: 'release',
    action,
    repository: repository.full_name,
    // The target is a branch, or a commit where somebody chose one.
    sha,
    branch: sha === null && target !== '' ? target : null,
    tag,
    author: { name: release.author?.login ?? sender?.login ?? null, trusted: true },
    title: `release ${release.name || tag}`,
  })
  return action === 'published'
    ? { ok: true, event }
    : ignored(`the action "${action}" of a release starts no run`, event)
}

const Ping = z.object({
  zen: Title.nullish(),
  repository: Repository.nullish(),
  organization: z.object({ login: Name }).nullish(),
  sender: Person,
})

function readPing({
  zen,
  repository,
  organization,
  sender,
}: z.output<typeof Ping>): ParsedDelivery {
  const event = eventOf({
    kind: 'ping',
    repository: repository?.full_name ?? organization?.login ?? null,
    author: { name: sender?.login ?? null, trusted: true },
    title: zen ?? 'ping',
  })
  return { ok: true, event }
}

/** An authenticated payload in our words. Unknown events, actions and shapes are ignored with the reason. */
export function parseEvent(event: string, payload: unknown): ParsedDelivery {
  switch (event) {
    case 'push':
      return withShape(Push, payload, readPush)
    case 'pull_request':
      return withShape(PullRequest, payload, readPullRequest)
    case 'release':
      return withShape(Release, payload, readRelease)
    case 'merge_group':
      return readMergeGroup(payload)
    case 'deployment_status':
      return readDeploymentStatus(payload)
    case 'issue_comment':
      return readComment(payload)
    case 'ping':
      return withShape(Ping, payload, readPing)
    default:
      return ignored(`the event "${oneLine(event, 100)}" starts no run`)
  }
}
