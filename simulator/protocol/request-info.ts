import { z } from 'zod'

import { errorMessage } from '#lib/platform/errors.ts'
import { Refusal } from '#simulator/protocol/refusal.ts'

const text = z.string().max(1_000)

/** The fields of RequestInfo that the simulator reads. Houndify requires none and allows any other. */
const RequestInfo = z.looseObject({
  ClientID: text.optional(),
  UserID: text.optional(),
  RequestID: text.optional(),
  TimeStamp: z.number().optional(),
  InputLanguageIETFTag: text.optional(),
  InputLanguageEnglishName: text.optional(),
  ConversationState: z.unknown().optional(),
  ClientState: z.unknown().optional(),
  SendBack: z.unknown().optional(),
  PartialTranscriptsDesired: z.boolean().optional(),
  ObjectByteCountPrefix: z.boolean().optional(),
  ServerDeterminesEndOfAudio: z.boolean().optional(),
  VoiceActivityDetection: z
    .looseObject({ MaxSilenceSeconds: z.number().min(0.1).max(60).optional() })
    .optional(),
  ResponseAudioVoice: text.optional(),
  ResponseAudioShortOrLong: z.enum(['Short', 'Long']).optional(),
  ResponseAudioAcceptedEncodings: z
    .array(z.enum(['WAV', 'Speex']))
    .max(10)
    .optional(),
})
export type RequestInfo = z.infer<typeof RequestInfo>

/** Parses the JSON of a RequestInfo. Throws `Refusal` 400 that says what is wrong with it. */
export function parseRequestInfo(json: string): RequestInfo {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new Refusal(400, `Bad request: RequestInfo is not JSON: ${errorMessage(error)}`)
  }
  const parsed = RequestInfo.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Refusal(400, `Bad request: RequestInfo: ${faults.join('; ').slice(0, 500)}`)
}

/** `ClientState.earshot`: lets a test find this request in the log again. */
export function correlationOf({ ClientState }: RequestInfo): string | undefined {
  if (typeof ClientState !== 'object' || ClientState === null) return undefined
  const value: unknown = Reflect.get(ClientState, 'earshot')
  return typeof value === 'string' ? value.slice(0, 200) : undefined
}
