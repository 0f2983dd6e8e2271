import { fileURLToPath } from 'node:url'

import { log } from '#lib/platform/log.ts'
import { superviseChild, type SupervisedChild } from '#lib/platform/processes/supervise-child.ts'

const workerProgram = fileURLToPath(new URL('./worker.ts', import.meta.url))

/** Receives webhooks, beside the workers when WEBHOOK_PORT is set. */
export const ingestProgram = fileURLToPath(new URL('./ingest/main.ts', import.meta.url))

/** Loading the program fills a large nursery, which a worker would then hold for good: 120 MB more when idle. */
export const workerFlags = ['--max-semi-space-size=4']

/** Keeps a process of a program alive, of the worker unless another is given: one that dies is started again. */
export const supervise = (name: string, program = workerProgram): SupervisedChild =>
  superviseChild({
    name,
    args: [...process.execArgv, ...workerFlags, program],
    env: process.env,
    inGroup: true,
    firstDelayMs: 250,
    log: (line) => log.error({ program: name }, line),
  })
