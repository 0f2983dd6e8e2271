import { checkHoundify } from '#lib/engines/connectors/houndify/check.ts'
import { HoundifySession } from '#lib/engines/connectors/houndify/session.ts'
import {
  hasToolsUrl,
  HoundifyConfig,
  HoundifySecrets,
} from '#lib/engines/connectors/houndify/settings.ts'
import { type AudioFormat, defineConnector } from '#lib/engines/connectors/types.ts'

const wav = (sampleRate: number): AudioFormat => ({
  encoding: 'pcm_s16le',
  sampleRate,
  container: 'wav',
})

/** SoundHound's Houndify over HTTP: text, and voice streamed in both directions. */
export const houndify = defineConnector({
  kind: 'houndify',
  label: 'Houndify (SoundHound)',
  config: HoundifyConfig,
  secrets: HoundifySecrets,
  capabilities: (config) => ({
    text: true,
    voiceIn: [wav(16_000), wav(8_000)],
    voiceOut: config.response_audio ? [wav(16_000)] : null,
    partials: true,
    // Each turn is a request of its own: between two of them nothing can be said or heard.
    fullDuplex: false,
    serverVad: true,
    bargeIn: false,
    agentSpeaksFirst: false,
    dtmf: false,
    state: 'client-carried',
    // Of a voice AI that calls our address other tools may be known to nobody.
    ...(hasToolsUrl(config) && { tools: 'some', runsTools: true, toolsUrl: true }),
    ...(config.tool_calls_path !== undefined && { tools: config.tools_told }),
  }),
  check: (config, secrets, signal, options) =>
    checkHoundify(config, secrets, signal, options?.guard),
  open: (config, secrets, options) => new HoundifySession(config, secrets, options),
})
