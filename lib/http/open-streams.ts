import { AppError } from '#lib/platform/errors.ts'

/** Whose a stream is: everything that can end it. */
export type StreamOwner = {
  userId: string
  /** the API token that it was opened with */
  tokenId?: string
  organizationId: string
}

/** Streams of one person and of one organization that a web process keeps open. */
const most = { user: 10, organization: 200 }
/** s until a refused caller may come back; pages read every ten seconds meanwhile */
const retryAfter = 10

type Open = { owner: StreamOwner; end: () => void }

// On globalThis because the bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & { earshotStreams?: Set<Open> }
const open = (holder.earshotStreams ??= new Set())

const refuse = (count: number, whose: string): never => {
  throw new AppError(
    'rate_limited',
    `${count} streams of events are open for ${whose}, which is as many as there may be. Close one, or read what you need at intervals.`,
    { retryAfter },
  )
}

/**
 * Counts a stream as open until the returned function is called; `end` is called when somebody else ends it. Throws
 * `AppError('rate_limited')` when its person or organization has as many as it may.
 */
export function admitStream(owner: StreamOwner, end: () => void): () => void {
  const { userId, organizationId } = owner
  const others = [...open]
  const ofUser = others.filter((other) => other.owner.userId === userId)
  if (ofUser.length >= most.user) refuse(most.user, 'you')
  const ofAll = others.filter((other) => other.owner.organizationId === organizationId)
  if (ofAll.length >= most.organization) refuse(most.organization, 'your organization')
  const entry = { owner, end }
  open.add(entry)
  return () => open.delete(entry)
}

/** Ends, at once, the streams of this process whose owner `ended` says yes to. */
export function closeStreams(ended: (owner: StreamOwner) => boolean): void {
  for (const { owner, end } of [...open]) if (ended(owner)) end()
}
