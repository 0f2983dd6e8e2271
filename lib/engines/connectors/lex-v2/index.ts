import { checkSession } from '#lib/engines/connectors/check-session.ts'
import { LexConversation } from '#lib/engines/connectors/lex-v2/conversation/session.ts'
import { streamRate } from '#lib/engines/connectors/lex-v2/conversation/microphone.ts'
import { replyRate } from '#lib/engines/connectors/lex-v2/reply.ts'
import { lexRate, LexSession } from '#lib/engines/connectors/lex-v2/session.ts'
import { LexConfig, LexSecrets } from '#lib/engines/connectors/lex-v2/settings.ts'
import {
  type AudioFormat,
  defineConnector,
  type OpenOptions,
} from '#lib/engines/connectors/types.ts'

const pcm = (sampleRate: number): AudioFormat[] => [
  { encoding: 'pcm_s16le', sampleRate, container: 'raw' },
]

const open = (config: LexConfig, secrets: LexSecrets, options: OpenOptions) =>
  config.api === 'conversation'
    ? new LexConversation(config, secrets, options)
    : new LexSession(config, secrets, options)

/** Bots of Amazon Lex V2, through the official SDK. */
export const lexV2 = defineConnector({
  kind: 'lex-v2',
  label: 'Amazon Lex V2',
  config: LexConfig,
  secrets: LexSecrets,
  example: { bot_id: 'ABCDEFGHIJ' },
  capabilities: ({ reply_audio, reply_audio_rate, api }) => {
    const live = api === 'conversation'
    return {
      text: true,
      voiceIn: pcm(live ? streamRate : lexRate),
      voiceOut: reply_audio ? pcm(live ? reply_audio_rate : replyRate) : null,
      partials: false,
      fullDuplex: live,
      serverVad: live,
      // Lex tells of an interruption while it waits for the end of playing: only where it sends audio to play.
      bargeIn: live && reply_audio,
      agentSpeaksFirst: false,
      dtmf: live,
      state: 'server-session',
    }
  },
  check: (config, secrets, signal, options) =>
    checkSession(
      // A person who has just mended the settings must not meet the breaker of the run before.
      open({ ...config, breaker_failures: 0 }, secrets, {
        userId: 'earshot-check',
        language: 'en-US',
        ...options,
      }),
      signal,
    ),
  open,
})
