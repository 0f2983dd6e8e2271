import { setTimeout as sleep } from 'node:timers/promises'

import type { Sql } from '#db/client.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { loadEndpoint, type Endpoint } from '#lib/runs/execute/plan.ts'

/** Faults for which calling on makes no sense. */
const hopeless = new Set(['authentication', 'configuration', 'dns', 'connect', 'tls'])
/** Faults that a restarting voice AI shows for a moment. */
const passing = new Set(['dns', 'connect'])

/**
 * Asks the target one question before a run is expanded. Returns why it cannot be tested at all, or null.
 * A fault that may pass (a refused connection) is asked about `tries` times, a second apart.
 */
export async function preflightRun(
  sql: Sql,
  run: { runId: string; organizationId: string },
  signal: AbortSignal,
  tries = 3,
): Promise<string | null> {
  let endpoint: Endpoint
  try {
    endpoint = await loadEndpoint(sql, run)
  } catch (error) {
    return `The target's settings cannot be used: ${errorMessage(error)}`
  }
  for (let attempt = 1; ; attempt++) {
    const result = await endpoint.connector.check(endpoint.config, endpoint.secrets, signal)
    if (result.ok || !result.fault || !hopeless.has(result.fault)) return null
    if (!passing.has(result.fault) || attempt >= tries) return result.detail
    await sleep(1_000, undefined, { signal })
  }
}
