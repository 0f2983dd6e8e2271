import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'

/** s without a word from which a worker is silent; it speaks every 5 s */
const silentAfter = 11
/** s for which one that is silent is spoken of: long enough that somebody has killed or missed it */
const spokenOfFor = 600

const Silent = z.array(z.object({ pid: z.number(), seconds: z.number() }))

/**
 * Workers as whoever watches the installation asks after them: how many speak, and which do not. One that has stopped in
 * order has no row, one that was killed is marked, and one that another has replaced on its machine is not missed.
 */
async function workerHealth(
  db: Database,
): Promise<{ alive: number; silent: { pid: number; seconds: number }[] }> {
  const rows = await db.execute<{ pid: number; seconds: number }>(sql`
    select pid, extract(epoch from now() - seen_at)::int as seconds from workers w
    where state <> 'killed' and seen_at > now() - make_interval(secs => ${spokenOfFor})
      and not exists (
        select 1 from workers n where n.hostname = w.hostname and n.started_at > w.seen_at)
    order by seen_at desc limit 50`)
  const all = Silent.parse([...rows])
  const silent = all.filter(({ seconds }) => seconds >= silentAfter)
  return { alive: all.length - silent.length, silent }
}

const shown = 3

/** `2 alive`, and which are silent. Throws where none is alive. Names no address. */
export async function describeWorkers(db: Database): Promise<string> {
  const { alive, silent } = await workerHealth(db)
  const named = silent
    .slice(0, shown)
    .map(({ pid, seconds }) => `process ${pid} for ${seconds} s`)
    .join(', ')
  const more = silent.length > shown ? ` and ${silent.length - shown} more` : ''
  const words = silent.length === 0 ? '' : `silent: ${named}${more}`
  if (alive > 0) return words === '' ? `${alive} alive` : `${alive} alive; ${words}`
  throw new Error(words === '' ? 'no worker is running' : `no worker answers; ${words}`)
}
