import type { EventHub, HubEvent } from '#lib/http/event-hub.ts'
import type { StreamOwner } from '#lib/http/group/stream-places.ts'
import { admitStream } from '#lib/http/open-streams.ts'
import { countStreams } from '#lib/platform/metrics/metrics.ts'

type Options = {
  hub: Pick<EventHub, 'subscribe'>
  owner: StreamOwner
  /** the caller was connected before and may have missed something */
  resumed: boolean
  /** Whether the session or token is still good, asked every half minute; false ends the stream. */
  stillAllowed: () => Promise<boolean>
  /** ms between those questions */
  checkMs?: number
  signal: AbortSignal
  /** ms between comments that keep proxies from closing a quiet stream */
  heartbeatMs?: number
}

/** messages that a caller may be behind before it is cut off, to come back and resynchronize */
const backlog = 1_000

const instance = crypto.randomUUID().slice(0, 8)
let counter = 0

const frame = (event: HubEvent) =>
  `id: ${instance}-${++counter}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

/**
 * Server-sent events of one caller's organization (WHATWG HTML, 9.2). Events tell that something moved, not what it is
 * now. Throws `AppError('rate_limited')` for a caller who has as many open as may be.
 */
export async function eventStream(options: Options): Promise<Response> {
  const { hub, owner, resumed, stillAllowed, signal } = options
  const { heartbeatMs = 15_000, checkMs = 30_000 } = options
  const encoder = new TextEncoder()
  let end = () => {}
  const leave = await admitStream(owner, () => end())
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const write = (text: string) => {
          if ((controller.desiredSize ?? 0) < -backlog) end()
          else controller.enqueue(encoder.encode(text))
        }
        const unsubscribe = hub.subscribe(owner.organizationId, (event) => write(frame(event)))
        const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs)
        const look = () => {
          void stillAllowed()
            .catch(() => true)
            .then((allowed) => allowed || end())
        }
        const check = setInterval(look, checkMs)
        countStreams(1)
        end = () => {
          end = () => {}
          clearInterval(heartbeat)
          clearInterval(check)
          unsubscribe()
          leave()
          countStreams(-1)
          signal.removeEventListener('abort', end)
          try {
            controller.close()
          } catch {
            // The caller has gone and took the stream along.
          }
        }
        signal.addEventListener('abort', () => end(), { once: true })
        // It may have ended while a place was asked for, which was told to nobody here.
        look()
        if (signal.aborted) return end()
        write('retry: 2000\n\n')
        if (resumed) write(frame({ type: 'resync' }))
      },
      cancel: () => end(),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // nginx would collect events otherwise.
      'x-accel-buffering': 'no',
    },
  })
}
