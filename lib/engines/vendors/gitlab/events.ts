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
import type { ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

const Project = z.object({ path_with_namespace: Name })
const noCommit = /^0+$/

const Push = z.object({
  ref: FullRef,
  before: z.string().default(''),
  after: z.string(),
  /** the commit, also where `after` is the id of an annotated tag; null when the ref was deleted */
  checkout_sha: Sha,
  message: z.string().nullish(),
  user_username: Name.nullish(),
  user_name: Name.nullish(),
  project: Project,
  commits: z.array(Commit.extend({ id: Sha, message: z.string().default('') })).nullish(),
  total_commits_count: z.number().nullish(),
})
type Push = z.output<typeof Push>

/** Null wherever the list is not the whole story: GitLab tells 20 commits at most, and none of a new branch. */
function changedPaths({ before, commits, total_commits_count: total }: Push): string[] | null {
  if (!commits || commits.length < (total ?? Infinity) || noCommit.test(before)) return null
  return pathsOf(commits)
}

function readPush(push: Push): ParsedDelivery {
  const ref = readRef(push.ref)
  if (!ref) return ignored(`${oneLine(push.ref, 255)} is neither a branch nor a tag`)
  const deleted = noCommit.test(push.after)
  const sha = deleted ? null : (push.checkout_sha ?? Sha.parse(push.after))
  const commit = push.commits?.find(({ id }) => id !== null && id === sha)
  const message = (commit?.message ?? push.message ?? '').split('\n', 1)[0] ?? ''
  const event = eventOf({
    kind: ref.kind,
    action: deleted ? 'deleted' : noCommit.test(push.before) ? 'created' : null,
    repository: push.project.path_with_namespace,
    sha,
    branch: ref.kind === 'push' ? ref.name : null,
    tag: ref.kind === 'tag' ? ref.name : null,
    paths: ref.kind === 'push' && !deleted ? changedPaths(push) : null,
    author: { name: push.user_username ?? push.user_name ?? null, trusted: true },
    title: message === '' ? `${ref.kind} ${ref.name}` : message,
  })
  if (deleted) return ignored(`${ref.name} was deleted`, event)
  return sha === null ? ignored('the push names no commit', event) : { ok: true, event }
}

const DraftChange = z
  .object({ previous: z.boolean().nullish(), current: z.boolean().nullish() })
  .nullish()
const MergeRequest = z.object({
  user: z.object({ username: Name.nullish() }).nullish(),
  project: Project,
  object_attributes: z.object({
    action: Name.nullish(),
    iid: z.int().positive(),
    title: Title,
    source_branch: Ref,
    target_branch: Ref,
    source_project_id: z.number().nullish(),
    target_project_id: z.number(),
    last_commit: z.object({ id: Sha }).nullish(),
    oldrev: z.string().nullish(),
    draft: z.boolean().nullish(),
    work_in_progress: z.boolean().nullish(),
  }),
  labels: z.array(z.object({ title: Name })).nullish(),
  changes: z.object({ draft: DraftChange, work_in_progress: DraftChange }).partial().nullish(),
})
type MergeRequest = z.output<typeof MergeRequest>

/** Why a merge request event starts nothing; null when it does. */
function whyNot({ object_attributes: merge, changes }: MergeRequest): string | null {
  const action = merge.action ?? ''
  if (action !== 'open' && action !== 'reopen' && action !== 'update')
    return `the action "${action}" of a merge request starts no run`
  if (merge.draft ?? merge.work_in_progress) return 'the merge request is a draft'
  const change = changes?.draft ?? changes?.work_in_progress
  const isReady = change?.previous === true && change.current === false
  if (action === 'update' && !merge.oldrev && !isReady)
    return 'the update of the merge request brought no new commits'
  return merge.last_commit?.id ? null : 'the merge request names no commit'
}

function readMergeRequest(payload: MergeRequest): ParsedDelivery {
  const { object_attributes: merge, project, user, labels } = payload
  const event = eventOf({
    kind: 'pull_request',
    action: merge.action ?? null,
    repository: project.path_with_namespace,
    sha: merge.last_commit?.id ?? null,
    branch: merge.source_branch,
    pullRequest: {
      number: merge.iid,
      title: merge.title,
      baseBranch: merge.target_branch,
      labels: (labels ?? []).map(({ title }) => title),
    },
    author: {
      name: user?.username ?? null,
      // The source of a deleted fork is null.
      trusted: merge.source_project_id === merge.target_project_id,
    },
    title: `!${merge.iid} ${merge.title}`,
  })
  const reason = whyNot(payload)
  return reason === null ? { ok: true, event } : ignored(reason, event)
}

const Release = z.object({
  action: Name,
  tag: Ref,
  name: Title.nullish(),
  project: Project,
  commit: z.object({ id: Sha }).nullish(),
})

function readRelease({
  action,
  tag,
  name,
  project,
  commit,
}: z.output<typeof Release>): ParsedDelivery {
  const event = eventOf({
    kind: 'release',
    action,
    repository: project.path_with_namespace,
    sha: commit?.id ?? null,
    tag,
    title: `release ${name || tag}`,
  })
  return action === 'create'
    ? { ok: true, event }
    : ignored(`the action "${action}" of a release starts no run`, event)
}

/**
 * An authenticated payload in our words. Unknown events, actions and shapes are ignored with the reason: GitLab lets
 * people write bodies of their own, and switches a webhook off that is answered with an error.
 */
export function parseEvent(event: string, payload: unknown): ParsedDelivery {
  switch (event) {
    case 'Push Hook':
    case 'Tag Push Hook':
      return withShape(Push, payload, readPush)
    case 'Merge Request Hook':
      return withShape(MergeRequest, payload, readMergeRequest)
    case 'Release Hook':
      return withShape(Release, payload, readRelease)
    case 'System Hook':
      return readSystemHook(payload)
    default:
      return ignored(`the event "${oneLine(event, 100)}" starts no run`)
  }
}

const SystemHook = z.object({ object_kind: z.string().nullish(), event_name: z.string().nullish() })

/** An instance-wide webhook sends every event under one name. */
const readSystemHook = (payload: unknown): ParsedDelivery =>
  withShape(SystemHook, payload, ({ object_kind: kind, event_name: name }) => {
    const sort = kind ?? name ?? ''
    const schema = systemHooks.get(sort)
    return schema ? schema(payload) : ignored(`the event "${oneLine(sort, 100)}" starts no run`)
  })

const systemHooks = new Map<string, (payload: unknown) => ParsedDelivery>([
  ['push', (payload) => withShape(Push, payload, readPush)],
  ['tag_push', (payload) => withShape(Push, payload, readPush)],
  ['merge_request', (payload) => withShape(MergeRequest, payload, readMergeRequest)],
])
