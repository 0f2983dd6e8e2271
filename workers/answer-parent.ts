import { openSql } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/platform/config/database-url.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import type { createExecutor } from '#workers/executor.ts'

/** The program of a quarantined item: takes it from our parent, executes it, answers, and ends. */
export function answerParent(create: typeof createExecutor): void {
  const sql = openSql(requireDatabaseUrl(), { max: 1, name: 'earshot-quarantine' })
  const executor = create(sql)
  process.once('message', (item) => {
    void executor
      .execute(item as BegunItem, new AbortController().signal)
      .then((executed) => process.send?.(executed))
  })
  // Our parent has its answer, or is gone: nobody waits for us.
  process.once('disconnect', () => process.exit(0))
}
