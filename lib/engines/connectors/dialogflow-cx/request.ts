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

/** The first message of a voice turn that is streamed; audio follows in messages of its own. */
export function streamOpening(asked: Asked, input: VoiceTurn) {
  return {
    session: sessionName(asked),
    queryParams: queryParams(asked),
    queryInput: {
      audio: { config: audioConfig },
      languageCode: languageOf(asked, input.language),
    },
    ...outputAudio(asked.config),
  }
}

/** A message with a piece of the audio. */
export const streamPiece = (asked: Asked, input: VoiceTurn, audio: Buffer) => ({
  queryInput: { audio: { audio }, languageCode: languageOf(asked, input.language) },
})
