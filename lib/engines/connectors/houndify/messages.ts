import { z } from 'zod'

const text = z.string().nullish()

/** One answer of a result: the fields that Earshot reads; all others are kept in the raw exchange. */
const Answer = z.looseObject({
  CommandKind: text,
  SpokenResponse: text,
  SpokenResponseLong: text,
  SpokenResponseSSML: text,
  WrittenResponse: text,
  WrittenResponseLong: text,
  UnderstandingConfidence: z.unknown().optional(),
  ConversationState: z.unknown().optional(),
  NativeData: z.unknown().optional(),
  ResponseAudioBytes: text,
  ResponseAudioEncoding: text,
  ResponseAudioError: text,
})
export type Answer = z.output<typeof Answer>

const Choice = z.looseObject({
  Transcription: text,
  FormattedTranscription: text,
  FixedTranscription: text,
  ConfidenceScore: z.unknown().optional(),
})

/** The final message. `Status` is OK or Error; anything else is a fault of the protocol. */
export const HoundifyResult = z.looseObject({
  Format: z.enum(['SoundHoundVoiceSearchResult', 'HoundQueryResult']),
  Status: z.enum(['OK', 'Error']),
  ErrorMessage: text,
  AllResults: z.array(Answer).nullish(),
  Disambiguation: z.looseObject({ ChoiceData: z.array(Choice).nullish() }).nullish(),
})
export type HoundifyResult = z.output<typeof HoundifyResult>

/** A partial transcript; the misspelling in the first name is the protocol's. */
export const HoundifyPartial = z.looseObject({
  Format: z.enum(['SoundHoundVoiceSearchParialTranscript', 'HoundVoiceQueryPartialTranscript']),
  PartialTranscript: z.string(),
  DurationMS: z.number().nullish(),
  SafeToStopAudio: z.boolean().nullish(),
})
export type HoundifyPartial = z.output<typeof HoundifyPartial>

export const HoundifyMessage = z.discriminatedUnion('Format', [HoundifyResult, HoundifyPartial])
export type HoundifyMessage = HoundifyResult | HoundifyPartial

/** Whether a parsed message is the final one. */
export function isResult(message: HoundifyMessage): message is HoundifyResult {
  return 'Status' in message && message.PartialTranscript === undefined
}
