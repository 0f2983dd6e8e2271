import { availableParallelism } from 'node:os'

import { settings } from '#lib/platform/config/settings.ts'
import type { Bundle } from '#scripts/processes/programs-bundle.ts'
import { fromRoot } from '#scripts/processes/root.ts'

export type Mode = 'production' | 'development'

type Program = {
  name: 'simulator' | 'web' | 'worker'
  /** Arguments of Node. */
  args: (mode: Mode, listen: { host: string; port: number }) => string[]
  /** The file that stands for it, where it is part of the bundle. */
  bundle?: keyof Bundle
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
  bundle: 'simulator',
  graceMs: 3_000,
  holdsPort: true,
}

/** The server of Next.js: the whole web application in one process. */
export const nextServer: Program['args'] = (mode, { host, port }) => [
  fromRoot('node_modules/next/dist/bin/next'),
  mode === 'production' ? 'start' : 'dev',
  '--hostname',
  host,
  '--port',
  String(port),
]

/** How many web processes there are to be. */
export const webProcesses = (): number => settings().WEB_CONCURRENCY || availableParallelism()

export const web: Program = {
  name: 'web',
  args: (mode, listen) =>
    mode === 'development' || webProcesses() === 1
      ? nextServer(mode, listen)
      : [quiet, fromRoot('scripts/processes/web-group.ts'), listen.host, String(listen.port)],
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
