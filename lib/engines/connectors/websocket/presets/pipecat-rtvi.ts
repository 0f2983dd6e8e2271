import { typed, type Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

const message = (type: string, id: string, data: object) => ({ label: 'rtvi-ai', type, id, data })

const call = {
  call_id: '$.data.tool_call_id',
  value: '$.data.function_name',
}

/** `llm-function-call` asks the client to run the tool; the other three tell of a tool that the bot runs. */
const tools = [
  { ...call, when: typed('llm-function-call'), event: 'client_tool_call', data: '$.data.args' },
  {
    ...call,
    when: typed('llm-function-call-in-progress'),
    event: 'tool_call',
    data: '$.data.arguments',
  },
  {
    ...call,
    when: `${typed('llm-function-call-stopped')} && @.data.cancelled == true`,
    event: 'tool_cancelled',
  },
  {
    ...call,
    when: `${typed('llm-function-call-stopped')} && @.data.cancelled != true`,
    event: 'tool_result',
    data: '$.data.result',
  },
]

/**
 * A bot of Pipecat behind its WebSocket transport with the protobuf serializer, by the RTVI standard:
 * docs.pipecat.ai/api-reference/standards/rtvi-standard. What tools are told of, the bot's `function_call_report_level`
 * decides.
 */
export const pipecatRtvi: Preset = {
  url: 'ws://localhost:8765/',
  framing: 'pipecat',
  variables: { rtvi_version: '1.4.0' },
  opening: [
    {
      send: [
        message('client-ready', '{{conversation_id}}', {
          version: '{{var.rtvi_version}}',
          about: { library: 'earshot' },
        }),
      ],
      wait: typed('bot-ready'),
    },
  ],
  text_messages: [
    message('send-text', '{{conversation_id}}-{{turn}}', {
      content: '{{text}}',
      options: { run_immediately: true, audio_response: true },
    }),
  ],
  audio_in: 'binary',
  binary_audio: true,
  audio_sample_rate: 16_000,
  reply_audio_sample_rate: 24_000,
  greeting_s: 5,
  greeting_start_s: 2,
  idle_end_s: 2,
  told_end_s: 8,
  settle_s: 0.5,
  hangup_on_close: true,
  tool_answer: [
    message('llm-function-call-result', '{{tool.id}}', {
      function_name: '{{tool.name}}',
      tool_call_id: '{{tool.id}}',
      arguments: '{{tool.arguments}}',
      result: '{{tool.response}}',
    }),
  ],
  rules: [
    {
      when: `${typed('user-transcription')} && @.data.final == false`,
      event: 'partial',
      value: '$.data.text',
    },
    {
      when: `${typed('user-transcription')} && @.data.final == true`,
      event: 'transcript',
      value: '$.data.text',
    },
    { when: typed('bot-llm-started'), event: 'begins' },
    { when: typed('bot-llm-text'), event: 'reply_delta', value: '$.data.text' },
    { when: typed('bot-tts-text'), event: 'spoken', value: '$.data.text' },
    { when: typed('bot-started-speaking'), event: 'begins' },
    { when: typed('bot-stopped-speaking'), event: 'done' },
    { when: typed('bot-interrupted'), event: 'interrupted' },
    ...tools,
    { when: `${typed('error')} && @.data.fatal == true`, event: 'error', value: '$.data.error' },
    {
      when: `${typed('error')} && @.data.fatal != true`,
      event: 'recoverable',
      value: '$.data.error',
    },
    { when: typed('error-response'), event: 'recoverable', value: '$.data.error' },
  ],
}
