import { randomUUID } from 'node:crypto'

import { openBoss } from '#lib/platform/jobs/boss.ts'

const queue = 'bench.noop'
const batch = 100
const pollers = 4

/** pg-boss alone, as well as it can be used: jobs that do nothing, fetched and completed in batches. */
export async function openRawQueue(url: string) {
  const jobs = await openBoss(url, { supervise: false, max: pollers })
  const { boss } = jobs
  await boss.createQueue(queue)
  return {
    /** Jobs fetched and completed a second; their insertion is not counted. */
    async rate(jobs: number): Promise<number> {
      for (let left = jobs; left > 0; left -= 1_000)
        await boss.insert(
          queue,
          Array.from({ length: Math.min(1_000, left) }, () => ({
            data: { organizationId: randomUUID(), itemId: randomUUID() },
          })),
        )
      const startedAt = performance.now()
      await Promise.all(
        Array.from({ length: pollers }, async () => {
          for (;;) {
            const found = await boss.fetch(queue, { batchSize: batch })
            if (found.length === 0) return
            await boss.complete(queue, found)
          }
        }),
      )
      return (jobs * 1_000) / (performance.now() - startedAt)
    },
    close: () => jobs.close(),
  }
}
