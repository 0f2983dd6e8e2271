import type { Sql } from '#db/client.ts'
import { createExecutor } from '#workers/executor.ts'

/** Items in this language block the process that executes them, for good. */
export const frozenLanguage = 'tlh'

/** The real executor, but for items that never give the event loop back. */
export function createFrozenExecutor(sql: Sql): ReturnType<typeof createExecutor> {
  const executor = createExecutor(sql)
  return {
    ...executor,
    execute: (item, signal) => {
      // Not an empty loop, which might cost this machine a whole core.
      while (item.language === frozenLanguage) Atomics.wait(asleep, 0, 0, 1_000)
      return executor.execute(item, signal)
    },
  }
}

const asleep = new Int32Array(new SharedArrayBuffer(4))
