import type postgres from 'postgres'
import { z } from 'zod'

const Columns = z.array(z.object({ schema: z.string(), name: z.string(), column: z.string() }))

/** Makes every insert and update of a table fail with a message and a detail that quote the row. */
export async function breakWrites(
  sql: postgres.Sql,
  tables: string[],
): Promise<() => Promise<void>> {
  await sql.unsafe(`create or replace function planted_fault() returns trigger language plpgsql as
    $$ begin raise exception 'planted fault' using errcode = '23514', detail = new::text; end $$`)
  for (const table of tables)
    await sql.unsafe(
      `create trigger planted_fault before insert or update on ${table} for each row execute function planted_fault()`,
    )
  return async () => {
    for (const table of tables) await sql.unsafe(`drop trigger planted_fault on ${table}`)
  }
}

/** Takes tables away while `work` runs, so that whatever reads them fails. */
export async function withoutTables(
  sql: postgres.Sql,
  tables: string[],
  work: () => Promise<void>,
): Promise<void> {
  for (const table of tables) await sql.unsafe(`alter table ${table} rename to ${table}_away`)
  try {
    await work()
  } finally {
    for (const table of tables) await sql.unsafe(`alter table ${table}_away rename to ${table}`)
  }
}

/** Everything in the database that is text or JSON, jobs with their payloads and outputs too, table by table. */
export async function everyText(sql: postgres.Sql): Promise<{ place: string; text: string }[]> {
  const columns = Columns.parse([
    ...(await sql`
      select c.table_schema as schema, c.table_name as name, c.column_name as column
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema in ('public', 'pgboss') and t.table_type = 'BASE TABLE'
        and c.data_type in ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea')`),
  ])
  const found: { place: string; text: string }[] = []
  for (const { schema, name, column } of columns) {
    const rows = await sql`
      select coalesce(string_agg(distinct ${sql(column)}::text, ' '), '') as text
      from ${sql(schema)}.${sql(name)}`
    found.push({ place: `${schema}.${name}.${column}`, text: String(rows[0]?.['text']) })
  }
  return found
}
