import { join } from 'node:path'

import { env } from '#lib/platform/config/env.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { startSimulator } from '#simulator/server.ts'

/** The demo voice AI as a program of its own; ends cleanly on SIGINT and SIGTERM. */
async function main(): Promise<void> {
  const simulator = await startSimulator({
    port: env.SIMULATOR_PORT,
    clientId: env.SIMULATOR_CLIENT_ID,
    clientKey: env.SIMULATOR_CLIENT_KEY,
    latencyMs: env.SIMULATOR_LATENCY_MS,
    ears: env.SIMULATOR_EARS,
    weakSpots: env.SIMULATOR_WEAK_SPOTS,
    clockSkewSeconds: env.SIMULATOR_CLOCK_SKEW,
    ...(env.SIMULATOR_FAULT !== undefined && { fault: env.SIMULATOR_FAULT }),
    dataDir: join(env.EARSHOT_DATA_DIR, 'simulator'),
    ...(env.SIMULATOR_LOG !== undefined && { logFile: env.SIMULATOR_LOG }),
  })
  log.info({ url: simulator.url }, `Simulator listening on ${simulator.url}`)
  // In the background: a caller who comes too early waits only for what is missing.
  simulator.warm().then(
    () => log.info('Simulator understands all its languages and voices'),
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
