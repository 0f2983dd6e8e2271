import type { Sql } from '#db/client.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'

/** Those of the begun items that are not at our attempt any more: cancelled, taken back or begun elsewhere. */
export async function superseded(sql: Sql, items: readonly BegunItem[]): Promise<Set<BegunItem>> {
  if (items.length === 0) return new Set()
  const rows = await sql<{ place: number }[]>`
    select b.place::int from unnest(${items.map(({ id }) => id)}::uuid[],
      ${items.map(({ attempt }) => attempt)}::int[]) with ordinality as b(id, attempt, place)
    where not exists (
      select from test_execution_queue q
      where q.id = b.id and q.attempt = b.attempt and q.status = 'running')`
  return new Set(rows.flatMap(({ place }) => items[place - 1] ?? []))
}
