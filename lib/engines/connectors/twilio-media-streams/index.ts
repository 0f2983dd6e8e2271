import { faultResult } from '#lib/engines/connectors/check-session.ts'
import { TwilioSession } from '#lib/engines/connectors/twilio-media-streams/session.ts'
import {
  TwilioConfig,
  TwilioSecrets,
} from '#lib/engines/connectors/twilio-media-streams/settings.ts'
import {
  type AudioFormat,
  type CheckResult,
  defineConnector,
} from '#lib/engines/connectors/types.ts'

const line: AudioFormat = { encoding: 'mulaw', sampleRate: 8_000, container: 'raw' }

async function probe(session: TwilioSession, signal: AbortSignal): Promise<CheckResult> {
  const startedAt = performance.now()
  let connectedAt = startedAt
  for await (const event of session.probe({ signal, pace: 1, maxAttempts: 1 })) {
    if (event.type === 'connected') connectedAt = event.at
    if (event.type === 'error') return faultResult(event)
  }
  const latencyMs = Math.round(connectedAt - startedAt)
  return { ok: true, latencyMs, detail: `The agent took the call in ${latencyMs} ms.` }
}

/** A voice agent behind a telephone carrier: we play Twilio, and call its Media Streams server. */
export const twilioMediaStreams = defineConnector({
  kind: 'twilio-media-streams',
  label: 'Telephone agent (Twilio or Telnyx Media Streams)',
  config: TwilioConfig,
  secrets: TwilioSecrets,
  capabilities: ({ agent_speaks_first }) => ({
    ...{ text: false, voiceIn: [line], voiceOut: [line], partials: false, fullDuplex: true },
    ...{ serverVad: true, bargeIn: true, agentSpeaksFirst: agent_speaks_first, dtmf: true },
    state: 'server-session',
  }),
  check(config, secrets, signal, options) {
    // A person who has just mended the settings must not meet the breaker of the run before.
    const settings = { ...config, breaker_failures: 0 }
    const caller = { userId: 'earshot-check', language: 'en-US', ...options }
    return probe(new TwilioSession(settings, secrets, caller), signal)
  },
  open: (config, secrets, options) => new TwilioSession(config, secrets, options),
})
