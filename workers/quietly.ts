import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'

/** Work that is tried again later: a failure is logged and goes no further. */
export const quietly = (what: string, work: () => Promise<unknown>) => () =>
  void work().catch((error: unknown) => log.warn({ err: errorMessage(error) }, `could not ${what}`))
