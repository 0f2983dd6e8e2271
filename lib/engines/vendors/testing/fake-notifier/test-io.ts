import { createIo, type RecordedIo } from '#lib/engines/vendors/io.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

let connections = 0

/** The way out to a peer on loopback; each has a breaker of its own. `timeoutMs` for a whole call. */
export function openTestIo(
  kind: string,
  options: { timeoutMs?: number; secrets?: readonly string[]; signal?: AbortSignal } = {},
): RecordedIo {
  connections += 1
  return createIo({
    kind,
    connectionId: `peer ${connections}`,
    signal: new AbortController().signal,
    secrets: [],
    guard: createGuard({ allowedHosts: ['127.0.0.1'] }),
    ...options,
  })
}
