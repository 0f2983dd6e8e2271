import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { integrations } from '#db/schema/integrations.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { getBoss, jobsChannel, withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { isDatabaseAway } from '#lib/platform/postgres/errors.ts'
import { storedJson } from '#lib/platform/postgres/stored-json.ts'
import type { DeliveryView } from '#lib/webhooks/schema.ts'

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

type Waiting = {
  entry: Entry
  resolve: (written: Written) => void
  reject: (error: unknown) => void
}

const keyOf = ({ integrationId, provider, externalId }: Omit<Key, 'id'>) =>
  `${integrationId} ${provider} ${externalId}`

const Key = z.object({
  id: z.uuid(),
  integrationId: z.uuid(),
  provider: z.string(),
  externalId: z.string(),
})
type Key = z.output<typeof Key>

const columns = sql.raw(
  `id, organization_id, integration_id, provider, event, external_id, status, reason, headers, body,
  body_sha256, size, verified_by, repository, ref, sha`,
)
const shape = sql.raw(
  `id uuid, "organizationId" uuid, "integrationId" uuid, provider text, event text, "externalId" text,
  status text, reason text, headers jsonb, body jsonb, "bodySha256" text, size int, "verifiedBy" text,
  repository text, ref text, sha text`,
)
const fields = sql.raw(
  `r.id, r."organizationId", r."integrationId", r.provider, r.event, r."externalId", r.status, r.reason,
  r.headers, r.body, r."bodySha256", r.size, r."verifiedBy", r.repository, r.ref, r.sha`,
)

/** bytes of bodies, and deliveries, that one statement takes */
const batchBytes = 8 * 1_048_576
const batchSize = 200
const flushesAtOnce = 2

/**
 * Writes deliveries down with their jobs, many in one transaction: whatever arrives within a few milliseconds
 * shares a commit. The unique index decides which of two equal deliveries is the first.
 */
export class Inbox {
  readonly #db: () => Database
  readonly #waitMs: number
  #waiting: Waiting[] = []
  #timer: NodeJS.Timeout | undefined
  #flushing = 0

  constructor(db: () => Database, waitMs: number) {
    this.#db = db
    this.#waitMs = waitMs
  }

  write(entry: Entry): Promise<Written> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject })
      if (this.#waiting.length >= batchSize) this.#flush()
      else this.#timer ??= setTimeout(() => this.#flush(), this.#waitMs)
    })
  }

  #take(): Waiting[] {
    let bytes = 0
    const fits = this.#waiting.findIndex(({ entry }, index) => {
      bytes += entry.size
      return index >= batchSize || (index > 0 && bytes > batchBytes)
    })
    return this.#waiting.splice(0, fits === -1 ? this.#waiting.length : fits)
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#flushing < flushesAtOnce && this.#waiting.length > 0) {
      this.#flushing++
      const batch = this.#take()
      void this.#write(batch).finally(() => {
        this.#flushing--
        if (this.#waiting.length > 0) this.#flush()
      })
    }
  }

  async #write(batch: Waiting[]): Promise<void> {
    try {
      const written = await writeEntries(
        this.#db(),
        batch.map(({ entry }) => entry),
      )
      batch.forEach(({ resolve }, index) => resolve(written[index] ?? null))
    } catch (error) {
      // One that cannot be written must not take its neighbours along.
      if (batch.length > 1 && !isDatabaseAway(error))
        await Promise.all(batch.map((one) => this.#write([one])))
      else for (const { reject } of batch) reject(error)
    }
  }
}

/** The first of each kind: one statement may not write a row twice. */
function merge(entries: readonly Entry[]): Entry[] {
  const merged = new Map<string, Entry>()
  for (const entry of entries) if (!merged.has(keyOf(entry))) merged.set(keyOf(entry), entry)
  return [...merged.values()]
}

/** Ids of deliveries that were there before, by key. */
async function findExisting(tx: Database, entries: readonly Entry[]): Promise<Map<string, string>> {
  const keys = entries.map(({ integrationId, provider, externalId }) => ({
    integrationId,
    provider,
    externalId,
  }))
  const rows = await tx.execute(sql`
    select d.id, d.integration_id as "integrationId", d.provider, d.external_id as "externalId"
    from json_to_recordset(${storedJson(keys)}::json)
      as r ("integrationId" uuid, provider text, "externalId" text)
    join ${webhookDeliveries} d on d.integration_id = r."integrationId"
      and d.provider = r.provider and d.external_id = r."externalId"`)
  return new Map(rows.map((row) => Key.parse(row)).map((key) => [keyOf(key), key.id]))
}

/** One transaction: rows and jobs, or neither. */
async function writeEntries(db: Database, entries: readonly Entry[]): Promise<Written[]> {
  const merged = merge(entries)
  const ids = await db.transaction(async (tx) => {
    // In order of the index, so that two batches with the same deliveries cannot lock each other out. A conflict
    // waits for the other batch, but not for a worker that holds the row.
    const rows = await tx.execute(sql`
      insert into ${webhookDeliveries} (${columns}, processed_at)
      select ${fields}, case when r.status = 'accepted' then null else now() end
      from json_to_recordset(${storedJson(merged)}::json) as r (${shape})
      join ${integrations} i on i.id = r."integrationId"
      order by r."integrationId", r.provider, r."externalId"
      on conflict (integration_id, provider, external_id) do nothing
      returning id, integration_id as "integrationId", provider, external_id as "externalId"`)
    const written = new Map(rows.map((row) => Key.parse(row)).map((key) => [keyOf(key), key.id]))
    const there = (entry: Entry) => written.has(keyOf(entry))
    await sendJobs(tx, merged.filter(there))
    const others = merged.filter((entry) => !there(entry))
    return others.length === 0
      ? written
      : new Map([...written, ...(await findExisting(tx, others))])
  })
  return entries.map((entry) => {
    const id = ids.get(keyOf(entry))
    // Of several in one batch the first is the one that was written.
    return id === undefined ? null : { id, inserted: id === entry.id }
  })
}

async function sendJobs(tx: Database, entries: readonly Entry[]): Promise<void> {
  const jobs = entries
    .filter(({ status }) => status === 'accepted')
    .map(({ id, organizationId }) => ({ data: { organizationId, deliveryId: id } }))
  if (jobs.length === 0) return
  // Sent together on the one connection, which saves a round trip.
  await Promise.all([
    getBoss().insert('webhook.process', jobs, { db: withinCtx({ db: tx }) }),
    tx.execute(sql`select pg_notify(${jobsChannel}, 'webhook.process')`),
  ])
}
