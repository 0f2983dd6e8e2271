import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

import { expect, test } from 'vitest'

import { openSmallNursery } from '#lib/platform/processes/open-small-nursery.ts'

/** Holds 40 MB of small things and tells how large its nursery has become, MB. */
const code = `
  import { getHeapSpaceStatistics } from 'node:v8'
  import { parentPort } from 'node:worker_threads'
  const held = []
  let most = 0
  for (let n = 0; n < 400_000; n++) {
    held.push({ n, next: [n] })
    if (n % 10_000) continue
    const space = getHeapSpaceStatistics().find((one) => one.space_name === 'new_space')
    most = Math.max(most, space.space_size / 2 ** 20)
  }
  parentPort.postMessage({ most, held: held.length })`
const program = new URL(`data:text/javascript,${encodeURIComponent(code)}`)

async function nurseryOf(worker: Worker): Promise<number> {
  const [message] = (await once(worker, 'message')) as [{ most: number }]
  await worker.terminate()
  return message.most
}

test('the nursery of a thread stays small, and that of other threads as it was', async () => {
  expect(await nurseryOf(openSmallNursery(program, {}))).toBeLessThanOrEqual(3)
  expect(await nurseryOf(new Worker(program))).toBeGreaterThan(3)
})
