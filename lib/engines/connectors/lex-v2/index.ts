import { checkSession } from '#lib/engines/connectors/check-session.ts'
import { replyRate } from '#lib/engines/connectors/lex-v2/reply.ts'
import { lexRate, LexSession } from '#lib/engines/connectors/lex-v2/session.ts'
import { LexConfig, LexSecrets } from '#lib/engines/connectors/lex-v2/settings.ts'
import { defineConnector } from '#lib/engines/connectors/types.ts'

/** Bots of Amazon Lex V2, through the official SDK. */
export const lexV2 = defineConnector({
  kind: 'lex-v2',
  label: 'Amazon Lex V2',
  config: LexConfig,
  secrets: LexSecrets,
  example: { bot_id: 'ABCDEFGHIJ' },
  capabilities: ({ reply_audio }) => ({
    text: true,
    voiceIn: [{ encoding: 'pcm_s16le', sampleRate: lexRate, container: 'raw' }],
    voiceOut: reply_audio
      ? [{ encoding: 'pcm_s16le', sampleRate: replyRate, container: 'raw' }]
      : null,
    partials: false,
    fullDuplex: false,
    serverVad: false,
    bargeIn: false,
    agentSpeaksFirst: false,
    dtmf: false,
    state: 'server-session',
  }),
  check: (config, secrets, signal, options) =>
    checkSession(
      // A person who has just mended the settings must not meet the breaker of the run before.
      new LexSession({ ...config, breaker_failures: 0 }, secrets, {
        userId: 'earshot-check',
        language: 'en-US',
        ...options,
      }),
      signal,
    ),
  open: (config, secrets, options) => new LexSession(config, secrets, options),
})
