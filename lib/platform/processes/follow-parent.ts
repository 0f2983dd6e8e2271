import cluster from 'node:cluster'

import { startBeating } from '#lib/platform/processes/beat.ts'
import { isSupervised } from '#lib/platform/processes/is-supervised.ts'

// Loaded into every child of the main job (`node --import`): when the parent is gone, however it
// died, the channel to it closes and the child ends itself as on SIGTERM, by force if that hangs.
const graceMs = 35_000

if (isSupervised()) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  // One of a cluster has nothing but this channel while it asks for its port.
  if (!cluster.isWorker) process.channel?.unref()
  startBeating()

  // The pipes to a dead parent are broken; what is still written must not end the drain.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
}
