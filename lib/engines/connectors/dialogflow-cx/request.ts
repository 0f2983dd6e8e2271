import { type Place, replyRate } from '#lib/engines/connectors/dialogflow-cx/answer.ts'
import type {
  DialogflowConfig,
  ServiceAccount,
} from '#lib/engines/connectors/dialogflow-cx/settings.ts'
import { toStruct } from '#lib/engines/connectors/dialogflow-cx/struct.ts'
import type { DtmfTurn, TextTurn, VoiceTurn } from '#lib/engines/connectors/types.ts'

/** Hz of the audio that is sent. */
export const sentRate = 16_000

export type Asked = {
  config: DialogflowConfig
  account: ServiceAccount
  sessionId: string
  correlation: string | undefined
  /** to lead the conversation to, null to go on where Dialogflow has it */
  place: Place | null
  /** nothing has been said yet */
  first: boolean
  /** ms of input audio during which the reply before is still played, and of these the first that do not count */
  playing: { totalMs: number; deafMs: number } | null
}

/** Name of the session's resource. */
function sessionName({ config, account, sessionId }: Asked): string {
  const { project_id, location, agent_id, environment } = config
  const project = project_id ?? account.project_id ?? '-'
  const agent = `projects/${project}/locations/${location}/agents/${agent_id}`
  const within = environment === undefined ? '' : `/environments/${environment}`
  return `${agent}${within}/sessions/${sessionId}`
}

/**
 * A page that is given makes Dialogflow forget page and parameters of the session, which is how a lost turn is
 * undone (API reference, `QueryParameters.current_page`).
 */
function queryParams({ config, place, first, correlation }: Asked) {
  const parameters = place?.parameters ?? (first ? config.parameters : {})
  return {
    ...(place && { currentPage: place.page }),
    ...(Object.keys(parameters).length > 0 && { parameters: toStruct(parameters) }),
    ...(correlation !== undefined && { webhookHeaders: { 'x-earshot-correlation': correlation } }),
  }
}

const languageOf = ({ config }: Asked, tag: string) => config.languages[tag] ?? tag

const audioConfig = {
  audioEncoding: 'AUDIO_ENCODING_LINEAR_16',
  sampleRateHertz: sentRate,
} as const

function outputAudio({ reply_audio, reply_voice }: DialogflowConfig) {
  if (!reply_audio) return {}
  return {
    outputAudioConfig: {
      audioEncoding: 'OUTPUT_AUDIO_ENCODING_LINEAR_16' as const,
      sampleRateHertz: replyRate,
      ...(reply_voice !== undefined && {
        synthesizeSpeechConfig: { voice: { name: reply_voice } },
      }),
    },
  }
}

/** The request of a turn in text or keys, and of a whole recording. */
export function detectRequest(asked: Asked, input: TextTurn | DtmfTurn | VoiceTurn) {
  const languageCode = languageOf(asked, input.language)
  const base = { session: sessionName(asked), queryParams: queryParams(asked) }
  if (input.kind === 'text')
    return { ...base, queryInput: { text: { text: input.text }, languageCode } }
  if (input.kind === 'dtmf')
    return { ...base, queryInput: { dtmf: { digits: input.digits }, languageCode } }
  const { pcm } = input
  const audio = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)
  return {
    ...base,
    queryInput: { audio: { config: audioConfig, audio }, languageCode },
    ...outputAudio(asked.config),
  }
}

const duration = (ms: number) => ({
  seconds: Math.floor(ms / 1_000),
  nanos: Math.round((ms % 1_000) * 1e6),
})

/** `BargeInConfig`: both durations count from the beginning of the input audio. */
function bargeIn({ playing }: Asked) {
  if (!playing) return {}
  return {
    bargeInConfig: {
      noBargeInDuration: duration(playing.deafMs),
      totalDuration: duration(playing.totalMs),
    },
  }
}

/** The first message of a voice turn that is streamed; audio follows in messages of its own. */
export function streamOpening(asked: Asked, input: VoiceTurn) {
  return {
    session: sessionName(asked),
    queryParams: queryParams(asked),
    queryInput: {
      audio: { config: { ...audioConfig, ...bargeIn(asked) } },
      languageCode: languageOf(asked, input.language),
    },
    ...outputAudio(asked.config),
    // Says whether Dialogflow took what it heard for an interruption.
    ...(asked.playing && { enableDebuggingInfo: true }),
  }
}

/** A message with a piece of the audio. */
export const streamPiece = (asked: Asked, input: VoiceTurn, audio: Buffer) => ({
  queryInput: { audio: { audio }, languageCode: languageOf(asked, input.language) },
})
