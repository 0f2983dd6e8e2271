import { createExecutor } from '#workers/executor.ts'
import { runWorker } from '#workers/run-worker.ts'

const stage = process.argv.find((argument) => argument.startsWith('--dies='))?.split('=')[1]
const die = () => process.kill(process.pid, 'SIGKILL')

/** A worker that is killed when its first item is begun, or when it has been judged and is not recorded yet. */
await runWorker({
  create: (sql) => {
    const executor = createExecutor(sql)
    return {
      ...executor,
      execute: async (item, signal) => {
        if (stage === 'begun') die()
        const executed = await executor.execute(item, signal)
        if (stage === 'judged') die()
        return executed
      },
    }
  },
  quarantineProgram: new URL('../quarantine-child.ts', import.meta.url),
})
