import { z } from 'zod'

const Config = z.record(z.string().max(100), z.json())

/** Write-only. In a change, null removes a secret and an absent one stays. */
const Secrets = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,99}$/), z.string().min(1).max(10_000))

const fields = {
  name: z.string().trim().min(1).max(200),
  connector: z.string().min(1).max(50),
  /** by the connector's own schema */
  config: Config,
  /** calls at once over all workers; null = no limit of its own */
  max_concurrency: z.number().int().min(1).max(10_000).nullable(),
  /** executions begun in any minute, over all workers; null = no limit of its own */
  max_calls_per_minute: z.number().int().min(1).max(600_000).nullable(),
  is_active: z.boolean(),
}

export const CreateTargetInput = z
  .strictObject({
    ...fields,
    config: fields.config.default({}),
    secrets: Secrets.default({}),
    max_concurrency: fields.max_concurrency.default(null),
    max_calls_per_minute: fields.max_calls_per_minute.default(null),
    is_active: fields.is_active.default(true),
  })
  .meta({ id: 'CreateTarget' })
export type CreateTargetInput = z.input<typeof CreateTargetInput>

export const UpdateTargetInput = z
  .strictObject({ ...fields, secrets: z.record(z.string(), Secrets.valueType.nullable()) })
  .omit({ connector: true })
  .partial()
export type UpdateTargetInput = z.output<typeof UpdateTargetInput>

/** Settings as they are typed in the form; nothing of them is stored. */
export const CheckUnsavedTargetInput = z.strictObject({
  /** whose stored secrets stand in for those that are not typed; null for a new target */
  target_id: z.uuid().nullable(),
  connector: fields.connector,
  config: fields.config,
  secrets: Secrets.default({}),
})
export type CheckUnsavedTargetInput = z.input<typeof CheckUnsavedTargetInput>

const timestamp = z.iso.datetime()

export const CheckView = z
  .object({
    ok: z.boolean(),
    latency_ms: z.number().nullable(),
    /** what answered, or what is wrong and how to mend it */
    detail: z.string(),
  })
  .meta({ id: 'Check' })
export type CheckView = z.output<typeof CheckView>

export const TargetView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    connector: z.string(),
    config: Config,
    /** names of the secrets that are stored; their values are never shown */
    secrets_set: z.array(z.string()),
    max_concurrency: z.number().int().nullable(),
    max_calls_per_minute: z.number().int().nullable(),
    is_active: z.boolean(),
    last_check: CheckView.extend({ checked_at: timestamp }).nullable(),
    version: z.number().int(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Target' })
export type TargetView = z.output<typeof TargetView>

export const TargetVersionView = z.object({
  version: z.number().int(),
  name: z.string(),
  config: Config,
  max_concurrency: z.number().int().nullable(),
  max_calls_per_minute: z.number().int().nullable(),
  changed_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  created_at: timestamp,
})
export type TargetVersionView = z.output<typeof TargetVersionView>

const VariableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'must be a variable name')

export const SetVariableInput = z.strictObject({
  target_id: z.uuid(),
  name: VariableName,
  value: z.string().max(2_000),
  is_secret: z.boolean().default(false),
})
export type SetVariableInput = z.input<typeof SetVariableInput>

export const VariableView = z
  .object({
    /** `<target id>.<name>` */
    id: z.string(),
    target_id: z.uuid(),
    name: z.string(),
    /** null for a secret one */
    value: z.string().nullable(),
    is_secret: z.boolean(),
    updated_at: timestamp,
  })
  .meta({ id: 'Variable' })
export type VariableView = z.output<typeof VariableView>
