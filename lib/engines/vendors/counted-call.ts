import { observeIntegration, setOpenCircuits } from '#lib/platform/metrics/metrics.ts'
import { type Breaker, breakerOf } from '#lib/platform/net/breaker.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** `fault` is what an answer that came says of the provider's health, null when all is well. */
export type Outcome<T> = { value: T; fault: NetworkError | null; codeClass: string }

/** Short, so that what is back is found soon: one call in 10 s burdens nobody. */
const breakerRules = { failures: 5, openMs: 10_000 }

const open = new Map<string, Set<string>>()

function countCircuit(kind: string, connectionId: string, breaker: Breaker): void {
  const ids = open.get(kind) ?? new Set<string>()
  open.set(kind, ids)
  if (breaker.state === 'closed') ids.delete(connectionId)
  else ids.add(connectionId)
  setOpenCircuits(kind, ids.size)
}

/**
 * Runs one call under the breaker of its connection and counts it in the metrics. Throws what `run` throws, and
 * NetFault `breaker_open` without calling when the connection failed too often of late.
 */
export async function countedCall<T>(
  {
    kind,
    connectionId,
    operation,
    peer,
  }: Record<'kind' | 'connectionId' | 'operation' | 'peer', string>,
  run: () => Promise<Outcome<T>>,
): Promise<T> {
  const breaker = breakerOf(`integration ${kind} ${connectionId}`, breakerRules)
  const permit = breaker.admit(peer)
  const begun = performance.now()
  let codeClass = 'error'
  try {
    const { value, fault, codeClass: seen } = await run()
    codeClass = seen
    // Refused credentials are the provider alive: an admin mends them, and the next try must be allowed.
    if (fault && fault.fault !== 'authentication') permit.fail(fault.fault)
    else permit.succeed()
    return value
  } catch (error) {
    if (error instanceof NetworkError) codeClass = error.fault
    permit.fail(error instanceof NetworkError ? error.fault : 'cancelled')
    throw error
  } finally {
    countCircuit(kind, connectionId, breaker)
    const seconds = (performance.now() - begun) / 1_000
    observeIntegration({ integration: kind, operation, codeClass }, seconds)
  }
}
