import { typed, type Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

const clientCall = {
  call_id: '$.client_tool_call.tool_call_id',
  value: '$.client_tool_call.tool_name',
  data: '$.client_tool_call.parameters',
}
const request = {
  call_id: '$.agent_tool_request.tool_call_id',
  value: '$.agent_tool_request.tool_name',
}
const mcpCall = { call_id: '$.mcp_tool_call.tool_call_id', value: '$.mcp_tool_call.tool_name' }
const mcp = (...states: string[]) =>
  `${typed('mcp_tool_call')} && (${states.map((state) => `@.mcp_tool_call.state == '${state}'`).join(' || ')})`

/** How a tool ended; the full result comes only in an event of its own, which an agent must have switched on. */
const response = (event: string) => ({
  when: typed(event),
  event: 'tool_result',
  call_id: `$.${event}.tool_call_id`,
  value: `$.${event}.tool_name`,
  failed: `@.${event}.is_error == true || @.${event}.is_called == false`,
})

const tools = [
  {
    ...clientCall,
    when: `${typed('client_tool_call')} && @.client_tool_call.expects_response == false`,
    event: 'client_tool_call',
    waits: false,
  },
  {
    ...clientCall,
    when: `${typed('client_tool_call')} && @.client_tool_call.expects_response != false`,
    event: 'client_tool_call',
  },
  { ...request, when: typed('agent_tool_request'), event: 'tool_call' },
  response('agent_tool_response'),
  {
    ...response('agent_tool_response_full_payload'),
    data: '$.agent_tool_response_full_payload.full_tool_result',
  },
  {
    ...mcpCall,
    when: mcp('loading', 'awaiting_approval'),
    event: 'tool_call',
    data: '$.mcp_tool_call.parameters',
  },
  { ...mcpCall, when: mcp('success'), event: 'tool_result', data: '$.mcp_tool_call.result' },
  {
    ...mcpCall,
    when: mcp('failure'),
    event: 'tool_result',
    data: '$.mcp_tool_call.error_message',
    failed: '@.mcp_tool_call',
  },
]

/**
 * elevenlabs.io/docs/agents-platform, server and client events, and `agent.asyncapi.yaml` of its SDKs; the private
 * agent's signed URL is documented there too. Which events an agent sends is among its settings: tools are seen only
 * with `agent_tool_request` and `agent_tool_response`, and the end of a reply only with `agent_response_complete`; without
 * it, silence ends a reply.
 */
export const elevenlabsAgents: Preset = {
  session_url:
    'https://api.elevenlabs.io/v1/convai/conversation/get-signed-url?agent_id={{var.agent_id}}',
  session_method: 'GET',
  session_url_path: '$.signed_url',
  auth: 'header',
  auth_name: 'xi-api-key',
  variables: {},
  opening: [
    {
      send: [{ type: 'conversation_initiation_client_data' }],
      wait: typed('conversation_initiation_metadata'),
    },
  ],
  text_messages: [{ type: 'user_message', text: '{{text}}' }],
  audio_in: 'message',
  audio_message: { user_audio_chunk: '{{audio_base64}}' },
  audio_rate_path: '$.conversation_initiation_metadata_event.user_input_audio_format',
  reply_rate_path: '$.conversation_initiation_metadata_event.agent_output_audio_format',
  greeting_s: 10,
  greeting_start_s: 2,
  idle_end_s: 1.5,
  told_end_s: 8,
  transcript_first: true,
  hangup_on_close: true,
  tool_answer: [
    {
      type: 'client_tool_result',
      tool_call_id: '{{tool.id}}',
      result: '{{tool.text}}',
      is_error: '{{tool.failed}}',
    },
  ],
  rules: [
    { when: typed('audio'), event: 'audio', value: '$.audio_event.audio_base_64' },
    {
      when: typed('agent_response'),
      event: 'reply',
      value: '$.agent_response_event.agent_response',
    },
    {
      when: typed('agent_response_correction'),
      event: 'reply_correction',
      value: '$.agent_response_correction_event.corrected_agent_response',
    },
    { when: typed('agent_response_complete'), event: 'done' },
    {
      when: typed('tentative_user_transcript'),
      event: 'partial',
      value: '$.tentative_user_transcription_event.user_transcript',
    },
    {
      when: typed('user_transcript'),
      event: 'transcript',
      value: '$.user_transcription_event.user_transcript',
    },
    { when: typed('interruption'), event: 'interrupted' },
    ...tools,
    { when: typed('client_error'), event: 'error', value: "$..['message','reason']" },
    { when: typed('error'), event: 'error', value: "$.error_event['message','reason']" },
    {
      when: typed('ping'),
      event: 'none',
      send: [{ type: 'pong', event_id: '{{frame.ping_event.event_id}}' }],
    },
  ],
}
