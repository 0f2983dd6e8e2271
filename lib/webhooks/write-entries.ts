import type { TransactionSql } from 'postgres'

import { clientOf, type Database, type Sql } from '#db/client.ts'
import { enqueueWithin } from '#lib/platform/jobs/enqueue.ts'
import { storedJson } from '#lib/platform/postgres/stored-json.ts'
import { rulesPrint } from '#lib/webhooks/known-rules.ts'
import type { DecisionView, DeliveryView } from '#lib/webhooks/schema.ts'

/** A verified delivery about to be written down. */
export type Entry = {
  id: string
  organizationId: string
  integrationId: string
  provider: string
  event: string
  externalId: string
  status: DeliveryView['status']
  reason: string | null
  /** what rules have said, and `rulesPrint` of those rules; null for a delivery that none were asked about */
  decided: { decisions: DecisionView[]; by: string } | null
  headers: Record<string, string>
  body: unknown
  bodySha256: string
  /** bytes */
  size: number
  verifiedBy: string
  repository: string | null
  ref: string | null
  sha: string | null
}

/** `id` is that of the first delivery when this one is a repetition; null when its connection is gone. */
export type Written = { id: string; inserted: boolean } | null

type Key = Pick<Entry, 'integrationId' | 'provider' | 'externalId'>
type Row = Key & Pick<Entry, 'id' | 'status'>

const keyOf = ({ integrationId, provider, externalId }: Key) =>
  `${integrationId} ${provider} ${externalId}`

/**
 * Parameters: ids of the connections, and the deliveries, both as JSON; whether those that a worker has to look at are
 * written, too, which then need a job. What was decided by rules that are others by now is one of them. In order of the
 * index, so that two batches with the same deliveries cannot lock each other out. A conflict waits for the other batch, but
 * not for a worker that holds the row.
 */
const insertText = `
  with known as materialized (
    select id, ${rulesPrint} as print from integrations
    where id in (select value::uuid from json_array_elements_text($1::json)))
  insert into webhook_deliveries (id, organization_id, integration_id, provider, event, external_id, status,
    reason, decisions, attempts, processed_at, headers, body, body_sha256, size, verified_by, repository, ref, sha)
  select r.id, r."organizationId", r."integrationId", r.provider, r.event, r."externalId",
    case when changed then 'accepted' else r.status end, case when changed then null else r.reason end,
    case when changed or r.decided is null then '[]' else (r.decided -> 'decisions')::jsonb end,
    case when changed or r.decided is null then 0 else 1 end,
    case when changed or r.status = 'accepted' then null else now() end,
    r.headers, r.body, r."bodySha256", r.size, r."verifiedBy", r.repository, r.ref, r.sha
  from json_to_recordset($2::json) as r (id uuid, "organizationId" uuid, "integrationId" uuid, provider text,
    event text, "externalId" text, status text, reason text, decided json, headers jsonb, body jsonb,
    "bodySha256" text, size int, "verifiedBy" text, repository text, ref text, sha text)
  join known on known.id = r."integrationId"
  cross join lateral (select coalesce(r.decided ->> 'by' <> known.print, false) as changed) as c
  where $3::boolean or not (changed or r.status = 'accepted')
  order by r."integrationId", r.provider, r."externalId"
  on conflict (integration_id, provider, external_id) do nothing
  returning id, integration_id as "integrationId", provider, external_id as "externalId", status`

const existingText = `
  select d.id, d.integration_id as "integrationId", d.provider, d.external_id as "externalId", d.status
  from json_to_recordset($1::json) as r ("integrationId" uuid, provider text, "externalId" text)
  join webhook_deliveries d on d.integration_id = r."integrationId"
    and d.provider = r.provider and d.external_id = r."externalId"`

type Client = Pick<Sql, 'unsafe'>

const ask = (sql: Client, text: string, values: (string | boolean)[]) =>
  sql.unsafe<Row[]>(text, values, { prepare: true })

const insert = (sql: Client, entries: readonly Entry[], withJobs: boolean) =>
  ask(sql, insertText, [connectionsOf(entries), storedJson(entries), withJobs])

const connectionsOf = (entries: readonly Entry[]) =>
  JSON.stringify([...new Set(entries.map(({ integrationId }) => integrationId))])

/** The first of each kind: one statement may not write a row twice. */
function merge(entries: readonly Entry[]): Entry[] {
  const merged = new Map<string, Entry>()
  for (const entry of entries) if (!merged.has(keyOf(entry))) merged.set(keyOf(entry), entry)
  return [...merged.values()]
}

async function sendJobs(tx: TransactionSql, entries: readonly Entry[]): Promise<void> {
  const jobs = entries.map(({ id, organizationId }) => ({ organizationId, deliveryId: id }))
  await enqueueWithin(tx, 'webhook.process', jobs)
}

/** Rows and jobs, or neither. Returns those that were written, and those that were there before. */
async function writeWithJobs(tx: TransactionSql, entries: readonly Entry[]): Promise<Row[]> {
  const written = await insert(tx, entries, true)
  const open = new Set(written.filter(({ status }) => status === 'accepted').map(({ id }) => id))
  await sendJobs(
    tx,
    entries.filter(({ id }) => open.has(id)),
  )
  const there = new Set(written.map(keyOf))
  const keys = entries
    .filter((entry) => !there.has(keyOf(entry)))
    .map(({ integrationId, provider, externalId }) => ({ integrationId, provider, externalId }))
  if (keys.length === 0) return written
  return [...written, ...(await ask(tx, existingText, [storedJson(keys)]))]
}

/**
 * Writes deliveries down. Those that start nothing, which most do, are one statement; all others, and those that were there
 * before, one transaction with their jobs.
 */
export async function writeEntries(db: Database, entries: readonly Entry[]): Promise<Written[]> {
  const merged = merge(entries)
  const sql = clientOf(db)
  const quiet = merged.filter(({ status }) => status !== 'accepted')
  const rows = quiet.length === 0 ? [] : [...(await insert(sql, quiet, false))]
  const done = new Set(rows.map(({ id }) => id))
  const others = merged.filter(({ id }) => !done.has(id))
  if (others.length > 0) rows.push(...(await sql.begin((tx) => writeWithJobs(tx, others))))
  const ids = new Map(rows.map((row) => [keyOf(row), row.id]))
  return entries.map((entry) => {
    const id = ids.get(keyOf(entry))
    // Of several in one batch the first is the one that was written.
    return id === undefined ? null : { id, inserted: id === entry.id }
  })
}
