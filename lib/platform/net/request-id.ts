import { randomUUID } from 'node:crypto'

/** The caller's id for a request (`X-Request-Id`) if it is a reasonable one, else a new one. */
export function requestIdOf(given: string | null | undefined): string {
  return given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}
