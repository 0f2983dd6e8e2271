/** characters of a statement that a log line carries */
const longest = 2_000

type Thrown = Error & Record<string, unknown>

const isThrown = (error: unknown): error is Thrown => error instanceof Error

const code = (error: Thrown): string | null =>
  typeof error['code'] === 'string' ? error['code'] : null

/** An error of the server: postgres.js and pg both carry its SQLSTATE beside a severity. */
const isServerError = (error: Thrown): boolean =>
  /^[0-9A-Z]{5}$/.test(code(error) ?? '') && ('severity' in error || 'severity_local' in error)

/** What drizzle throws: its message is the statement and then all parameters. */
const isFailedQuery = (error: Thrown): boolean =>
  typeof error['query'] === 'string' && 'params' in error

/**
 * The server's words without values, which come after a colon, in errors of data (class 22) also in quotes: all from the
 * first to the last one is left out, as a value may hold some itself. In all others quotes hold names of ours. Detail, hint
 * and where are never told: they hold whole rows.
 */
function serverWords(error: Thrown): string {
  const state = code(error) ?? ''
  const ofData = state.startsWith('22')
  const message = ofData ? error.message.replace(/"[^]*"/, '…') : error.message
  return `${state} ${message.split(ofData ? /[:"\n]/ : /: |\n/, 1)[0]?.trim()}`
}

function causeWords(cause: unknown): string {
  if (!isThrown(cause)) return 'no cause given'
  if (isServerError(cause)) return serverWords(cause)
  return [code(cause), cause.message].filter((part) => part !== null && part !== '').join(' ')
}

/**
 * What may be said of a failed query: SQLSTATE, the server's words and the statement, never a parameter or a row.
 * Null for any other error.
 */
export function failedQueryText(error: unknown): string | null {
  if (!isThrown(error)) return null
  if (isServerError(error)) return serverWords(error)
  if (!isFailedQuery(error)) return null
  const statement = String(error['query']).replace(/\s+/g, ' ').trim()
  return `Failed query (${causeWords(error.cause)}): ${statement.slice(0, longest)}`
}
