import { setTimeout as delay } from 'node:timers/promises'

import type { SupervisedChild } from '#lib/platform/processes/supervise-child.ts'

const probeMs = 2_000
const hopelessFailures = 3

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(probeMs) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

/** Waits until the web application answers; throws when it keeps ending or the time is over. */
export async function awaitHealth(
  url: string,
  web: SupervisedChild,
  withinMs: number,
): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end; await delay(100)) {
    if (await isHealthy(url)) return
    if (web.failures() >= hopelessFailures)
      throw new Error(`The web application does not start:\n${web.lastLines()}`)
  }
  throw new Error(
    `The web application did not answer at ${url}/api/health within ${withinMs / 1_000} s:\n${web.lastLines()}`,
  )
}
