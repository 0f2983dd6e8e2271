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
    when: "@.type == 'response.done' && @.response.status == 'failed'",
    event: 'error',
    value: '$.response.status_details.error.message',
  },
  { when: typed('response.done'), event: 'done' },
  { when: typed('error'), event: 'error', value: '$.error.message' },
]

/**
 * developers.openai.com/api/reference/resources/realtime, event names of the general release. The transcript of the
 * input comes from a model of its own, often after the reply: hence the wait. We say when a turn has ended.
 */
export const openaiRealtime: Preset = {
  url: 'wss://api.openai.com/v1/realtime?model={{var.model}}',
  auth: 'bearer',
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
  rules: [{ when: typed('input_audio_buffer.speech_started'), event: 'interrupted' }, ...rules],
}
