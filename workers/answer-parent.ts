import { openSql } from '#db/client.ts'
import { requireDatabaseUrl } from '#lib/platform/config/database-url.ts'
import { startBeating } from '#lib/platform/processes/beat.ts'
import type { createExecutor } from '#workers/executor.ts'
import { guardWorker } from '#workers/guard-worker.ts'
import type { ToItemProcess } from '#workers/item-process.ts'

/** The program of quarantined items: takes them from our parent, executes them and answers, until the parent is done. */
export function answerParent(create: typeof createExecutor): void {
  const sql = openSql(requireDatabaseUrl(), { max: 2, name: 'earshot-quarantine' })
  const executor = create(sql)
  const underWay = new Map<number, AbortController>()
  startBeating()
  // Our parent watches us, unless it dies first.
  guardWorker(5_000)
  process.on('message', (message) => {
    // Our parent sends nothing else.
    const asked = message as ToItemProcess
    if ('abort' in asked) {
      underWay.get(asked.abort)?.abort()
      return
    }
    const { ask, item } = asked
    const abort = new AbortController()
    underWay.set(ask, abort)
    void executor
      .execute(item, abort.signal)
      .then((executed) => process.send?.({ answer: ask, executed }))
      .finally(() => underWay.delete(ask))
  })
  // Our parent has its answers, or is gone: nobody waits for us.
  process.once('disconnect', () => process.exit(0))
}
