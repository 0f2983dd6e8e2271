import { randomUUID } from 'node:crypto'

import { toldCall } from '#simulator/protocol/tool-call.ts'
import type { Answer } from '#simulator/understanding/answer.ts'

/** The misspelling is the protocol. */
const partialFormat = 'SoundHoundVoiceSearchParialTranscript'
const resultFormat = 'SoundHoundVoiceSearchResult'

const buildInfo = { User: 'earshot', Kind: 'Simulator', Variant: 'demo' }

/** What was heard, and how long it took; times in seconds as the protocol has them. */
type Hearing = {
  transcript: string
  /** 0..1 */
  confidence: number
  audioSeconds?: number
  cpuSeconds?: number
}

export type ReplyAudio = { bytes: string } | { error: string }

export type ResultParts = {
  answer: Answer
  hearing: Hearing
  sendBack?: unknown
  replyAudio?: ReplyAudio | null
  /** seconds since the request came in */
  realSeconds: number
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function commandOf({ answer, sendBack, replyAudio, hearing }: ResultParts) {
  return {
    CommandKind: answer.kind,
    SpokenResponse: answer.short,
    SpokenResponseLong: answer.long,
    WrittenResponse: answer.short,
    WrittenResponseLong: answer.long,
    AutoListen: answer.autoListen,
    ViewType: ['Native', 'None'],
    NativeData: answer.entities,
    // No member of the protocol's own: in every answer, so that an empty list says that no tool was used.
    ToolCalls: answer.toolCalls.map(toldCall),
    UnderstandingConfidence: answer.domain === null ? 0 : hearing.confidence,
    ...(answer.state && { ConversationState: answer.state }),
    ...(sendBack !== undefined && { SendBack: sendBack }),
    ...(replyAudio &&
      ('bytes' in replyAudio
        ? { ResponseAudioBytes: replyAudio.bytes, ResponseAudioEncoding: 'WAV' }
        : { ResponseAudioError: replyAudio.error })),
  }
}

function envelope(realSeconds: number) {
  const id = randomUUID()
  return {
    QueryID: id,
    ServerGeneratedId: id,
    BuildInfo: buildInfo,
    RealTime: realSeconds,
    CpuTime: 0,
  }
}

/** The final message of a turn. */
export function resultMessage(parts: ResultParts) {
  const { answer, hearing, realSeconds } = parts
  return {
    Format: resultFormat,
    FormatVersion: '1.0',
    Status: 'OK',
    NumToReturn: 1,
    AllResults: [commandOf(parts)],
    ResultsAreFinal: [true],
    Disambiguation: {
      NumToShow: 1,
      ChoiceData: [
        {
          Transcription: hearing.transcript,
          ConfidenceScore: hearing.confidence,
          FormattedTranscription: capitalised(hearing.transcript),
        },
      ],
    },
    DomainUsage:
      answer.domain === null
        ? []
        : [{ Domain: answer.domain, DomainUniqueID: `earshot-${answer.domain}`, CreditsUsed: 1 }],
    ...envelope(realSeconds),
    ...(hearing.audioSeconds !== undefined && {
      AudioLength: hearing.audioSeconds,
      RealSpeechTime: hearing.audioSeconds,
    }),
    ...(hearing.cpuSeconds !== undefined && { CpuSpeechTime: hearing.cpuSeconds }),
  }
}

/** A request that arrived but cannot be answered, e.g. audio that is no audio. */
export const errorMessageOf = (message: string, realSeconds: number) => ({
  Format: resultFormat,
  FormatVersion: '1.0',
  Status: 'Error',
  ErrorMessage: message,
  DomainUsage: [],
  ...envelope(realSeconds),
})

/** What has been heard so far. */
export const partialMessage = (
  transcript: string,
  durationMs: number,
  flags: { done?: boolean; safeToStop?: boolean } = {},
) => ({
  Format: partialFormat,
  FormatVersion: '1.0',
  PartialTranscript: transcript,
  DurationMS: Math.round(durationMs),
  Done: flags.done ?? false,
  ...(flags.safeToStop === true && { SafeToStopAudio: true }),
})
