// Loaded into every child of the main job (`node --import`): when the parent is gone, however it
// died, the channel to it closes and the child ends itself as on SIGTERM, by force if that hangs.
const graceMs = 35_000

/** Programs pass their flags on to processes of their own, which must be left as they are. */
const isChild = process.env['EARSHOT_PARENT'] === String(process.ppid)

if (isChild) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  process.channel?.unref()

  // The pipes to a dead parent are broken; what is still written must not end the drain.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
}
