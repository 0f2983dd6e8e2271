import { Agent, request } from 'undici'

import type { Sent } from '#lib/webhooks/testing/deliveries.ts'

export type Answer = { sent: Sent; status: number; ms: number; receipt: unknown }

/** Sends all deliveries with `concurrency` connections kept open, in the order given. `ms` is until the answer was read. */
export async function sendAll(
  url: string,
  deliveries: readonly Sent[],
  concurrency: number,
): Promise<Answer[]> {
  const dispatcher = new Agent({ connections: concurrency, pipelining: 1 })
  const answers: Answer[] = []
  let next = 0
  const work = async () => {
    for (let sent = deliveries[next++]; sent; sent = deliveries[next++]) {
      const startedAt = performance.now()
      const reply = await request(url, { method: 'POST', dispatcher, ...sent })
      const receipt = await reply.body.json()
      answers.push({ sent, status: reply.statusCode, ms: performance.now() - startedAt, receipt })
    }
  }
  try {
    await Promise.all(Array.from({ length: concurrency }, work))
  } finally {
    await dispatcher.close()
  }
  return answers
}
