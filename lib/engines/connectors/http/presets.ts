/** What holds without a preset. */
export const base = {
  method: 'POST',
  text_body_type: 'json',
  text_body: {
    text: '{{text}}',
    language: '{{language}}',
    conversation_id: '{{conversation_id}}',
    state: '{{state}}',
  },
  voice_body_type: 'none',
  voice_body: {},
  audio_field: 'audio',
  audio_encoding: 'pcm_s16le',
  audio_container: 'wav',
  audio_sample_rate: 16_000,
  response_format: 'auto',
  end_marker: '[DONE]',
  end_required: false,
  reply_audio_encoding: 'pcm_s16le',
  reply_audio_sample_rate: 16_000,
  allow_empty_reply: false,
  tool_calls: 'none',
  auth: 'none',
  auth_name: 'X-Api-Key',
  auth_prefix: '',
}

type Preset = { variables: Record<string, string>; [setting: string]: unknown }

export const presets: Record<'custom' | 'rasa_rest' | 'llm_chat', Preset> = {
  custom: { variables: {}, reply_path: '$.reply' },
  // rasa.com/docs/reference/channels/your-own-website: RestInput answers with a list of messages, [] for none.
  rasa_rest: {
    url: 'http://localhost:5005/webhooks/rest/webhook',
    text_body: { sender: '{{conversation_id}}', message: '{{text}}' },
    reply_path: '$[*].text',
    // rasa.com/docs/reference/primitives/responses: what a message may hold beside its text.
    choices_path: '$[*].buttons[*].title',
    attachments_path: `$[?${['buttons', 'quick_replies', 'elements'].map((list) => `@.${list}[0]`).join(' || ')} || ${['image', 'attachment', 'custom'].map((name) => `@.${name} && @.${name} != null`).join(' || ')}]`,
    allow_empty_reply: true,
    variables: {},
  },
  // platform.openai.com/docs/api-reference/chat: chat completions as many servers offer them.
  llm_chat: {
    url: 'https://api.openai.com/v1/chat/completions',
    auth: 'bearer',
    text_body: {
      ...{ model: '{{var.model}}', stream: true, messages: '{{messages}}' },
      tools: '{{tools}}',
    },
    tool_calls: 'chat_completions',
    reply_path: '$.choices[0].message.content',
    reply_delta_path: '$.choices[0].delta.content',
    finish_path: '$.choices[0].finish_reason',
    end_required: true,
    error_path: '$.error.message',
    variables: { model: 'gpt-4o-mini', system_prompt: '' },
  },
}
