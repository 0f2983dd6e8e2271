import { AsyncLocalStorage } from 'node:async_hooks'

import pino from 'pino'
import prettyStream from 'pino-pretty'

import { settings } from '#lib/platform/config/settings.ts'

/** Ids that every log line written inside `withLogContext` carries. */
export type LogContext = {
  requestId?: string
  jobId?: string
  runId?: string
  executionId?: string
}

const store = new AsyncLocalStorage<LogContext>()

const pretty =
  settings().LOG_FORMAT === 'pretty' || (settings().LOG_FORMAT === 'auto' && process.stdout.isTTY)

const options: pino.LoggerOptions = {
  level: settings().LOG_LEVEL,
  base: { process: settings().PROCESS_NAME },
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => store.getStore() ?? {},
  redact: {
    paths: ['*.password', '*.secret', '*.secrets', '*.token', '*.clientKey', '*.authorization'],
    censor: '[redacted]',
  },
}

/** The only writer to stdout of server code. JSON lines; readable ones on a terminal. */
export const log = pretty
  ? pino(options, prettyStream({ ignore: 'pid,hostname,process', singleLine: true }))
  : pino(options)

/** Runs `work` so that its log lines carry `context` beside what the caller's context already holds. */
export function withLogContext<T>(context: LogContext, work: () => T): T {
  return store.run({ ...store.getStore(), ...context }, work)
}
