import type { Sql } from '#db/client.ts'
import { createExecutor } from '#workers/executor.ts'

/** Items in this language kill the process that executes them. */
export const deadlyLanguage = 'tlh'

/** The real executor, but for items that no process survives. */
export function createDeadlyExecutor(sql: Sql): ReturnType<typeof createExecutor> {
  const executor = createExecutor(sql)
  return {
    ...executor,
    execute: (item, signal) => {
      if (item.language === deadlyLanguage) process.kill(process.pid, 'SIGKILL')
      return executor.execute(item, signal)
    },
  }
}
