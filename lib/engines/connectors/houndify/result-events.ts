import { readReplyAudio, toldAudio, type ToldClip } from '#lib/engines/connectors/audio-format.ts'
import type { Answer, HoundifyResult } from '#lib/engines/connectors/houndify/messages.ts'
import type { Conversation } from '#lib/engines/connectors/houndify/request-info.ts'
import { toJson } from '#lib/engines/connectors/lossless-json.ts'
import type { ToolCall, TurnEvent } from '#lib/engines/connectors/types.ts'

/** Houndify's timing claims are in seconds; AudioLength is kept although it is a length, not a delay. */
const claimed = ['AudioLength', 'RealSpeechTime', 'CpuSpeechTime', 'RealTime', 'CpuTime'] as const

/** A number, also when its digits exceed a double; undefined for anything else. */
function numberOf(value: unknown): number | undefined {
  const view = toJson(value)
  if (typeof view === 'number') return view
  return typeof view === 'string' && JSON.isRawJSON(value) ? Number(view) : undefined
}

function* transcript(result: HoundifyResult, at: number): Generator<TurnEvent> {
  const [best, ...others] = result.Disambiguation?.ChoiceData ?? []
  const text = best?.Transcription ?? best?.FormattedTranscription
  if (best === undefined || typeof text !== 'string') return
  const confidence = numberOf(best.ConfidenceScore)
  const alternatives = others
    .map((choice) => choice.Transcription)
    .filter((choice): choice is string => typeof choice === 'string')
  yield {
    at,
    type: 'transcript',
    text,
    ...(confidence !== undefined && { confidence }),
    ...(alternatives.length > 0 && { alternatives }),
  }
}

/** Houndify sends files; samples without a header would be in the form in which it is spoken to. */
const unnamed = { encoding: 'pcm_s16le', sampleRate: 16_000 } as const

/** The reply as it is spoken, null when it is not. Throws NetworkError `configuration` for audio that cannot be read. */
export async function replyAudio(
  answer: Answer,
  options: { peer: string; signal: AbortSignal },
): Promise<ToldClip | null> {
  const { ResponseAudioBytes: text } = answer
  if (typeof text !== 'string' || text === '') return null
  return readReplyAudio(text, unnamed, options)
}

function claims(result: HoundifyResult, at: number): TurnEvent | null {
  const values: Record<string, number> = {}
  for (const name of claimed) {
    const seconds = numberOf(result[name])
    if (seconds !== undefined) values[name] = seconds * 1_000
  }
  return Object.keys(values).length === 0 ? null : { at, type: 'claims', values }
}

/** The events of a final result with Status OK, received at `at` ms. */
export function* resultEvents(
  result: HoundifyResult,
  answer: Answer,
  at: number,
  { voice, audio, toolCalls }: { voice: boolean; audio: ToldClip | null; toolCalls: ToolCall[] },
): Generator<TurnEvent> {
  if (voice) yield* transcript(result, at)
  const score = numberOf(answer.UnderstandingConfidence)
  if (typeof answer.CommandKind === 'string') {
    yield {
      at,
      type: 'intent',
      kind: answer.CommandKind,
      data: toJson(answer.NativeData ?? null),
      ...(score !== undefined && { score }),
    }
  }
  const written = answer.WrittenResponse ?? answer.WrittenResponseLong ?? ''
  const spoken = answer.SpokenResponse ?? answer.SpokenResponseLong ?? written
  const ssml = answer.SpokenResponseSSML
  yield {
    ...{ at, type: 'reply', written, spoken },
    ...(typeof ssml === 'string' && { ssml }),
    ...(toolCalls.length > 0 && { toolCalls }),
  }
  if (audio) yield* toldAudio(audio, at, new Set())
  if (answer.ConversationState !== undefined)
    yield { at, type: 'state', value: toJson(answer.ConversationState) }
  const said = claims(result, at)
  if (said) yield said
}

/** The state to send with the next turn; the present one stays when the answer brings none. */
export function nextConversation(
  answer: Answer,
  present: Conversation | null,
): Conversation | null {
  const state = answer.ConversationState
  if (state === undefined || state === null) return present
  const time =
    typeof state === 'object' ? (Reflect.get(state, 'ConversationStateTime') as unknown) : undefined
  return { state, time }
}
