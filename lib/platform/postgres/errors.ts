import { ConflictError } from '#lib/platform/errors.ts'

type Coded = { code: string; constraint_name?: string }

const isCoded = (value: unknown): value is Coded =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'

/** The database's own error inside what drizzle or postgres.js threw; null when it is something else. */
function databaseError(error: unknown): Coded | null {
  for (let inner: unknown = error; inner instanceof Error; inner = inner.cause)
    if (isCoded(inner)) return inner
  return null
}

/** Codes of postgres.js and of the system for a server that is away, starting or full. */
const away = new Set([
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  '53300', // too_many_connections
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
])

export function isDatabaseAway(error: unknown): boolean {
  const coded = databaseError(error)
  return coded !== null && away.has(coded.code)
}

/** Runs `work`; a row that exists already (SQLSTATE 23505) becomes a `ConflictError` with `message`. */
export async function refuseDuplicates<T>(message: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (databaseError(error)?.code === '23505') throw new ConflictError(message)
    throw error
  }
}
