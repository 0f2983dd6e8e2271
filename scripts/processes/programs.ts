import { fromRoot } from '#scripts/processes/root.ts'

export type Mode = 'production' | 'development'

type Program = {
  name: 'simulator' | 'web' | 'worker'
  /** Arguments of Node. */
  args: (mode: Mode, listen: { host: string; port: number }) => string[]
  /** Time for a clean end after SIGTERM, in ms. */
  graceMs: number
  holdsPort: boolean
}

export const quiet = '--disable-warning=ExperimentalWarning'
const plain = (file: string) => (mode: Mode) => [
  quiet,
  ...(mode === 'development' ? ['--watch', '--watch-preserve-output'] : []),
  fromRoot(file),
]

export const simulator: Program = {
  name: 'simulator',
  args: plain('simulator/main.ts'),
  graceMs: 3_000,
  holdsPort: true,
}

export const web: Program = {
  name: 'web',
  args: (mode, { host, port }) => [
    fromRoot('node_modules/next/dist/bin/next'),
    mode === 'production' ? 'start' : 'dev',
    '--hostname',
    host,
    '--port',
    String(port),
  ],
  graceMs: 8_000,
  holdsPort: true,
}

/**
 * The workers' own supervisor, started again with them when a source changes. Its drain may take 30 s: what it still runs then
 * goes back to the queue.
 */
export const workersOnChange: Program = {
  name: 'worker',
  args: plain('workers/main.ts'),
  graceMs: 35_000,
  holdsPort: false,
}

export type { Program }
