import type { Sql } from '#db/client.ts'

/** Of a band that nobody has looked at for long, one change says as much as many. */
export async function pruneBandChanges(sql: Sql): Promise<void> {
  await sql`
    delete from band_changes c using (
      select organization_id, target_id, language, key, max(id) as last from band_changes group by 1, 2, 3, 4) l
    where (c.organization_id, c.target_id, c.language, c.key) = (l.organization_id, l.target_id, l.language, l.key)
      and c.id < l.last`
}
