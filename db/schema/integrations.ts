import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { deliveryDirections, deliveryStatuses, notificationStatuses } from '../enums.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from './columns.ts'
import { organizationId } from './identity.ts'

export const integrations = pgTable(
  'integrations',
  {
    id: id(),
    organizationId: organizationId(),
    kind: text().notNull(),
    name: text().notNull(),
    config: jsonb().notNull().default({}),
    secrets: jsonb().notNull().default({}),
    isEnabled: boolean().notNull().default(true),
    state: jsonb().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('integrations_name').on(
      table.organizationId,
      table.kind,
      sql`lower(${table.name})`,
    ),
  ],
)

/** Deliveries in both directions: what came, what was sent, and what became of it. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    organizationId: organizationId(),
    integrationId: uuid().references(() => integrations.id, { onDelete: 'set null' }),
    direction: oneOf(deliveryDirections).notNull(),
    provider: text().notNull(),
    event: text().notNull(),
    /** the provider's own id of the delivery: the same one acts once */
    externalId: text(),
    status: oneOf(deliveryStatuses).notNull(),
    reason: text(),
    headers: jsonb().notNull().default({}),
    payload: jsonb().notNull(),
    attempts: smallint().notNull().default(0),
    response: jsonb(),
    nextAttemptAt: moment(),
    createdAt: createdAt(),
    processedAt: moment(),
  },
  (table) => [
    uniqueIndex('webhook_deliveries_external')
      .on(table.organizationId, table.direction, table.provider, table.externalId)
      .where(sql`${table.externalId} is not null`),
    index('webhook_deliveries_newest').on(table.organizationId, table.id),
    oneOfCheck('webhook_deliveries_direction', table.direction, deliveryDirections),
    oneOfCheck('webhook_deliveries_status', table.status, deliveryStatuses),
  ],
)

/** The outbox: an intent written with the result it tells of, sent later. */
export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    organizationId: organizationId(),
    integrationId: uuid().references(() => integrations.id, { onDelete: 'set null' }),
    event: text().notNull(),
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    /** the same key is never sent twice */
    idempotencyKey: text().notNull(),
    payload: jsonb().notNull(),
    status: oneOf(notificationStatuses).notNull().default('pending'),
    attempts: integer().notNull().default(0),
    lastError: text(),
    nextAttemptAt: moment(),
    sentAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('notifications_idempotency').on(table.organizationId, table.idempotencyKey),
    index('notifications_due')
      .on(table.nextAttemptAt)
      .where(sql`${table.status} = 'pending'`),
    oneOfCheck('notifications_status', table.status, notificationStatuses),
  ],
)
