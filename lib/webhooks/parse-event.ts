import type { CiEvent, InboundDelivery, Receiver } from '#lib/engines/vendors/inbound.ts'
import { storedText } from '#lib/platform/postgres/stored-json.ts'

const cut = (text: string | null, limit: number) =>
  text === null || text === '' ? null : storedText(text.slice(0, limit))

const commitId = /^[0-9a-f]{7,64}$/
/** characters of a branch or tag: no vendor gives a longer one, and none is cut, for it would be another */
const refLimit = 4_000
/** more than one push moves */
const mostEvents = 200

/** What the worker and the receiver make of an authenticated body. */
export type ReadEvent = {
  event: CiEvent | null
  /** what the same delivery tells of besides */
  others: CiEvent[]
  ignored: string | null
}

function clean(event: CiEvent): CiEvent {
  const { pullRequest } = event
  const sha = event.sha?.toLowerCase() ?? ''
  return {
    kind: event.kind,
    action: cut(event.action, 100),
    repository: cut(event.repository, 300),
    sha: commitId.test(sha) ? sha : null,
    branch: cut(event.branch, refLimit),
    tag: cut(event.tag, refLimit),
    pullRequest: pullRequest && {
      number: pullRequest.number,
      title: storedText(pullRequest.title.slice(0, 500)),
      baseBranch: storedText(pullRequest.baseBranch.slice(0, refLimit)),
      labels: pullRequest.labels.slice(0, 100).map((label) => storedText(label.slice(0, 100))),
    },
    baseBranch: cut(event.baseBranch, refLimit),
    addedLabel: cut(event.addedLabel, 100),
    environment: cut(event.environment, 300),
    command: event.command === null ? null : storedText(event.command.slice(0, 300)),
    occasion: cut(event.occasion, 300),
    commitKey: cut(event.commitKey, 64),
    isIncomplete: event.isIncomplete,
    paths: event.paths,
    author: { name: cut(event.author.name, 200), trusted: event.author.trusted },
    title: storedText(event.title.slice(0, 500)),
  }
}

/**
 * Parses an authenticated delivery. Texts are cut and made fit for the database: they come from strangers.
 * Throws `InvalidError` when the body is not what its content type says.
 */
export function parseEvent(receiver: Receiver, delivery: InboundDelivery): ReadEvent {
  const parsed = receiver.parse(delivery)
  const ignored = 'ignored' in parsed ? storedText(parsed.ignored.slice(0, 500)) : null
  if (!parsed.ok) return { event: null, others: [], ignored }
  const others = 'others' in parsed ? (parsed.others ?? []) : []
  return { event: clean(parsed.event), others: others.slice(0, mostEvents).map(clean), ignored }
}

/** `refs/heads/…` for people: the branch, tag or pull request that an event tells of. */
export function refOf({ pullRequest, tag, branch }: CiEvent): string | null {
  if (pullRequest) return `pull request ${pullRequest.number}`
  return tag === null ? branch : `tag ${tag}`
}
