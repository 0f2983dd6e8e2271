import { formatWithOptions, stripVTControlCharacters } from 'node:util'

import { toAppError } from '#lib/http/problem.ts'
import { log } from '#lib/platform/log.ts'

/** Errors that have their line already: Next.js prints each once more by itself. */
const told = new WeakSet<Error>()

/** What Next.js says of the request, of which only the pattern of its address is kept: the rest may hold a token. */
type Where = { routePath: string; routeType: string }

const digestOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'digest' in error
    ? String(error.digest)
    : undefined

/** One line for an error that reached Next.js: of a page, an action or a route. What it says to the reader is a digest. */
export function logPageError(error: unknown, method: string, where: Where): void {
  if (error instanceof Error) told.add(error)
  const { routePath: route, routeType: kind } = where
  const line = { err: error, method, route, kind, digest: digestOf(error) }
  // Our own refusals (a limit, a role) are no faults of ours.
  if (toAppError(error).code === 'internal') log.error(line, 'a page failed')
  else log.warn(line, 'a page was refused')
}

/** Writes what a library prints as one log line: no line of its own, no control character, no parameter of a query. */
function write(level: 'error' | 'warn' | 'info', given: readonly unknown[]): void {
  const errors = given.filter((part) => part instanceof Error)
  if (errors.some((error) => told.has(error))) return
  for (const error of errors) told.add(error)
  const rest = given.filter((part) => !(part instanceof Error))
  const text = stripVTControlCharacters(
    formatWithOptions({ depth: 2, breakLength: Infinity }, ...rest),
  )
  const words = text.replace(/^\s*[⨯⚠▲○✓»]\s*/u, '').trim()
  const [err] = errors
  if (err) log[level]({ err, digest: digestOf(err) }, words || 'an error was printed')
  else if (words !== '') log[level](words)
}

/** From now on what Next.js and React print goes into the log like everything else. */
export function sendConsoleToLog(): void {
  const { console } = globalThis
  console.error = (...given: unknown[]) => write('error', given)
  console.warn = (...given: unknown[]) => write('warn', given)
  for (const name of ['log', 'info', 'debug'] as const)
    console[name] = (...given: unknown[]) => write('info', given)
}
