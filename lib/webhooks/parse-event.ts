import type { CiEvent, InboundDelivery, Receiver } from '#lib/engines/vendors/types.ts'
import { storedText } from '#lib/platform/postgres/stored-json.ts'

const cut = (text: string | null, limit: number) =>
  text === null || text === '' ? null : storedText(text.slice(0, limit))

const commitId = /^[0-9a-f]{7,64}$/

/** What the worker and the receiver make of an authenticated body. */
export type ReadEvent = { event: CiEvent | null; ignored: string | null }

function clean(event: CiEvent): CiEvent {
  const { pullRequest } = event
  const sha = event.sha?.toLowerCase() ?? ''
  return {
    kind: event.kind,
    action: cut(event.action, 100),
    repository: cut(event.repository, 300),
    sha: commitId.test(sha) ? sha : null,
    branch: cut(event.branch, 300),
    tag: cut(event.tag, 300),
    pullRequest: pullRequest && {
      number: pullRequest.number,
      title: storedText(pullRequest.title.slice(0, 500)),
      baseBranch: storedText(pullRequest.baseBranch.slice(0, 300)),
      labels: pullRequest.labels.slice(0, 100).map((label) => storedText(label.slice(0, 100))),
    },
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
  if (!parsed.ok) return { event: null, ignored: storedText(parsed.ignored.slice(0, 500)) }
  const ignored = 'ignored' in parsed ? storedText(parsed.ignored.slice(0, 500)) : null
  return { event: clean(parsed.event), ignored }
}

/** `refs/heads/…` for people: the branch, tag or pull request that an event tells of. */
export function refOf({ pullRequest, tag, branch }: CiEvent): string | null {
  if (pullRequest) return `pull request ${pullRequest.number}`
  return tag === null ? branch : `tag ${tag}`
}
