import { typed, type Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'

/**
 * Rasa Pro's voice channels over a plain WebSocket. Read off the source of `browser_audio`; that `websockets_voice`
 * (rasa.com/docs/reference/channels/websockets-voice) speaks the same is second-hand. It sends no text.
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
    // It takes the marker that comes back for the end of playing.
    { when: '@.marker', event: 'none', send: ['{{frame}}'] },
  ],
}
