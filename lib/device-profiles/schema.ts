import { z } from 'zod'

/** By the schema of the conditions: `DeviceProfileSettings` of lib/speech. */
const Settings = z.record(z.string().max(50), z.json())

/** Words that ask for the stimulus as it is; no profile may be called so. */
export const dryNames = ['none', 'clean'] as const

const fields = {
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine((name) => !dryNames.some((dry) => dry === name.toLowerCase()), {
      message: 'means no profile at all where runs are started',
    }),
  description: z.string().trim().max(500),
  settings: Settings,
  /** names the random numbers of noise, echoes and lost packets */
  seed: z.int().min(0).max(2_147_483_647),
}

export const CreateDeviceProfileInput = z.strictObject({
  ...fields,
  description: fields.description.default(''),
  settings: fields.settings.default({}),
  seed: fields.seed.default(1),
})
export type CreateDeviceProfileInput = z.input<typeof CreateDeviceProfileInput>

export const UpdateDeviceProfileInput = z.strictObject(fields).partial()
export type UpdateDeviceProfileInput = z.output<typeof UpdateDeviceProfileInput>

/** Without a name the copy is called after its original. */
export const CopyDeviceProfileInput = z.strictObject({ name: fields.name.optional() })
export type CopyDeviceProfileInput = z.output<typeof CopyDeviceProfileInput>

const timestamp = z.iso.datetime()

export const DeviceProfileView = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  settings: Settings,
  seed: z.number().int(),
  version: z.number().int(),
  /** comes with Earshot and cannot be changed; a copy of it can */
  built_in: z.boolean(),
  /** the conditions in words, in the order in which sound passes through them */
  conditions: z.array(z.string()),
  created_at: timestamp.nullable(),
  updated_at: timestamp.nullable(),
})
export type DeviceProfileView = z.output<typeof DeviceProfileView>

export const NoiseRecordingView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** what `noise.recording` of a profile's settings says */
  key: z.string(),
  duration_ms: z.number().int(),
  created_at: timestamp,
})
export type NoiseRecordingView = z.output<typeof NoiseRecordingView>

export const NoiseName = z.string().trim().min(1).max(200)
