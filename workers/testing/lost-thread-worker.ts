import { openRealtime } from '#lib/engines/connectors/realtime/open-realtime.ts'
import { createExecutor } from '#workers/executor.ts'
import { runWorker } from '#workers/run-worker.ts'

const doomed = new URL(
  '../../lib/engines/connectors/realtime/testing/doomed-realtime-thread.ts',
  import.meta.url,
)

/** A worker whose thread that speaks dies while it holds fifty calls. */
await runWorker({
  create: (sql) => createExecutor(sql, openRealtime({ program: doomed })),
  quarantineProgram: new URL('../quarantine-child.ts', import.meta.url),
})
