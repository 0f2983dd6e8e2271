import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

import * as schema from '#db/schema/index.ts'
import { settings } from '#lib/platform/config/settings.ts'

export type Sql = postgres.Sql
export type Database = PostgresJsDatabase<typeof schema>
export type Connection = { db: Database; close: () => Promise<void> }

const serializeJson = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value)

type Limits = {
  max?: number
  name?: string
  /** ms that a transaction may take: one whose client stands still must let go of its rows */
  transactionMs?: number
  /** of the server, as `server_version_num`; see `serverVersion` */
  version?: number
}

function connect(
  url: string,
  {
    max = settings().DATABASE_POOL_SIZE,
    name = settings().PROCESS_NAME,
    transactionMs,
    version = 0,
  }: Limits,
) {
  const statementMs = settings().DATABASE_STATEMENT_TIMEOUT * 1_000
  return postgres(url, {
    max,
    idle_timeout: 60,
    max_lifetime: settings().DATABASE_POOL_RECYCLE,
    connect_timeout: settings().DATABASE_POOL_TIMEOUT,
    backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, 2),
    onnotice: () => undefined,
    connection: {
      application_name: name,
      statement_timeout: Math.min(statementMs, transactionMs ?? Infinity),
      idle_in_transaction_session_timeout: transactionMs ?? 60_000,
      // Before PostgreSQL 17 no single statement may take longer, and no pause: nearly the same.
      ...(transactionMs !== undefined &&
        version >= 170_000 && { transaction_timeout: transactionMs }),
    },
  })
}

/** Drizzle for pages, verbs and configuration. It changes its client's serializers, so the client is its own. */
export function openDatabase(url: string, limits: Limits = {}): Connection {
  const client = connect(url, limits)
  return {
    db: drizzle(client, { schema, casing: 'snake_case' }),
    close: () => client.end({ timeout: 5 }),
  }
}

/** The postgres.js below what `openDatabase` opened, for prepared statements of the hot path; JSON parameters are text. */
export const clientOf = (db: Database): Sql => (db as Database & { $client: Sql }).$client

/**
 * Plain postgres.js for the hot path. JSON parameters may be objects or ready JSON text
 * (pg-boss sends text); timestamps arrive as Date.
 */
export function openSql(url: string, limits: Limits = {}): Sql {
  const sql = connect(url, limits)
  for (const oid of [114, 3802]) sql.options.serializers[oid] = serializeJson
  return sql
}

/** `server_version_num`: 180004 is 18.4. */
export async function serverVersion(sql: Sql): Promise<number> {
  const [row] = await sql<{ version: number }[]>`
    select current_setting('server_version_num')::int as version`
  return row?.version ?? 0
}
