import { AsyncLocalStorage } from 'node:async_hooks'

import pino from 'pino'
import prettyStream from 'pino-pretty'

import { settings } from '#lib/platform/config/settings.ts'
import { describeError } from '#lib/platform/describe-error.ts'

/** Ids that every log line written inside `withLogContext` carries. */
export type LogContext = {
  requestId?: string
  jobId?: string
  runId?: string
  itemId?: string
  executionId?: string
}

const store = new AsyncLocalStorage<LogContext>()

const pretty =
  settings().LOG_FORMAT === 'pretty' || (settings().LOG_FORMAT === 'auto' && process.stdout.isTTY)

const secretFields = [
  'password',
  'secret',
  'secrets',
  'token',
  'clientKey',
  'authorization',
  'cookie',
]

const options: pino.LoggerOptions = {
  level: settings().LOG_LEVEL,
  base: { process: settings().PROCESS_NAME },
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => store.getStore() ?? {},
  serializers: { err: (error: unknown) => describeError(error) },
  redact: {
    paths: secretFields.flatMap((field) => [field, `*.${field}`]),
    censor: '[redacted]',
  },
}

/** JSON escapes what moves a terminal's cursor or begins a line; words for people must not hold it either. */
const onOneLine = (text: unknown) => String(text).replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')

/** The only writer to stdout of server code. JSON lines; readable ones on a terminal. */
export const log = pretty
  ? pino(
      options,
      prettyStream({
        ignore: 'pid,hostname,process',
        singleLine: true,
        messageFormat: (line, key) => onOneLine(line[key]),
      }),
    )
  : pino(options)

/** Runs `work` so that its log lines carry `context` beside what the caller's context already holds. */
export function withLogContext<T>(context: LogContext, work: () => T): T {
  return store.run({ ...store.getStore(), ...context }, work)
}
