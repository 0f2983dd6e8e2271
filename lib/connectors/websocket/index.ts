import { checkSession, faultResult } from '../check-session.ts'
import { type Capabilities, type CheckResult, defineConnector } from '../types.ts'
import { WebsocketSession } from './session.ts'
import {
  settingsOf,
  WebsocketConfig,
  WebsocketSecrets,
  type WebsocketSettings,
} from './settings.ts'

function capabilitiesOf(settings: WebsocketSettings): Capabilities {
  const means = new Set(settings.rules.map(({ event }) => event))
  const raw = 'raw' as const
  const input = { encoding: settings.audio_encoding, sampleRate: settings.audio_sample_rate }
  const output = {
    encoding: settings.reply_audio_encoding,
    sampleRate: settings.reply_audio_sample_rate,
  }
  const speaks = settings.audio_in !== 'none'
  return {
    text: settings.text_messages.length > 0,
    voiceIn: speaks ? [{ ...input, container: raw }] : [],
    voiceOut: means.has('audio') || settings.binary_audio ? [{ ...output, container: raw }] : null,
    partials: means.has('partial') || means.has('partial_delta'),
    fullDuplex: speaks,
    serverVad: speaks && settings.end_of_turn === 'server_vad',
    bargeIn: false,
    agentSpeaksFirst: settings.greeting_s > 0,
    dtmf: false,
    state: 'server-session',
  }
}

/** A voice AI that takes no text is only asked to open a conversation. */
async function probe(session: WebsocketSession, signal: AbortSignal): Promise<CheckResult> {
  const startedAt = performance.now()
  for await (const event of session.probe({ signal, pace: 0, maxAttempts: 1 }))
    if (event.type === 'error') return faultResult(event)
  const latencyMs = Math.round(performance.now() - startedAt)
  return { ok: true, latencyMs, detail: `Opened a conversation in ${latencyMs} ms.` }
}

/** Any voice AI that talks over a WebSocket: frame rules, and presets of well-known ones. */
export const websocket = defineConnector({
  kind: 'websocket',
  label: 'WebSocket (OpenAI Realtime, ElevenLabs, Deepgram, Vapi, Rasa, own)',
  config: WebsocketConfig,
  secrets: WebsocketSecrets,
  capabilities: (config) => capabilitiesOf(settingsOf(config)),
  check(config, secrets, signal, options) {
    // A person who has just mended the settings must not meet the breaker of the run before.
    const settings = { ...settingsOf(config), breaker_failures: 0 }
    const caller = { userId: 'earshot-check', language: 'en-US', ...options }
    const session = new WebsocketSession(settings, secrets, caller)
    return settings.text_messages.length > 0
      ? checkSession(session, signal)
      : probe(session, signal)
  },
  open: (config, secrets, options) => new WebsocketSession(settingsOf(config), secrets, options),
})
