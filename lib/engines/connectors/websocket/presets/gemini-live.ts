import type { Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

/** A message that seeds the conversation; the model does not answer it. */
const seed = (role: string) => ({
  clientContent: { turns: [{ role, parts: [{ text: '{{text}}' }] }], turnComplete: false },
})

/**
 * Gemini's Live API, `BidiGenerateContent`: ai.google.dev/api/live, and the clients of Google's SDK. Its messages are JSON in
 * binary frames. Words come as transcriptions beside the audio, in pieces that bring their own spaces.
 */
export const geminiLive: Preset = {
  url: 'wss://generativelanguage.googleapis.com/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent',
  auth: 'query',
  tools_told: 'all',
  auth_name: 'key',
  framing: 'json_binary',
  variables: {
    model: 'gemini-2.5-flash-native-audio-preview-09-2025',
    voice: 'Kore',
    instructions: 'You are a helpful assistant.',
  },
  opening: [
    {
      send: [
        {
          setup: {
            model: 'models/{{var.model}}',
            generationConfig: {
              responseModalities: ['AUDIO'],
              speechConfig: {
                voiceConfig: { prebuiltVoiceConfig: { voiceName: '{{var.voice}}' } },
              },
            },
            systemInstruction: { parts: [{ text: '{{var.instructions}}' }] },
            tools: '{{tools}}',
            inputAudioTranscription: {},
            outputAudioTranscription: {},
          },
        },
      ],
      wait: '@.setupComplete',
    },
  ],
  replay: 'messages',
  history_user: seed('user'),
  history_assistant: seed('model'),
  text_messages: [{ realtimeInput: { text: '{{text}}' } }],
  audio_in: 'message',
  audio_message: {
    realtimeInput: { audio: { data: '{{audio_base64}}', mimeType: 'audio/pcm;rate=16000' } },
  },
  audio_sample_rate: 16_000,
  reply_audio_sample_rate: 24_000,
  tool_answer: [
    {
      toolResponse: {
        functionResponses: [
          { id: '{{tool.id}}', name: '{{tool.name}}', response: '{{tool.response}}' },
        ],
      },
    },
  ],
  transcript_wait_s: 1,
  rules: [
    {
      when: '@.serverContent.modelTurn',
      event: 'audio',
      value: '$.serverContent.modelTurn.parts[*].inlineData.data',
    },
    {
      when: '@.serverContent.modelTurn',
      event: 'reply_delta',
      value: '$.serverContent.modelTurn.parts[?!@.thought].text',
    },
    {
      when: '@.serverContent.outputTranscription',
      event: 'reply_delta',
      value: '$.serverContent.outputTranscription.text',
    },
    {
      when: '@.serverContent.inputTranscription',
      event: 'transcript_delta',
      value: '$.serverContent.inputTranscription.text',
    },
    { when: '@.serverContent.interrupted == true', event: 'interrupted' },
    { when: '@.serverContent.turnComplete == true', event: 'done' },
    {
      when: '@.toolCall',
      event: 'client_tool_call',
      each: '$.toolCall.functionCalls[*]',
      call_id: '$.id',
      value: '$.name',
      data: '$.args',
    },
    {
      when: '@.toolCallCancellation',
      event: 'tool_cancelled',
      each: '$.toolCallCancellation.ids[*]',
    },
    { when: '@.goAway', event: 'closing_soon', value: '$.goAway.timeLeft' },
  ],
}
