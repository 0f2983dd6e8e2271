import { z } from 'zod'

import { readBuild } from '#lib/engines/vendors/azure-devops/build-event.ts'
import {
  eventOf,
  FullRef,
  ignored,
  Name,
  readRef,
  Sha,
  Title,
  withShape,
} from '#lib/engines/vendors/event-fields.ts'
import { oneLine } from '#lib/engines/vendors/event-text.ts'
import type { CiEvent, ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

const Repository = z.object({ name: Name, project: z.object({ name: Name }) })
const pathOf = ({ name, project }: z.output<typeof Repository>) => `${project.name}/${name}`
const Person = z.object({ displayName: Name.nullish(), uniqueName: Name.nullish() }).nullish()

const Push = z.object({
  resource: z.object({
    commits: z.array(z.object({ commitId: Sha, comment: z.string().nullish() })).nullish(),
    refUpdates: z.array(z.object({ name: FullRef, newObjectId: Sha })),
    repository: Repository,
    pushedBy: Person,
  }),
})
type Push = z.output<typeof Push>['resource']

function refEvent(push: Push, update: Push['refUpdates'][number]): CiEvent | null {
  const ref = readRef(update.name)
  if (!ref) return null
  const sha = update.newObjectId
  const commit = push.commits?.find(({ commitId }) => commitId !== null && commitId === sha)
  const message = commit?.comment?.split('\n', 1)[0] ?? ''
  return eventOf({
    kind: ref.kind,
    action: sha === null ? 'deleted' : null,
    repository: pathOf(push.repository),
    sha,
    branch: ref.kind === 'push' ? ref.name : null,
    tag: ref.kind === 'tag' ? ref.name : null,
    author: { name: push.pushedBy?.displayName ?? null, trusted: true },
    title: message === '' ? `${ref.kind} ${ref.name}` : message,
  })
}

/** One push may move several branches and tags. The new id of a deleted one is all zeros. */
function readPush({ resource }: z.output<typeof Push>): ParsedDelivery {
  const events = resource.refUpdates.flatMap((update) => refEvent(resource, update) ?? [])
  const [first, ...others] = events.filter(({ sha }) => sha !== null)
  if (first) return { ok: true, event: first, ...(others.length > 0 && { others }) }
  const [gone] = events
  return gone
    ? ignored(`${gone.branch ?? gone.tag ?? 'the ref'} was deleted`, gone)
    : ignored('the push moved neither a branch nor a tag')
}

const PullRequest = z.object({
  eventType: Name,
  resource: z.object({
    repository: Repository,
    pullRequestId: z.int().positive(),
    status: Name,
    title: Title,
    isDraft: z.boolean().nullish(),
    createdBy: Person,
    sourceRefName: FullRef,
    targetRefName: FullRef,
    lastMergeSourceCommit: z.object({ commitId: Sha }).nullish(),
    labels: z.array(z.object({ name: Name, active: z.boolean().nullish() })).nullish(),
    /** there when the code comes from a fork */
    forkSource: z.looseObject({}).nullish(),
  }),
})

function readPullRequest({ eventType, resource: pull }: z.output<typeof PullRequest>) {
  const sha = pull.lastMergeSourceCommit?.commitId ?? null
  const event = eventOf({
    kind: 'pull_request',
    action: eventType.replace('git.pullrequest.', ''),
    repository: pathOf(pull.repository),
    sha,
    branch: readRef(pull.sourceRefName)?.name ?? null,
    pullRequest: {
      number: pull.pullRequestId,
      title: pull.title,
      baseBranch: readRef(pull.targetRefName)?.name ?? '',
      labels: (pull.labels ?? []).filter(({ active }) => active !== false).map(({ name }) => name),
    },
    author: {
      name: pull.createdBy?.displayName ?? null,
      trusted: pull.forkSource === undefined || pull.forkSource === null,
    },
    title: `!${pull.pullRequestId} ${pull.title}`,
  })
  if (pull.status !== 'active') return ignored(`the pull request is ${pull.status}`, event)
  if (pull.isDraft) return ignored('the pull request is a draft', event)
  const read: ParsedDelivery =
    sha === null ? ignored('the pull request names no commit', event) : { ok: true, event }
  return read
}

const Envelope = z.object({ eventType: Name, subscriptionId: z.string().nullish() })
const nobody = /^[0-]+$/

/**
 * An authenticated payload in our words. Other events and shapes are ignored with the reason; the sample that the
 * button Test sends has an empty subscription, and stands for a ping. Source: learn.microsoft.com, "Service hook
 * events".
 */
export const parseEvent = (payload: unknown): ParsedDelivery =>
  withShape(Envelope, payload, ({ eventType, subscriptionId }) => {
    if (nobody.test(subscriptionId ?? ''))
      return { ok: true, event: eventOf({ kind: 'ping', title: 'test of the service hook' }) }
    switch (eventType) {
      case 'git.push':
        return withShape(Push, payload, readPush)
      case 'git.pullrequest.created':
      case 'git.pullrequest.updated':
        return withShape(PullRequest, payload, readPullRequest)
      case 'build.complete':
        return readBuild(payload)
      default:
        return ignored(`the event "${oneLine(eventType, 100)}" starts no run`)
    }
  })
