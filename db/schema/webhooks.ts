import { sql } from 'drizzle-orm'
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { deliveryStatuses } from '#db/enums.ts'
import { organizationId } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck } from '#db/schema/columns.ts'
import { integrations } from '#db/schema/integrations.ts'
import { testRuns } from '#db/schema/runs.ts'

/** Webhooks that came in: each delivery once, with what was decided and what became of it. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    organizationId: organizationId(),
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    provider: text().notNull(),
    /** the provider's name of the event */
    event: text().notNull(),
    /** the provider's own id of the delivery, or the hash of its body: the same one acts once */
    externalId: text().notNull(),
    status: oneOf(deliveryStatuses).notNull().default('accepted'),
    /** why it was ignored or failed */
    reason: text(),
    /** redacted */
    headers: jsonb().notNull().default({}),
    /** the raw body, sealed; null when its time is over */
    body: jsonb(),
    bodySha256: text().notNull(),
    /** bytes */
    size: integer().notNull(),
    /** which secret it was verified with: `webhook_secret`, `webhook_secret.previous`, `hook_token` */
    verifiedBy: text().notNull(),
    repository: text(),
    ref: text(),
    sha: text(),
    /** each rule and what it said: `[{ rule, matched, reason, suite_ids, run_id }]` */
    decisions: jsonb().notNull().default([]),
    attempts: smallint().notNull().default(0),
    /** how often the provider, or a person here, delivered it again */
    repeats: integer().notNull().default(0),
    createdAt: createdAt(),
    processedAt: moment(),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_external').on(
      table.integrationId,
      table.provider,
      table.externalId,
    ),
    index('webhook_deliveries_newest').on(table.organizationId, table.id),
    index('webhook_deliveries_waiting')
      .on(table.id)
      .where(sql`${table.status} = 'accepted'`),
    index('webhook_deliveries_failed')
      .on(table.organizationId, table.id)
      .where(sql`${table.status} = 'failed'`),
    oneOfCheck('webhook_deliveries_status', table.status, deliveryStatuses),
  ],
)

/** What a commit has set off already: two deliveries that tell of one commit start a suite once. */
export const webhookEffects = pgTable(
  'webhook_effects',
  {
    organizationId: organizationId(),
    /** repository, commit and suites */
    key: text().notNull(),
    deliveryId: uuid().references(() => webhookDeliveries.id, { onDelete: 'set null' }),
    runId: uuid().references(() => testRuns.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.key] }),
    index('webhook_effects_run').on(table.runId),
  ],
)
