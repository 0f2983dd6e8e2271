import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { workerKills } from '#db/schema/platform.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { listWorkerKills } from '#lib/runs/list-worker-kills.ts'

const database = useTestDatabase()

const kill = (pid: number, age: string, itemIds: string[] = []) =>
  database.db.insert(workerKills).values({
    ...{ hostname: 'host', pid, silentMs: 31_000, itemIds },
    killedAt: sql`now() - ${age}::interval`,
  })

test('the latest come first, old ones are left out, and items of others are counted only', async () => {
  await kill(1, '2 hours', [crypto.randomUUID()])
  await kill(2, '1 minute')
  await kill(3, '40 days')
  const kills = await listWorkerKills(await createCtx(database.db))
  expect(kills).toMatchObject([
    { pid: 2, silent_ms: 31_000, items: [], item_count: 0 },
    { pid: 1, items: [], item_count: 1 },
  ])
})
