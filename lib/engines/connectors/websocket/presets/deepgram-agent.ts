import { typed, type Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

const call = { call_id: '$.id', value: '$.name', data: '$.arguments' }

/** developers.deepgram.com/docs/voice-agents-function-calling: those with an endpoint are run by Deepgram. */
const tools = [
  {
    ...call,
    when: typed('FunctionCallRequest'),
    event: 'client_tool_call',
    each: '$.functions[?@.client_side == true]',
  },
  {
    ...call,
    when: typed('FunctionCallRequest'),
    event: 'tool_call',
    each: '$.functions[?@.client_side != true]',
  },
  {
    when: typed('FunctionCallResponse'),
    event: 'tool_result',
    call_id: '$.id',
    value: '$.name',
    data: '$.content',
  },
  {
    when: typed('FunctionCallCancelled'),
    event: 'tool_cancelled',
    each: '$.functions[*]',
    call_id: '$.id',
  },
]

/** developers.deepgram.com/docs/voice-agent-message-flow, -settings and -outputs. */
export const deepgramAgent: Preset = {
  url: 'wss://agent.deepgram.com/v1/agent/converse',
  auth: 'header',
  tools_told: 'all',
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
            listen: {
              provider: {
                type: 'deepgram',
                model: '{{var.listen_model}}',
                language: '{{language_base}}',
              },
            },
            think: {
              provider: { type: '{{var.think_type}}', model: '{{var.think_model}}' },
              prompt: '{{var.prompt}}',
              functions: '{{tools}}',
            },
            // An Aura voice speaks one language, which its name ends with: there is no field for it.
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
  keepalive_s: 8,
  keepalive_messages: [{ type: 'KeepAlive' }],
  settle_s: 0.5,
  transcript_first: true,
  tool_answer: [
    {
      type: 'FunctionCallResponse',
      id: '{{tool.id}}',
      name: '{{tool.name}}',
      content: '{{tool.output}}',
    },
  ],
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
    { when: typed('AgentThinking'), event: 'begins' },
    { when: typed('AgentStartedSpeaking'), event: 'begins' },
    { when: typed('AgentAudioDone'), event: 'done' },
    ...tools,
    { when: typed('InjectionRefused'), event: 'rejected', value: '$.message' },
    { when: typed('Error'), event: 'error', value: '$.description' },
  ],
}
