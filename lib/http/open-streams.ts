import { askForPlace } from '#lib/http/group/member.ts'
import {
  mostStreams,
  type Refused,
  type StreamOwner,
  StreamPlaces,
} from '#lib/http/group/stream-places.ts'
import { AppError } from '#lib/platform/errors.ts'

/** s until a refused caller may come back; pages read every ten seconds meanwhile */
const retryAfter = 10

type Open = { owner: StreamOwner; end: () => void }

// On globalThis because the bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & {
  earshotStreams?: { open: Set<Open>; places: StreamPlaces<Open>; stopping: boolean }
}
const streams = (holder.earshotStreams ??= {
  ...{ open: new Set(), places: new StreamPlaces(), stopping: false },
})

const whose: Record<Refused, string> = { user: 'you', organization: 'your organization' }

function refuse(by: Refused): never {
  throw new AppError(
    'rate_limited',
    `${mostStreams[by]} streams of events are open for ${whose[by]}, which is as many as there may be. Close one, or read what you need at intervals.`,
    { retryAfter },
  )
}

/**
 * Counts a stream as open until the returned function is called; `end` is called when somebody else ends it. Throws
 * `AppError('rate_limited')` when its person or organization has as many as it may, in all web processes together.
 */
export async function admitStream(owner: StreamOwner, end: () => void): Promise<() => void> {
  if (streams.stopping) throw new AppError('unavailable', 'This server is stopping', { retryAfter })
  const entry = { owner, end }
  const own = streams.places.take(entry, owner)
  if (own !== null) refuse(own)
  const place = await askForPlace(owner)
  if (place && place.refused !== null) {
    streams.places.leave(entry)
    refuse(place.refused)
  }
  streams.open.add(entry)
  return () => {
    if (!streams.open.delete(entry)) return
    streams.places.leave(entry)
    place?.leave()
  }
}

/** Ends, at once, the streams of this process whose owner `ended` says yes to. */
export function closeStreams(ended: (owner: StreamOwner) => boolean): void {
  for (const { owner, end } of [...streams.open]) if (ended(owner)) end()
}

/** Ends all streams and opens none any more: a server that stops waits for the last of its answers. */
export function stopStreams(): void {
  streams.stopping = true
  closeStreams(() => true)
}
