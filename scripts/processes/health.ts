import { get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

import type { SupervisedChild } from '#lib/platform/processes/supervise-child.ts'

const probeMs = 2_000
const hopelessFailures = 3

/** By node:http: the global fetch would stay in the launcher's memory, 8 MB for this one question. */
function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/api/health`, { timeout: probeMs }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
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
