type Flight<T> = { answer: Promise<T>; controller: AbortController; waiting: number }

/** Waits for a promise or the signal, whichever comes first. */
async function orAbort<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise
  signal.throwIfAborted()
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/**
 * Does equal work once for all who ask at the same time. One caller's abort lets the others go on; the work's
 * own signal aborts when nobody waits any more.
 */
export function createSingleFlight<T>() {
  const flights = new Map<string, Flight<T>>()

  function start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const answer = work(controller.signal).finally(() => {
      if (flights.get(key) === flight) flights.delete(key)
    })
    const flight = { answer, controller, waiting: 0 }
    flights.set(key, flight)
    return flight
  }

  return async (
    key: string,
    work: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    signal?.throwIfAborted()
    const flight = flights.get(key) ?? start(key, work)
    flight.waiting += 1
    try {
      return await orAbort(flight.answer, signal)
    } finally {
      flight.waiting -= 1
      if (flight.waiting === 0) {
        if (flights.get(key) === flight) flights.delete(key)
        flight.controller.abort()
      }
    }
  }
}
