const sameKeyPressMs = 1_000

/**
 * Calls `stop` at the first SIGINT, SIGTERM or SIGHUP, and `force` at a later one. One Ctrl-C
 * arrives up to three times, from the terminal, npm and the launcher, so a second within a second
 * counts as the same. Losing the launcher, however it died, counts as a signal too.
 */
export function onStopSignal(stop: (reason: string) => void, force: () => void): void {
  let first: number | null = null
  const handle = (reason: string) => {
    if (first === null) {
      first = performance.now()
      stop(reason)
    } else if (performance.now() - first > sameKeyPressMs) force()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => handle(signal))
  process.once('disconnect', () => handle('the launcher ended'))
  process.channel?.unref()
}
