import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'

/** s since a worker spoke, after which what it last said of the storage counts no more */
const oldest = 30

const Told = z.array(z.object({ ok: z.boolean().nullable(), workers: z.number() }))

/**
 * What the workers have found when they last tried the storage; throws when one of them could not use it. Names no
 * address and no bucket. Reads one small table, writes nothing.
 */
export async function describeStorage(db: Database): Promise<string> {
  const rows = await db.execute(sql`
    select (detail->'storage'->>'ok')::boolean as ok, count(*)::int as workers from workers
    where seen_at > now() - make_interval(secs => ${oldest}) group by 1`)
  const told = Told.parse([...rows])
  const count = (ok: boolean) => told.find((one) => one.ok === ok)?.workers ?? 0
  const [good, bad] = [count(true), count(false)]
  if (bad > 0)
    throw new Error(
      good === 0 ? 'no worker can use it' : `${bad} of ${good + bad} workers cannot use it`,
    )
  return good > 0 ? 'can be written' : 'not tried yet: no worker has said'
}
