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

const resultFormats = ['SoundHoundVoiceSearchResult', 'HoundQueryResult'] as const
/** The misspelling in the first name is the protocol's. */
const partialFormats = [
  'SoundHoundVoiceSearchParialTranscript',
  'HoundVoiceQueryPartialTranscript',
] as const
export const knownFormats: ReadonlySet<string> = new Set([...resultFormats, ...partialFormats])

/** What every message has. */
export const Formatted = z.looseObject({ Format: z.string() })

/** The final message. `Status` is OK or Error; anything else is a fault of the protocol. */
export const HoundifyResult = z.looseObject({
  Format: z.enum(resultFormats),
  Status: z.enum(['OK', 'Error']),
  ErrorMessage: text,
  AllResults: z.array(Answer).nullish(),
  Disambiguation: z.looseObject({ ChoiceData: z.array(Choice).nullish() }).nullish(),
})
export type HoundifyResult = z.output<typeof HoundifyResult>

/** A partial transcript. */
export const HoundifyPartial = z.looseObject({
  Format: z.enum(partialFormats),
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
