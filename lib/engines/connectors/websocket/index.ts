import { checkSession, faultResult } from '#lib/engines/connectors/check-session.ts'
import { MockedTools } from '#lib/engines/connectors/mocked-tools.ts'
import { checkToolsUrl } from '#lib/engines/connectors/tools-url.ts'
import { type CheckResult, defineConnector } from '#lib/engines/connectors/types.ts'
import { capabilitiesOf, hasToolsUrl } from '#lib/engines/connectors/websocket/capabilities.ts'
import { WebsocketSession } from '#lib/engines/connectors/websocket/session.ts'
import {
  settingsOf,
  WebsocketConfig,
  WebsocketSecrets,
} from '#lib/engines/connectors/websocket/settings.ts'
import { placeMocks } from '#lib/engines/validation/tools/placed-mock.ts'

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
  label: 'WebSocket (OpenAI Realtime, ElevenLabs, Deepgram, Vapi, Gemini, Pipecat, Rasa, own)',
  config: WebsocketConfig,
  secrets: WebsocketSecrets,
  capabilities: (config) => capabilitiesOf(settingsOf(config)),
  async check(config, secrets, signal, options) {
    // A person who has just mended the settings must not meet the breaker of the run before.
    const settings = { ...settingsOf(config), breaker_failures: 0 }
    const { answer: answerTool } = new MockedTools(placeMocks([], config.mocks), 'en-US', signal)
    const address = checkToolsUrl(hasToolsUrl(settings))
    if ('ok' in address) return address
    const named = { userId: 'earshot-check', language: 'en-US' }
    const caller = { ...named, answerTool, ...address, ...options }
    const session = new WebsocketSession(settings, secrets, caller)
    return settings.text_messages.length > 0
      ? checkSession(session, signal)
      : probe(session, signal)
  },
  open: (config, secrets, options) => new WebsocketSession(settingsOf(config), secrets, options),
})
