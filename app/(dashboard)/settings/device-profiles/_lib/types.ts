import type { Json, JsonSchema } from '#components/settings-form/json-schema.ts'
import type {
  CreateDeviceProfileInput,
  PreviewInput,
  PreviewView,
} from '#lib/device-profiles/schema.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'

/** One condition as a part of the form; its fields come from its own schema. */
export type ConditionForm = { kind: string; label: string; schema: JsonSchema }

export type NoiseOption = { key: string; name: string }

export type ProfileValue = Pick<CreateDeviceProfileInput, 'name'> & {
  description: string
  settings: Record<string, Json>
  seed: number
}

/** The sentence is Earshot's own unless one is given. */
type PreviewRequest = Omit<PreviewInput, 'settings' | 'text'> &
  Pick<ProfileValue, 'settings'> & { text?: string }

export type AskPreview = (input: PreviewRequest) => Promise<ActionResult<PreviewView>>
