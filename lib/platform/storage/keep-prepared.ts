import { log } from '#lib/platform/log.ts'
import { createTeller } from '#lib/platform/storage/tell-failure.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

/**
 * Makes the buckets that are missing, trying again every `retryMs` until it has worked: a store may start after us. Why it
 * does not work, and what to do, is logged. Returns what ends it.
 */
export function keepPrepared(storage: Pick<Storage, 'prepare'>, retryMs = 15_000): () => void {
  const tell = createTeller('storage cannot be used')
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let failed = false

  async function attempt(): Promise<void> {
    try {
      await storage.prepare()
      if (failed) log.info('storage can be used now')
    } catch (error) {
      failed = true
      if (!stopped) tell(error)
      if (!stopped) timer = setTimeout(() => void attempt(), retryMs).unref()
    }
  }
  void attempt()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
