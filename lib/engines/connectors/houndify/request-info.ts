import type { HoundifyConfig } from '#lib/engines/connectors/houndify/settings.ts'

/** `ConversationState` as it came (exact numbers) and its time, copied beside it. */
export type Conversation = { state: unknown; time: unknown }

export type RequestFacts = {
  userId: string
  requestId: string
  /** Unix seconds */
  timestamp: number
  clientId: string
  language: string
  correlation: string | undefined
  conversation: Conversation | null
  voice: boolean
}

const englishNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })
const known = new Map<string, string>()

function englishName(tag: string): string {
  const base = tag.split('-')[0] ?? tag
  const found = known.get(base)
  if (found !== undefined) return found
  let name: string
  try {
    name = englishNames.of(base) ?? base
  } catch {
    name = base
  }
  known.set(base, name)
  return name
}

/** Houndify's names of a BCP-47 language: the target's own mapping first. */
export function languageNames(config: HoundifyConfig, tag: string): { name: string; tag: string } {
  const mapped = config.languages[tag]
  return {
    name: mapped?.english_name ?? englishName(tag),
    tag: mapped?.ietf_tag ?? tag,
  }
}

const notAscii = /[\u007f-\uffff]/g

/** JSON in which every character outside ASCII is `\uXXXX`, so that bytes = characters and headers carry it. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    notAscii,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function clientState(config: HoundifyConfig, correlation: string | undefined): object {
  if (correlation === undefined) return {}
  const own = config.request_info['ClientState']
  const base = own !== null && typeof own === 'object' && !Array.isArray(own) ? own : {}
  return { ClientState: { ...base, earshot: correlation } }
}

function replyAudio(config: HoundifyConfig): object {
  if (!config.response_audio) return {}
  return {
    ResponseAudioShortOrLong: 'Short',
    ResponseAudioAcceptedEncodings: ['WAV'],
    ...(config.response_audio_voice !== undefined && {
      ResponseAudioVoice: config.response_audio_voice,
    }),
  }
}

function conversation(facts: RequestFacts): object {
  if (!facts.conversation) return {}
  const { state, time } = facts.conversation
  return {
    ConversationState: state,
    ...(time !== undefined && { ConversationStateTime: time }),
  }
}

/**
 * The RequestInfo of one attempt as ASCII JSON. The target's own fields come first; identity, language and
 * conversation are ours, because a value that differs from the signed headers is refused.
 */
export function requestInfo(config: HoundifyConfig, facts: RequestFacts): string {
  const language = languageNames(config, facts.language)
  return asciiJson({
    SDK: 'earshot',
    ...config.request_info,
    ClientID: facts.clientId,
    UserID: facts.userId,
    RequestID: facts.requestId,
    TimeStamp: facts.timestamp,
    InputLanguageEnglishName: language.name,
    InputLanguageIETFTag: language.tag,
    PartialTranscriptsDesired: facts.voice,
    ObjectByteCountPrefix: false,
    ...clientState(config, facts.correlation),
    ...replyAudio(config),
    ...conversation(facts),
  })
}
