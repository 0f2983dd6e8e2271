import { fileURLToPath } from 'node:url'

import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { type ChildOptions, runChild } from '#lib/platform/processes/launch-child.ts'
import {
  superviseChild,
  type SupervisedChild,
  type SupervisedOptions,
} from '#lib/platform/processes/supervise-child.ts'

// What supervises stays small, for it lives as long as the product: no database and no log in here, see note-death.ts.

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/**
 * A large nursery halves the time of garbage collection under load. Loading the program fills it as well; that is given back
 * at once (`releaseMemory`), and after a load it shrinks by itself. The heap may grow to two and a half times what lives
 * before it is collected, not to four times as V8 would have it: 90 MB less with 1,000 calls at once.
 */
export const workerFlags = ['--max-semi-space-size=32', '--heap-growing-percent=150']

/** How whoever supervises runs its children. */
export type Means = Pick<ChildOptions, 'output' | 'inGroup'> & {
  /** of the children; our own where it is absent */
  env?: NodeJS.ProcessEnv
  /** flags of Node */
  flags: readonly string[]
  /** The worker as one file, where it was made. */
  bundle?: string | undefined
  /** Receives what happens to the child called `name`. */
  log: (name: string, line: string) => void
}

/** `facts`: its process id, and when it was killed for that how long it was silent, ms. */
async function noteDeath(facts: readonly number[], means: Means): Promise<void> {
  const { flags, log, bundle: _bundle, env = process.env, ...how } = means
  const name = 'the note of a dead worker'
  const args = [...flags, file('./note-death.ts'), ...facts.map(String)]
  try {
    await runChild({ ...how, env, name, args })
  } catch (error) {
    log(name, `the end of worker ${facts[0]} could not be recorded: ${errorMessage(error)}`)
  }
}

type Supervised = { program: string } & Pick<SupervisedOptions, 'onSilent' | 'onDeath'>

const supervise = (
  name: string,
  { flags, log, bundle, env = process.env, ...how }: Means,
  { program, ...options }: Supervised,
): SupervisedChild =>
  superviseChild({
    ...{ ...how, env, name, ...options },
    args: [...flags, ...workerFlags, program],
    bundled: program === bundle,
    firstDelayMs: 250,
    silenceMs: settings().SILENCE_LIMIT_SECONDS * 1_000,
    log: (line) => log(name, line),
  })

/** Keeps a worker alive: one that dies is started again, and so is one that does not answer, which is killed first. */
export const superviseWorker = (
  name: string,
  means: Means,
  program = means.bundle ?? file('./worker.ts'),
): SupervisedChild =>
  supervise(name, means, {
    program,
    onSilent: (pid, silentMs) => void noteDeath([pid, Math.round(silentMs)], means),
    onDeath: (pid) => void noteDeath([pid], means),
  })

/** Keeps as many workers alive as MIN_WORKERS says, and what receives webhooks beside them when WEBHOOK_PORT is set. */
export function superviseWorkers(means: Means): SupervisedChild[] {
  const { MIN_WORKERS: workers, WEBHOOK_PORT: webhookPort } = settings()
  const children = Array.from({ length: workers }, (_, n) =>
    superviseWorker(`worker ${n + 1}`, means),
  )
  if (webhookPort !== undefined)
    children.push(supervise('webhook receiver', means, { program: file('./ingest/main.ts') }))
  return children
}
