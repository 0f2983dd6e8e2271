import type { Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

/** A transcript by either of its names: an assistant may ask for the final ones alone. */
const transcript = (role: string, ...types: string[]) => {
  const final = `@.type == 'transcript[transcriptType="final"]'`
  const kinds = types.map((type) => `@.transcriptType == '${type}'`).join(' || ')
  const either = types.includes('final')
    ? `(${final} || (@.type == 'transcript' && (${kinds})))`
    : `@.type == 'transcript' && (${kinds})`
  return `${either} && @.role == '${role}'`
}

/**
 * docs.vapi.ai/calls/websocket-transport for the call and its audio; the client messages of the SDKs (`ClientMessage…`
 * in its OpenAPI description). That the socket carries them is second-hand, as is the form of `toolCallResult`. `hang` is
 * no hang-up: it is sent when an answer is late.
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
  tools_told: 'all',
  greeting_s: 5,
  idle_end_s: 2,
  settle_s: 0.5,
  transcript_wait_s: 2,
  hangup_on_close: true,
  rules: [
    { when: transcript('user', 'partial'), event: 'partial', value: '$.transcript' },
    { when: transcript('user', 'final'), event: 'transcript', value: '$.transcript' },
    { when: transcript('assistant', 'final'), event: 'reply', value: '$.transcript' },
    {
      when: "@.type == 'speech-update' && @.role == 'assistant' && @.status == 'started'",
      event: 'begins',
    },
    {
      when: "@.type == 'speech-update' && @.role == 'assistant' && @.status == 'stopped'",
      event: 'done',
    },
    { when: "@.type == 'user-interrupted'", event: 'interrupted' },
    { when: "@.type == 'hang'", event: 'slow' },
    {
      when: "@.type == 'status-update' && @.status == 'ended'",
      event: 'hung_up',
      value: '$.endedReason',
    },
    {
      when: "@.type == 'tool-calls'",
      event: 'tool_call',
      each: '$.toolCallList[*]',
      call_id: '$.id',
      value: '$.function.name',
      data: '$.function.arguments',
    },
    {
      when: "@.type == 'tool-calls-result'",
      event: 'tool_result',
      call_id: '$.toolCallResult.toolCallId',
      value: '$.toolCallResult.name',
      data: "$.toolCallResult['result','error']",
      failed: '@.toolCallResult.error',
    },
  ],
}
