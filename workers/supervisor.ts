import { fileURLToPath } from 'node:url'

import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { superviseChild, type SupervisedChild } from '#lib/platform/processes/supervise-child.ts'
import { noteWorkerKill } from '#workers/note-worker-kill.ts'

const workerProgram = fileURLToPath(new URL('./worker.ts', import.meta.url))

const ingestProgram = fileURLToPath(new URL('./ingest/main.ts', import.meta.url))

/** Loading the program fills a large nursery, which a worker would then hold for good: 120 MB more when idle. */
export const workerFlags = ['--max-semi-space-size=4']

function noteKill(pid: number, silentMs: number): void {
  noteWorkerKill(pid, silentMs).catch((error: unknown) =>
    log.error(
      { err: errorMessage(error), pid },
      'the end of a silent worker could not be recorded',
    ),
  )
}

type Supervised = { program: string; onSilent?: (pid: number, silentMs: number) => void }

const supervise = (name: string, { program, ...options }: Supervised): SupervisedChild =>
  superviseChild({
    ...{ name, ...options },
    args: [...process.execArgv, ...workerFlags, program],
    env: process.env,
    inGroup: true,
    firstDelayMs: 250,
    silenceMs: settings().SILENCE_LIMIT_SECONDS * 1_000,
    log: (line) => log.error({ program: name }, line),
  })

/** Keeps a worker alive: one that dies is started again, and so is one that does not answer, which is killed first. */
export const superviseWorker = (name: string, program = workerProgram): SupervisedChild =>
  supervise(name, { program, onSilent: noteKill })

/** Keeps the program alive that receives webhooks beside the workers when WEBHOOK_PORT is set. */
export const superviseIngest = (): SupervisedChild =>
  supervise('webhook receiver', { program: ingestProgram })
