import { sql } from 'drizzle-orm'
import {
  boolean,
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

import {
  connectionSources,
  deliveryStatuses,
  linkKinds,
  notificationEvents,
  notificationStatuses,
} from '#db/enums.ts'
import { createdAt, id, moment, oneOf, oneOfCheck, updatedAt } from '#db/schema/columns.ts'
import { organizationId, users } from '#db/schema/identity.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testSuites } from '#db/schema/suites.ts'

/** A connection to a CI provider, chat, tracker or mail server. */
export const integrations = pgTable(
  'integrations',
  {
    id: id(),
    organizationId: organizationId(),
    kind: text().notNull(),
    name: text().notNull(),
    config: jsonb().notNull().default({}),
    /** sealed one by one; `<field>` and, while a replaced one is still valid, `<field>.previous` */
    secrets: jsonb().notNull().default({}),
    /** `{ <field>: { last4, set_at, previous_until? } }`: what may be shown of the secrets */
    secretFacts: jsonb().notNull().default({}),
    isEnabled: boolean().notNull().default(true),
    /** what set it up; only `settings` may be changed in the application */
    source: oneOf(connectionSources).notNull().default('settings'),
    /** sha256 of the secret address of a sender that cannot sign */
    hookTokenHash: text(),
    /** which events start which suites, in order; see TriggerRule */
    triggers: jsonb().notNull().default([]),
    /** what was learnt by using it; see ConnectionState */
    state: jsonb().notNull().default({}),
    version: integer().notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('integrations_name').on(
      table.organizationId,
      table.kind,
      sql`lower(${table.name})`,
    ),
    uniqueIndex('integrations_hook_token')
      .on(table.hookTokenHash)
      .where(sql`${table.hookTokenHash} is not null`),
    oneOfCheck('integrations_source', table.source, connectionSources),
  ],
)

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

/** What Earshot made at a provider: issues, threads, comments, the state last told of a commit. */
export const integrationLinks = pgTable(
  'integration_links',
  {
    id: id(),
    organizationId: organizationId(),
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    kind: oneOf(linkKinds).notNull(),
    /** the defect, thread key, pull request or commit and context that it belongs to */
    key: text().notNull(),
    externalId: text().notNull(),
    url: text(),
    state: jsonb().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    uniqueIndex('integration_links_key').on(table.integrationId, table.kind, table.key),
    oneOfCheck('integration_links_kind', table.kind, linkKinds),
  ],
)

/** Earlier settings of a connection, without secrets. */
export const integrationHistory = pgTable(
  'integration_history',
  {
    integrationId: uuid()
      .notNull()
      .references(() => integrations.id, { onDelete: 'cascade' }),
    version: integer().notNull(),
    name: text().notNull(),
    config: jsonb().notNull(),
    changedBy: uuid().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.integrationId, table.version] })],
)
