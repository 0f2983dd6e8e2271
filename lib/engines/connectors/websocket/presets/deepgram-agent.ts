import { typed, type Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

/** developers.deepgram.com/docs/voice-agent-message-flow, -settings and -outputs. */
export const deepgramAgent: Preset = {
  url: 'wss://agent.deepgram.com/v1/agent/converse',
  auth: 'header',
  auth_name: 'Authorization',
  auth_prefix: 'Token ',
  variables: {
    listen_model: 'nova-3',
    think_type: 'open_ai',
    think_model: 'gpt-4o-mini',
    speak_model: 'aura-2-thalia-en',
  },
  opening: [
    { wait: typed('Welcome') },
    {
      send: [
        {
          type: 'Settings',
          audio: {
            input: { encoding: 'linear16', sample_rate: 16_000 },
            output: { encoding: 'linear16', sample_rate: 24_000, container: 'none' },
          },
          agent: {
            language: '{{language_base}}',
            listen: { provider: { type: 'deepgram', model: '{{var.listen_model}}' } },
            think: {
              provider: { type: '{{var.think_type}}', model: '{{var.think_model}}' },
              prompt: '{{var.prompt}}',
            },
            speak: { provider: { type: 'deepgram', model: '{{var.speak_model}}' } },
            context: { messages: '{{history}}' },
          },
        },
      ],
      wait: typed('SettingsApplied'),
    },
  ],
  replay: 'opening',
  history_user: { type: 'History', role: 'user', content: '{{text}}' },
  history_assistant: { type: 'History', role: 'assistant', content: '{{text}}' },
  text_messages: [{ type: 'InjectUserMessage', content: '{{text}}' }],
  audio_in: 'binary',
  binary_audio: true,
  reply_audio_sample_rate: 24_000,
  rules: [
    {
      when: "@.type == 'ConversationText' && @.role == 'user'",
      event: 'transcript',
      value: '$.content',
    },
    {
      when: "@.type == 'ConversationText' && @.role == 'assistant'",
      event: 'reply',
      value: '$.content',
    },
    { when: typed('UserStartedSpeaking'), event: 'interrupted' },
    { when: typed('AgentAudioDone'), event: 'done' },
    { when: typed('Error'), event: 'error', value: '$.description' },
  ],
}
