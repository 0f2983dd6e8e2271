import { join } from 'node:path'

import { settings } from '#lib/platform/config/settings.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { releaseMemory } from '#lib/platform/processes/release-memory.ts'
import { shareTemplates } from '#simulator/asr/share-templates.ts'
import { startSimulator } from '#simulator/server.ts'

/** What has been learnt on this installation, for every data folder that it is started on. */
const learnt = join(import.meta.dirname, '..', 'node_modules', '.cache', 'earshot', 'ears')

/** The demo voice AI as a program of its own; ends cleanly on SIGINT and SIGTERM. */
async function main(): Promise<void> {
  const given = settings()
  const folder = join(given.EARSHOT_DATA_DIR, 'simulator')
  shareTemplates(learnt, folder)
  const simulator = await startSimulator({
    port: given.SIMULATOR_PORT,
    host: given.SIMULATOR_HOST,
    clientId: given.SIMULATOR_CLIENT_ID,
    clientKey: given.SIMULATOR_CLIENT_KEY,
    latencyMs: given.SIMULATOR_LATENCY_MS,
    ears: given.SIMULATOR_EARS,
    weakSpots: given.SIMULATOR_WEAK_SPOTS,
    clockSkewSeconds: given.SIMULATOR_CLOCK_SKEW,
    ...definedValues({ fault: given.SIMULATOR_FAULT, logFile: given.SIMULATOR_LOG }),
    dataDir: folder,
  })
  log.info({ url: simulator.url }, `Simulator listening on ${simulator.url}`)
  // In the background: a caller who comes too early waits only for what is missing.
  simulator.warm().then(
    () => {
      log.info('Simulator understands all its languages and voices')
      shareTemplates(folder, learnt)
      releaseMemory()
    },
    () => undefined,
  )
  const stop = () => {
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error: errorMessage(error) }, 'The simulator did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  log.fatal({ error: errorMessage(error) }, 'The simulator cannot start')
  process.exitCode = 1
})
