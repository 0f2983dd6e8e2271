import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { connectionSources, notificationEvents, notificationStatuses } from '#db/enums.ts'
import { organizationId } from '#db/schema/accounts.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'
import { integrations } from '#db/schema/integrations.ts'
import { testSuites } from '#db/schema/suites.ts'

/** Which event goes to which connection. The first rules that fit are those of the suite, then the organization's. */
export const notificationRules = pgTable(
  'notification_rules',
  {
    id: id(),
    organizationId: organizationId(),
    /** null: for all suites */
    suiteId: uuid().references(() => testSuites.id, { onDelete: 'cascade' }),
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    event: oneOf(notificationEvents).notNull(),
    /** thresholds, windows, quiet hours, mentions; see RuleConfig */
    config: jsonb().notNull().default({}),
    isEnabled: boolean().notNull().default(true),
    mutedUntil: moment(),
    source: oneOf(connectionSources).notNull().default('settings'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index('notification_rules_event').on(table.organizationId, table.event),
    index('notification_rules_integration').on(table.integrationId),
    oneOfCheck('notification_rules_event_value', table.event, notificationEvents),
    oneOfCheck('notification_rules_source', table.source, connectionSources),
  ],
)

/** The outbox: an intent written with the result it tells of, sent later. */
export const notifications = pgTable(
  'notifications',
  {
    id: id(),
    organizationId: organizationId(),
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    ruleId: uuid().references(() => notificationRules.id, { onDelete: 'set null' }),
    /** a notification event, or `commit_status`, `pr_comment`, `issue` */
    event: text().notNull(),
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    /** one thread, issue or status over time: messages of one thread are sent in order */
    threadKey: text().notNull(),
    /** the same key is never sent twice */
    idempotencyKey: text().notNull(),
    payload: jsonb().notNull(),
    /** why it goes there, or why it was held back, in words */
    reason: text().notNull().default(''),
    status: oneOf(notificationStatuses).notNull().default('pending'),
    attempts: integer().notNull().default(0),
    lastError: text(),
    nextAttemptAt: moment(),
    /** when the try under way began; the fence of its result */
    attemptedAt: moment(),
    sentAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('notifications_idempotency').on(table.organizationId, table.idempotencyKey),
    index('notifications_newest').on(table.organizationId, table.id),
    index('notifications_thread').on(table.integrationId, table.threadKey, table.id),
    index('notifications_due')
      .on(table.nextAttemptAt)
      .where(sql`${table.status} in ('held', 'pending', 'sending')`),
    index('notifications_unsent')
      .on(table.organizationId, table.status, table.id)
      .where(sql`${table.status} <> 'sent'`),
    index('notifications_subject').on(table.subjectId, table.id),
    oneOfCheck('notifications_status', table.status, notificationStatuses),
  ],
)

/** Each try at a notification, as it was seen on the wire (secrets masked). */
export const notificationAttempts = pgTable(
  'notification_attempts',
  {
    notificationId: uuid()
      .notNull()
      .references(() => notifications.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    /** `sent`, `retry`, `failed`, `unknown` */
    outcome: text().notNull(),
    /** what the provider said or did, in a sentence */
    detail: text().notNull().default(''),
    /** `[{ operation, method, url, status, ms, request, response }]` */
    exchange: jsonb().notNull().default([]),
    error: text(),
    durationMs: integer().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.notificationId, table.number] })],
)
