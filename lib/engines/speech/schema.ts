import { z } from 'zod'

/** A speech engine as a person chooses it. */
export const EngineView = z.object({
  id: z.string(),
  label: z.string(),
  /** speaks for voice names without an engine */
  is_default: z.boolean(),
  /** what has to be set before it can be used; null when it can */
  missing: z.string().nullable(),
  /** why its voices could not be listed; null when they could */
  fault: z.string().nullable(),
  licence: z.string(),
  privacy: z.string(),
})
export type EngineView = z.output<typeof EngineView>

export const VoiceView = z.object({
  engine: z.string(),
  voice: z.string(),
  /** as a suite writes it */
  name: z.string(),
  /** BCP-47; `*` speaks any language */
  languages: z.array(z.string()),
  gender: z.enum(['female', 'male']).nullable(),
  sample_rate_hz: z.number().int(),
  /** people of this voice, each chosen as `voice#person` */
  speakers: z.array(z.string()),
  /** languages in which `default` means this voice */
  default_for: z.array(z.string()),
})
export type VoiceView = z.output<typeof VoiceView>

/** A language that the embedded engine does not speak, or not all of. */
const LanguageNote = z.object({ language: z.string(), note: z.string() })

export const VoicesView = z.object({
  engines: z.array(EngineView),
  data: z.array(VoiceView),
  language_notes: z.array(LanguageNote),
  next_cursor: z.null(),
})
export type VoicesView = z.output<typeof VoicesView>

export const VoicesQuery = z.strictObject({
  engine: z.string().max(40).optional(),
  /** a tag, or a bare language for all of its regions */
  language: z.string().max(35).optional(),
  gender: z.enum(['female', 'male']).optional(),
})
export type VoicesQuery = z.output<typeof VoicesQuery>
