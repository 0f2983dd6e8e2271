import { checkSession } from '#lib/engines/connectors/check-session.ts'
import { replyRate } from '#lib/engines/connectors/dialogflow-cx/answer.ts'
import { sentRate } from '#lib/engines/connectors/dialogflow-cx/request.ts'
import { DialogflowSession } from '#lib/engines/connectors/dialogflow-cx/session.ts'
import {
  DialogflowConfig,
  DialogflowSecrets,
} from '#lib/engines/connectors/dialogflow-cx/settings.ts'
import { defineConnector } from '#lib/engines/connectors/types.ts'

/** Agents of Google Dialogflow CX (Conversational Agents), through the official SDK. */
export const dialogflowCx = defineConnector({
  kind: 'dialogflow-cx',
  label: 'Google Dialogflow CX',
  config: DialogflowConfig,
  secrets: DialogflowSecrets,
  example: { agent_id: '00000000-0000-0000-0000-000000000000' },
  capabilities: ({ reply_audio, transport, barge_in }) => ({
    text: true,
    voiceIn: [{ encoding: 'pcm_s16le', sampleRate: sentRate, container: 'raw' }],
    voiceOut: reply_audio
      ? [{ encoding: 'pcm_s16le', sampleRate: replyRate, container: 'wav' }]
      : null,
    // Over REST a recording is sent when it has ended, and heard as a whole.
    partials: transport === 'grpc',
    fullDuplex: false,
    serverVad: false,
    // Dialogflow is told how long a reply is still played, and tells when it has heard the caller meanwhile.
    bargeIn: barge_in,
    agentSpeaksFirst: false,
    dtmf: true,
    state: 'server-session',
  }),
  check: (config, secrets, signal, options) =>
    checkSession(
      // A person who has just mended the settings must not meet the breaker of the run before.
      new DialogflowSession({ ...config, breaker_failures: 0 }, secrets, {
        userId: 'earshot-check',
        language: 'en-US',
        ...options,
      }),
      signal,
    ),
  open: (config, secrets, options) => new DialogflowSession(config, secrets, options),
})
