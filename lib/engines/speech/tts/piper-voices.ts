import { createHash } from 'node:crypto'

import { z } from 'zod'

import type { Voice } from '#lib/engines/speech/types.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'

/** What is read of a voice's `.onnx.json`, which `GET /voices` answers as it is. Old voices lack parts of it. */
const VoiceConfig = z.looseObject({
  audio: z.looseObject({ sample_rate: z.number().int().min(8_000).max(192_000) }),
  espeak: z.looseObject({ voice: z.string() }).optional(),
  language: z.looseObject({ code: z.string() }).optional(),
  inference: z.looseObject({ length_scale: z.number().positive() }).optional(),
  speaker_id_map: z.record(z.string(), z.number().int()).default({}),
})

/** `lengthScale`: the voice's own, by which its speed is set. */
export type PiperVoice = Voice & { lengthScale: number }

const MAX_VOICES = 2_000

/** `en_US` and espeak's `en-us` as a BCP-47 tag. */
function tagOf(code: string): string | null {
  try {
    return new Intl.Locale(code.replaceAll('_', '-')).toString()
  } catch {
    return null
  }
}

/** The voices of a `/voices` answer, by name. Entries that are no voice are left out. */
export function readPiperVoices(answer: Record<string, unknown>): PiperVoice[] {
  const names = Object.keys(answer).toSorted().slice(0, MAX_VOICES)
  return names.flatMap((id): PiperVoice[] => {
    const config = VoiceConfig.safeParse(answer[id])
    if (!config.success) return []
    const { audio, language, espeak, inference, speaker_id_map } = config.data
    const tag = tagOf(language?.code ?? espeak?.voice ?? id.split('-')[0] ?? '')
    if (tag === null) return []
    const speakers = Object.keys(speaker_id_map)
    return [
      {
        id,
        languages: [tag],
        sampleRate: audio.sample_rate,
        version: createHash('sha256').update(canonicalJson(answer[id])).digest('hex').slice(0, 12),
        lengthScale: inference?.length_scale ?? 1,
        ...(speakers.length > 1 && { speakers }),
      },
    ]
  })
}
