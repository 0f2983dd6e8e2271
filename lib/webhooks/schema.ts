import { z } from 'zod'

import { ciEventKinds, deliveryStatuses, failOn, runModes, triggerEvents } from '#db/enums.ts'

const Pattern = z.string().trim().min(1).max(300)
const Patterns = z.array(Pattern).max(100).default([])

/**
 * Which events of a connection start which suites. Every condition must hold; an empty list of patterns asks
 * nothing. Patterns are globs: `*` stays within one part of a name, `**` crosses slashes.
 */
export const TriggerRule = z.strictObject({
  name: z.string().trim().min(1, 'needs a name').max(100),
  is_enabled: z.boolean().default(true),
  events: z.array(z.enum(triggerEvents)).min(1, 'choose at least one'),
  /** `owner/name` */
  repositories: Patterns,
  /** of a pull request or merge group: the branch that it would be merged into */
  branches: Patterns,
  /** of tags and releases */
  tags: Patterns,
  /** at least one changed file must match */
  paths: Patterns,
  /** changed files that do not count */
  ignored_paths: Patterns,
  /** of deployments: where they went */
  environments: z.array(Pattern).max(100).optional(),
  /** a pull request must carry one of these; a label that is added starts only a rule that names it */
  labels: z.array(z.string().trim().min(1).max(100)).max(50).default([]),
  /** `trusted`: a pull request from a fork starts nothing */
  authors: z.enum(['trusted', 'anyone']).default('trusted'),
  /** by id or name */
  suites: z.array(z.string().trim().min(1).max(200)).min(1, 'choose at least one').max(200),
  /** id or name */
  target: z.string().trim().min(1, 'choose one').max(200),
  mode: z.enum(runModes).default('voice'),
  languages: z.array(z.string().min(2).max(35)).max(100).default([]),
  priority: z.number().int().min(-10).max(10).default(0),
  fail_on: z.enum(failOn).default('any'),
  /** a newer commit also ends runs that have begun, not only those that wait */
  cancel_running: z.boolean().default(false),
})
export type TriggerRule = z.output<typeof TriggerRule>

export const TriggerRules = z
  .array(TriggerRule)
  .max(50)
  .superRefine((rules, context) => {
    const seen = new Set<string>()
    rules.forEach(({ name }, index) => {
      if (seen.has(name))
        context.addIssue({ code: 'custom', path: [index, 'name'], message: 'is taken by a rule' })
      seen.add(name)
    })
  })

export const SetTriggersInput = z.strictObject({ rules: TriggerRules })
export type SetTriggersInput = z.input<typeof SetTriggersInput>
export const TriggersView = z.object({ rules: z.array(TriggerRule) })
export type TriggersView = z.output<typeof TriggersView>

/** What one rule said to an event, and what came of it. */
export const DecisionView = z.object({
  rule: z.string(),
  matched: z.boolean(),
  /** in words */
  reason: z.string(),
  suite_ids: z.array(z.uuid()),
  /** the run that it started, or that the same commit had started before */
  run_id: z.uuid().nullable(),
  started: z.boolean(),
  /** runs of older commits that this one ended */
  cancelled_run_ids: z.array(z.uuid()),
})
export type DecisionView = z.output<typeof DecisionView>

const timestamp = z.iso.datetime()

export const DeliveryView = z.object({
  id: z.uuid(),
  connection: z.object({ id: z.uuid(), name: z.string() }),
  provider: z.string(),
  /** the provider's name of it */
  event: z.string(),
  /** the provider's id of the delivery */
  external_id: z.string(),
  status: z.enum(deliveryStatuses),
  /** why it was ignored or failed */
  reason: z.string().nullable(),
  repository: z.string().nullable(),
  ref: z.string().nullable(),
  sha: z.string().nullable(),
  /** the field of the secret, `<field>.previous`, or `hook_token` */
  verified_by: z.string(),
  /** bytes */
  size: z.number().int(),
  attempts: z.number().int(),
  repeats: z.number().int(),
  decisions: z.array(DecisionView),
  received_at: timestamp,
  processed_at: timestamp.nullable(),
})
export type DeliveryView = z.output<typeof DeliveryView>

export const DeliveryDetailView = DeliveryView.extend({
  /** redacted */
  headers: z.record(z.string(), z.string()),
  /** secrets masked, cut to 200,000 characters; null when its time is over */
  body: z.string().nullable(),
  body_sha256: z.string(),
})
export type DeliveryDetailView = z.output<typeof DeliveryDetailView>

export const DeliveryFilter = z.strictObject({
  direction: z.literal('in').default('in'),
  connection_id: z.uuid().optional(),
  status: z.enum(deliveryStatuses).optional(),
  event: z.string().max(200).optional(),
  repository: z.string().max(300).optional(),
})
export type DeliveryFilter = z.input<typeof DeliveryFilter>

/** An event as the rules see it. */
const EventView = z.object({
  kind: z.enum(ciEventKinds),
  action: z.string().nullable(),
  repository: z.string().nullable(),
  sha: z.string().nullable(),
  branch: z.string().nullable(),
  tag: z.string().nullable(),
  title: z.string(),
  trusted: z.boolean(),
})

const PlannedView = z.object({
  rule: z.string(),
  matched: z.boolean(),
  reason: z.string(),
  would_start: z.boolean(),
  suites: z.array(z.object({ id: z.uuid(), name: z.string() })),
  target: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  mode: z.enum(runModes),
  /** items of the run */
  items: z.number().int(),
})
export type PlannedView = z.output<typeof PlannedView>

export const DryRunView = z.object({
  event: EventView.nullable(),
  /** why nothing would run whatever the rules say */
  ignored: z.string().nullable(),
  rules: z.array(PlannedView),
})
export type DryRunView = z.output<typeof DryRunView>

/** What the sender of a delivery is told. */
export const ReceiptView = z.object({
  delivery_id: z.uuid(),
  status: z.enum(['accepted', 'duplicate', 'ignored']),
  reason: z.string().optional(),
})
export type ReceiptView = z.output<typeof ReceiptView>
