import { typed, type Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

const lists = ['buttons', 'quick_replies', 'elements'].map((name) => `@.${name}[0]`)
const values = ['image', 'attachment', 'custom'].map((name) => `@.${name} && @.${name} != null`)

/**
 * Rasa Pro's voice channels over a plain WebSocket. Read off the source of `browser_audio`; that `websockets_voice`
 * (rasa.com/docs/reference/channels/websockets-voice) speaks the same is second-hand. These send no text; a channel of
 * one's own that forwards Rasa's messages is understood in the form of the REST channel.
 */
export const rasaVoice: Preset = {
  url: 'ws://localhost:5005/webhooks/browser_audio/websocket?language={{language_base}}',
  opening: [{ wait: typed('handshake') }],
  variables: {},
  audio_in: 'message',
  audio_sample_rate: 48_000,
  reply_audio_sample_rate: 48_000,
  audio_rate_path: '$.sample_rate',
  reply_rate_path: '$.sample_rate',
  greeting_s: 2,
  idle_end_s: 1.5,
  rules: [
    { when: '@.audio', event: 'audio', value: '$.audio' },
    { when: '@.text', event: 'reply', value: '$.text' },
    // rasa.com/docs/reference/primitives/responses: what a message may hold beside its text.
    { when: [...lists, ...values].join(' || '), event: 'attachment', data: '$' },
    { when: '@.buttons[0]', event: 'choices', value: '$.buttons[*].title' },
    // It takes the marker that comes back for the end of playing.
    { when: '@.marker', event: 'none', send: ['{{frame}}'] },
  ],
}
