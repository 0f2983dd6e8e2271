import { AppError } from '#lib/platform/errors.ts'

/** Ends `work` with `unavailable` unless it ends by itself within `ms`; its signal says so to what is under way. */
export async function withinTime<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const late = new AppError('unavailable', `No answer within ${ms / 1_000} s`)
      controller.abort(late)
      reject(late)
    }, ms)
  })
  try {
    return await Promise.race([work(controller.signal), timeout])
  } finally {
    clearTimeout(timer)
  }
}
