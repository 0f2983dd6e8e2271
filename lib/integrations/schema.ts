import { z } from 'zod'

import { connectionSources } from '#db/enums.ts'

const Config = z.record(z.string().max(100), z.json())
const SecretName = z.string().regex(/^[a-z][a-z0-9_]{0,99}$/)
const SecretValue = z.string().min(1).max(20_000)
const timestamp = z.iso.datetime()

const fields = {
  name: z.string().trim().min(1).max(200),
  kind: z.string().min(1).max(50),
  /** by the integration's own schema */
  config: Config,
  is_enabled: z.boolean(),
}

export const CreateConnectionInput = z.strictObject({
  ...fields,
  config: fields.config.default({}),
  is_enabled: fields.is_enabled.default(true),
  /** write-only */
  secrets: z.record(SecretName, SecretValue).default({}),
})
export type CreateConnectionInput = z.input<typeof CreateConnectionInput>

/** An absent secret stays, null removes it. */
export const UpdateConnectionInput = z
  .strictObject({ ...fields, secrets: z.record(SecretName, SecretValue.nullable()) })
  .omit({ kind: true })
  .partial()
export type UpdateConnectionInput = z.output<typeof UpdateConnectionInput>

export const RotateSecretInput = z.strictObject({
  field: SecretName,
  /** made here and shown once when absent */
  value: SecretValue.optional(),
  /** how long the replaced secret stays valid, 0 to 7 days */
  overlap_hours: z.number().min(0).max(168).default(24),
  /** replace although the secret before is still in its overlap, which ends now */
  force: z.boolean().default(false),
})
export type RotateSecretInput = z.input<typeof RotateSecretInput>

/** What was learnt by using a connection, kept in its row. */
export const ConnectionState = z.object({
  last_success_at: timestamp.optional(),
  last_failure_at: timestamp.optional(),
  /** of the first failure since the last success */
  failing_since: timestamp.optional(),
  /** in words */
  last_error: z.string().optional(),
  /** switched off by Earshot itself, and why */
  disabled_reason: z.string().optional(),
  /** the provider's first delivery, or its ping */
  connected_at: timestamp.optional(),
  last_delivery_at: timestamp.optional(),
  /** with which secret the last delivery was verified */
  last_verified_by: z.string().optional(),
  /** the provider asks not to be called before */
  wait_until: timestamp.optional(),
  /** a setting that only a person can choose, what there is to choose from, and messages that wait for it */
  choice: z
    .object({ setting: z.string(), options: z.array(z.string()), waiting: z.array(z.uuid()) })
    .optional(),
})
export type ConnectionState = z.output<typeof ConnectionState>

/** What may be shown of a stored secret. */
const SecretFact = z.object({
  last4: z.string(),
  set_at: timestamp,
  /** the replaced value is still accepted until then */
  previous_until: timestamp.optional(),
})
export const SecretFacts = z.record(z.string(), SecretFact)
export type SecretFacts = z.output<typeof SecretFacts>

export const healthWords = ['off', 'untested', 'connected', 'failing', 'disabled'] as const

export const ConnectionView = z.object({
  id: z.uuid(),
  kind: z.string(),
  name: z.string(),
  config: Config,
  /** by field; never the values */
  secrets: SecretFacts,
  is_enabled: z.boolean(),
  /** `file` and `environment`: set up outside, to be changed there */
  source: z.enum(connectionSources),
  /** in a word */
  health: z.enum(healthWords),
  /** in a sentence */
  health_text: z.string(),
  state: ConnectionState,
  /** senders that cannot sign may deliver to a secret address */
  has_hook_address: z.boolean(),
  version: z.number().int(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type ConnectionView = z.output<typeof ConnectionView>

export const CheckConnectionView = z.object({
  ok: z.boolean(),
  detail: z.string(),
  /** the provider's own reply */
  reply: z.string().nullable(),
  latency_ms: z.number().int(),
})
export type CheckConnectionView = z.output<typeof CheckConnectionView>
