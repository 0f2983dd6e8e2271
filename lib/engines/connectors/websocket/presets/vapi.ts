import type { Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

/**
 * docs.vapi.ai/calls/websocket-transport for the call and its audio. That the socket carries the client messages
 * `transcript` and `speech-update` of the SDKs is second-hand.
 */
export const vapi: Preset = {
  session_url: 'https://api.vapi.ai/call',
  session_body: {
    assistantId: '{{var.assistant_id}}',
    transport: {
      provider: 'vapi.websocket',
      audioFormat: { format: 'pcm_s16le', container: 'raw', sampleRate: 16_000 },
    },
  },
  session_url_path: '$.transport.websocketCallUrl',
  auth: 'bearer',
  variables: {},
  closing: [{ type: 'hangup' }],
  audio_in: 'binary',
  binary_audio: true,
  greeting_s: 5,
  idle_end_s: 2,
  rules: [
    {
      when: "@.type == 'transcript' && @.role == 'user' && @.transcriptType == 'partial'",
      event: 'partial',
      value: '$.transcript',
    },
    {
      when: "@.type == 'transcript' && @.role == 'user' && @.transcriptType == 'final'",
      event: 'transcript',
      value: '$.transcript',
    },
    {
      when: "@.type == 'transcript' && @.role == 'assistant' && @.transcriptType == 'final'",
      event: 'reply',
      value: '$.transcript',
    },
    {
      when: "@.type == 'speech-update' && @.role == 'assistant' && @.status == 'stopped'",
      event: 'done',
    },
  ],
}
