import type {
  Issue,
  Message,
  Moved,
  Notifier,
  SendOptions,
  Sent,
  ThreadRef,
} from '#lib/engines/vendors/types.ts'
import type { IssueState, LinkKind, LinkRow, LinkValue } from '#lib/integrations/links.ts'
import type { OpenConnection } from '#lib/integrations/open-connection.ts'
import type { NotificationRow } from '#lib/notifications/outbox/add-notification.ts'
import { commentKey, statusKey, StatusState, ThreadState } from '#lib/notifications/outbox/links.ts'
import type { Payload } from '#lib/notifications/outbox/payload.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

export type Delivered = {
  /** what the provider said or did, in a sentence */
  detail: string
  link?: LinkValue
  issue?: { defectId: string; issue: Issue }
  /** the tracker needs a setting that only a person can choose */
  choice?: Moved['choice']
  /** nothing was sent, because it was of no use any more */
  skipped?: boolean
}

export type Delivery = {
  connection: OpenConnection
  row: NotificationRow
  payload: Payload
  /** what is known of its thread, status, comment or issue at the provider */
  known: LinkRow | null
  /** there was a try before */
  again: boolean
  /** an earlier try had its effect, or may have had it */
  repeated: boolean
}

/** Which link a payload reads before and writes after. */
export function linkOf(
  payload: Payload,
  row: NotificationRow,
): { kind: LinkKind; key: string } | null {
  switch (payload.kind) {
    case 'message':
      return { kind: 'thread', key: row.threadKey }
    case 'status':
      return { kind: 'status', key: statusKey(payload.status) }
    case 'comment':
      return { kind: 'comment', key: commentKey(payload.repository, payload.pull_request) }
    default:
      return { kind: 'issue', key: payload.defect_id }
  }
}

const cannot = ({ name, integration }: OpenConnection, what: string) =>
  new InvalidError(`${name} (${integration.label}) cannot ${what}`)

type Of<K extends Payload['kind']> = Extract<Payload, { kind: K }>

const threadOf = (known: LinkRow | null): ThreadRef | null => {
  const state = ThreadState.safeParse(known?.state)
  return state.success ? state.data.thread : null
}

type Looked = Sent | 'none' | 'hidden'

/** Finds a message that may have been sent. A bot that is not allowed to look may still send it once more, marked. */
async function lookFor(
  notifier: Notifier,
  options: SendOptions,
  delivery: Of<'message'>['delivery'],
): Promise<Looked> {
  if (notifier.repeat !== 'findable') return 'none'
  try {
    return (await notifier.findSent?.(options)) ?? 'none'
  } catch (error) {
    const isBarred = error instanceof NetworkError && error.fault === 'authentication'
    if (isBarred && delivery !== 'at_most_once') return 'hidden'
    throw error
  }
}

/** For channels that cannot tell a repeated message: the reader can. */
const markRepeated = (message: Message): Message => ({
  ...message,
  summary: `Sent again: it may have arrived before. ${message.summary}`.trim(),
})

async function deliverMessage(
  { connection, row, known, again, repeated }: Delivery,
  { message, update, delivery }: Of<'message'>,
): Promise<Delivered> {
  const { notifier } = connection
  if (!notifier) throw cannot(connection, 'carry messages')
  const options = { key: row.id, thread: threadOf(known), update }
  const looked = again ? await lookFor(notifier, options, delivery) : 'none'
  const found = typeof looked === 'string' ? null : looked
  const doubles = notifier.repeat === 'doubles' || looked === 'hidden'
  const said = repeated && doubles ? markRepeated(message) : message
  const sent: Sent = found ?? (await notifier.send(said, options))
  const detail = found ? `It had arrived already: ${sent.detail}` : sent.detail
  // A message that nothing will follow needs no place remembered.
  if (!sent.thread || row.threadKey === row.idempotencyKey) return { detail }
  const [externalId = row.id] = Object.values(sent.thread)
  // A channel names the first message of the thread; a new one when the old one is gone.
  const state = { thread: sent.thread }
  return { detail, link: { kind: 'thread', key: row.threadKey, externalId, url: null, state } }
}

/** A status never goes back: not from the result to pending within a run, and not to that of an older run. */
function isStale(known: LinkRow | null, runId: string, state: string): boolean {
  const sent = StatusState.safeParse(known?.state)
  if (!sent.success) return false
  if (sent.data.run_id !== runId) return sent.data.run_id > runId
  return state === 'pending' && sent.data.state !== 'pending'
}

async function deliverStatus(
  { connection, known }: Delivery,
  { run_id, status }: Of<'status'>,
): Promise<Delivered> {
  if (!connection.ci) throw cannot(connection, 'set a commit status')
  if (isStale(known, run_id, status.state))
    return { detail: 'Not sent: a later state is there already', skipped: true }
  await connection.ci.setStatus(status)
  const { repository, sha, ref, state, context, description } = status
  return {
    detail: `${context} is ${state}`,
    link: {
      kind: 'status',
      key: statusKey(status),
      externalId: context,
      url: status.targetUrl,
      state: { run_id, state, description, repository, sha, ref, context } satisfies StatusState,
    },
  }
}

async function deliverComment(
  { connection, known }: Delivery,
  { repository, pull_request: pullRequest, marker, body, run_id }: Of<'comment'>,
): Promise<Delivered> {
  const upsert = connection.ci?.upsertComment?.bind(connection.ci)
  if (!upsert) throw cannot(connection, 'comment on a pull request')
  const { id, url } = await upsert({
    repository,
    pullRequest,
    marker,
    body,
    known: known?.externalId ?? null,
  })
  return {
    detail: `Comment ${id}`,
    link: {
      kind: 'comment',
      key: commentKey(repository, pullRequest),
      externalId: id,
      url,
      state: { run_id },
    },
  }
}

function keptIssue(defectId: string, issue: Issue, detail: string): Delivered {
  const { key, url, status, category } = issue
  const state: IssueState = { status, category }
  const warnings = issue.warnings?.length ? ` (${issue.warnings.join('; ')})` : ''
  return {
    detail: `${detail}${warnings}`,
    link: { kind: 'issue', key: defectId, externalId: key, url, state },
    issue: { defectId, issue },
  }
}

async function deliverIssue(
  { connection, known, again }: Delivery,
  payload: Of<'issue_create' | 'issue_comment' | 'issue_close' | 'issue_reopen'>,
): Promise<Delivered> {
  const { tracker } = connection
  if (!tracker) throw cannot(connection, 'keep issues')
  const { defect_id: defectId } = payload
  if (payload.kind === 'issue_create') {
    if (known) return { detail: `${known.externalId} is there already`, skipped: true }
    const found = again ? await tracker.findIssue(payload.draft.marker) : null
    const issue = found ?? (await tracker.createIssue(payload.draft))
    return keptIssue(defectId, issue, found ? `Found ${issue.key}` : `Created ${issue.key}`)
  }
  if (!known) return { detail: 'Not sent: the defect has no issue here', skipped: true }
  const key = known.externalId
  await tracker.comment(key, payload.marker, payload.text)
  if (payload.kind === 'issue_comment')
    return keptIssue(defectId, await tracker.getIssue(key), `Commented on ${key}`)
  const close = payload.kind === 'issue_close'
  const { moved, warning, choice } = close ? await tracker.close(key) : await tracker.reopen(key)
  const done = close ? `Closed ${key}` : `Reopened ${key}`
  const detail = moved ? done : `${key} stays as it is`
  const kept = keptIssue(
    defectId,
    await tracker.getIssue(key),
    warning === undefined ? detail : `${detail}: ${warning}`,
  )
  return choice ? { ...kept, choice } : kept
}

/** Makes the calls of one try. Throws what the connection throws. */
export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { payload } = delivery
  switch (payload.kind) {
    case 'message':
      return deliverMessage(delivery, payload)
    case 'status':
      return deliverStatus(delivery, payload)
    case 'comment':
      return deliverComment(delivery, payload)
    default:
      return deliverIssue(delivery, payload)
  }
}

/**
 * Whether only a person may repeat it when nobody knows what became of the first try: its rule wants it at most once
 * and its channel knows no key. Statuses, comments and issues are found again.
 */
export function needsPerson({ notifier }: OpenConnection, payload: Payload): boolean {
  return (
    payload.kind === 'message' &&
    payload.delivery === 'at_most_once' &&
    notifier?.repeat === 'doubles'
  )
}
