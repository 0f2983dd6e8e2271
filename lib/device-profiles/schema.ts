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

/** What became of an upload; `warnings` are plain sentences about what is odd in the file. */
export const UploadedNoiseView = NoiseRecordingView.extend({ warnings: z.array(z.string()) })
export type UploadedNoiseView = z.output<typeof UploadedNoiseView>

export const NoiseName = z.string().trim().min(1).max(200)

export const PreviewInput = z.strictObject({
  settings: Settings,
  seed: fields.seed.default(1),
  /** what is said; a sentence in the language when left out */
  text: z.string().trim().min(1).max(200).optional(),
  /** BCP-47 */
  language: z.string().min(2).max(35).default('en-US'),
  voice: z.string().min(1).max(200).default('default'),
})
export type PreviewInput = z.output<typeof PreviewInput>

const PreviewSound = z.object({
  url: z.string(),
  duration_ms: z.number(),
  speech_start_ms: z.number().nullable(),
  speech_end_ms: z.number(),
  peak_db: z.number(),
  /** base64 of `columns × bands` bytes, a column after the other, lowest band first: dBFS plus 120 */
  spectrogram: z.string(),
})
export type PreviewSound = z.output<typeof PreviewSound>

export const PreviewView = z.object({
  text: z.string(),
  columns: z.number().int(),
  bands: z.number().int(),
  /** Hz at the upper edge of the spectrograms */
  top_hz: z.number(),
  dry: PreviewSound,
  heard: PreviewSound,
  achieved: z.object({
    snr_db: z.number().nullable(),
    speech_dbfs: z.number(),
    noise_dbfs: z.number().nullable(),
    headroom_db: z.number(),
    clipped_share: z.number().nullable(),
    packets: z.number().int().nullable(),
    lost_packets: z.number().int().nullable(),
    loss_rate: z.number().nullable(),
    speech_loss_rate: z.number().nullable(),
    longest_loss_ms: z.number().nullable(),
  }),
})
export type PreviewView = z.output<typeof PreviewView>
