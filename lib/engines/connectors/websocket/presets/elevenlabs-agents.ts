import { typed, type Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

/**
 * elevenlabs.io/docs/agents-platform, server and client events; the private agent's signed URL is documented there
 * too. No event tells that a reply is complete, so silence does.
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
  greeting_s: 5,
  idle_end_s: 1.5,
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
    {
      when: typed('user_transcript'),
      event: 'transcript',
      value: '$.user_transcription_event.user_transcript',
    },
    { when: typed('interruption'), event: 'interrupted' },
    {
      when: typed('ping'),
      event: 'none',
      send: [{ type: 'pong', event_id: '{{frame.ping_event.event_id}}' }],
    },
  ],
}
