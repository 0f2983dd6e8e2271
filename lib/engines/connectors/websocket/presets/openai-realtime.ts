import { typed, type Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

/** The session is set up once: who finds the end of a turn is said in it. */
const opening = (turn_detection: object | null) => [
  { wait: typed('session.created') },
  {
    send: [
      {
        type: 'session.update',
        session: {
          type: 'realtime',
          output_modalities: ['audio'],
          instructions: '{{var.instructions}}',
          tools: '{{tools}}',
          audio: {
            input: {
              format: { type: 'audio/pcm', rate: 24_000 },
              transcription: {
                model: '{{var.transcription_model}}',
                language: '{{language_base}}',
              },
              turn_detection,
            },
            output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: '{{var.voice}}' },
          },
        },
      },
    ],
    wait: typed('session.updated'),
  },
]

const ended = typed('response.done')
/** Why a response is not whole: `max_output_tokens`, `content_filter`, `turn_detected`, `client_cancelled`. */
const reason = '$.response.status_details.reason'

/** Errors that by their code cannot be got over, and then all others. */
const failures = (error: string, when: string, otherwise: { event: string; value: string }) => {
  const coded = (...codes: string[]) =>
    `${when} && (${codes.map((code) => `${error}.code == '${code}'`).join(' || ')})`
  const fatal = { event: 'error', value: otherwise.value }
  return [
    { ...fatal, when: coded('invalid_api_key'), fault: 'authentication' },
    { ...fatal, when: coded('rate_limit_exceeded', 'insufficient_quota'), fault: 'rate_limited' },
    { ...fatal, when: coded('session_expired'), fault: 'reset' },
    { ...otherwise, when },
  ]
}

const itemDone = typed('response.output_item.done')

/** The same call is told by several events; its id says so. */
const functionCalls = [
  {
    when: `${itemDone} && @.item.type == 'function_call' && @.item.status != 'incomplete'`,
    event: 'client_tool_call',
    call_id: '$.item.call_id',
    value: '$.item.name',
    data: '$.item.arguments',
  },
  {
    when: `${typed('response.function_call_arguments.done')} && @.name`,
    event: 'client_tool_call',
    call_id: '$.call_id',
    value: '$.name',
    data: '$.arguments',
  },
  {
    when: `${ended} && @.response.status == 'completed'`,
    event: 'client_tool_call',
    each: "$.response.output[?@.type == 'function_call']",
    call_id: '$.call_id',
    value: '$.name',
    data: '$.arguments',
  },
]

const mcpCall = { call_id: '$.item.id', value: '$.item.name' }
const mcpDone = `${itemDone} && @.item.type == 'mcp_call'`

/** Tools of remote MCP servers, which OpenAI runs itself; the model answers in another response. */
const mcpCalls = [
  {
    ...mcpCall,
    when: `${typed('response.output_item.added')} && @.item.type == 'mcp_call'`,
    event: 'tool_call',
  },
  { ...mcpCall, when: mcpDone, event: 'tool_call', data: '$.item.arguments' },
  {
    ...mcpCall,
    when: `${mcpDone} && @.item.error && @.item.error != null`,
    event: 'tool_result',
    data: '$.item.error',
    failed: '@.item.error',
  },
  { ...mcpCall, when: mcpDone, event: 'tool_result', data: '$.item.output' },
]

const rules = [
  { when: typed('response.output_audio.delta'), event: 'audio', value: '$.delta' },
  {
    when: typed('response.output_audio_transcript.delta'),
    event: 'reply_delta',
    value: '$.delta',
  },
  {
    when: typed('response.output_audio_transcript.done'),
    event: 'reply',
    value: '$.transcript',
  },
  { when: typed('response.output_text.delta'), event: 'reply_delta', value: '$.delta' },
  { when: typed('response.output_text.done'), event: 'reply', value: '$.text' },
  {
    when: typed('conversation.item.input_audio_transcription.delta'),
    event: 'partial_delta',
    value: '$.delta',
  },
  {
    when: typed('conversation.item.input_audio_transcription.completed'),
    event: 'transcript',
    value: '$.transcript',
  },
  {
    when: typed('conversation.item.input_audio_transcription.failed'),
    event: 'transcript_failed',
    value: '$.error.message',
  },
  { when: typed('response.created'), event: 'begins' },
  { when: `${ended} && @.response.status == 'incomplete'`, event: 'incomplete', value: reason },
  { when: `${ended} && @.response.status == 'cancelled'`, event: 'cancelled', value: reason },
  ...failures('@.response.status_details.error', `${ended} && @.response.status == 'failed'`, {
    event: 'error',
    value: '$.response.status_details.error.message',
  }),
  {
    when: `${ended} && @.response.status != 'cancelled' && @.response.status != 'failed'`,
    event: 'done',
  },
  ...failures('@.error', typed('error'), { event: 'recoverable', value: '$.error.message' }),
  ...functionCalls,
  ...mcpCalls,
]

/**
 * developers.openai.com/api/reference/resources/realtime, event names of the general release. The transcript of the
 * input comes from a model of its own, often after the reply: hence the wait. We say when a turn has ended.
 */
export const openaiRealtime: Preset = {
  url: 'wss://api.openai.com/v1/realtime?model={{var.model}}',
  auth: 'bearer',
  tools_told: 'all',
  variables: {
    model: 'gpt-realtime',
    voice: 'marin',
    transcription_model: 'gpt-4o-mini-transcribe',
  },
  opening: opening(null),
  replay: 'messages',
  history_user: {
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: '{{text}}' }] },
  },
  history_assistant: {
    type: 'conversation.item.create',
    item: {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text: '{{text}}' }],
    },
  },
  text_messages: [
    {
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: '{{text}}' }] },
    },
    { type: 'response.create' },
  ],
  audio_in: 'message',
  audio_message: { type: 'input_audio_buffer.append', audio: '{{audio_base64}}' },
  audio_sample_rate: 24_000,
  reply_audio_sample_rate: 24_000,
  end_of_turn: 'manual',
  turn_end: [{ type: 'input_audio_buffer.commit' }, { type: 'response.create' }],
  tool_answer: [
    {
      type: 'conversation.item.create',
      item: {
        type: 'function_call_output',
        call_id: '{{tool.id}}',
        output: '{{tool.output}}',
      },
    },
  ],
  tool_continue: [{ type: 'response.create' }],
  settle_s: 0.25,
  transcript_wait_s: 3,
  rules,
}

/**
 * The same with the server finding the end of a turn, as its documentation has it for live callers: it hears the caller
 * break in, says `speech_started` and stops its reply.
 */
export const openaiRealtimeVad: Preset = {
  ...openaiRealtime,
  opening: opening({ type: 'server_vad', create_response: true, interrupt_response: true }),
  end_of_turn: 'server_vad',
  turn_end: [],
  // Over a WebSocket the server does not know what was heard: it must be told.
  item_path: '$.item_id',
  interrupt_messages: [
    {
      type: 'conversation.item.truncate',
      item_id: '{{item_id}}',
      content_index: 0,
      audio_end_ms: '{{heard_ms}}',
    },
  ],
  rules: [{ when: typed('input_audio_buffer.speech_started'), event: 'interrupted' }, ...rules],
}
