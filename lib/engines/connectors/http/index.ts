import { checkSession } from '#lib/engines/connectors/check-session.ts'
import { HttpSession } from '#lib/engines/connectors/http/session.ts'
import {
  HttpConfig,
  HttpSecrets,
  type HttpSettings,
  settingsOf,
} from '#lib/engines/connectors/http/settings.ts'
import { runsRounds } from '#lib/engines/connectors/http/tool-rounds.ts'
import { MockedTools } from '#lib/engines/connectors/mocked-tools.ts'
import { rootsOf } from '#lib/engines/connectors/template.ts'
import { checkToolsUrl, namesToolsUrl } from '#lib/engines/connectors/tools-url.ts'
import {
  type AudioFormat,
  type Capabilities,
  defineConnector,
} from '#lib/engines/connectors/types.ts'
import { placeMocks } from '#lib/engines/validation/tools/placed-mock.ts'
import { onceFor } from '#lib/platform/once-for.ts'

/** Who remembers the conversation, told by what the templates send. */
function stateOf(settings: HttpSettings): Capabilities['state'] {
  const used = rootsOf([settings.text_body, settings.voice_body, settings.url, settings.headers])
  if (used.has('history') || used.has('messages')) return 'client-carried'
  if (Object.keys(settings.state_paths).length > 0 && used.has('state')) return 'client-carried'
  return used.has('conversation_id') ? 'server-session' : 'none'
}

function voiceIn(settings: HttpSettings): AudioFormat[] {
  if (settings.voice_body_type === 'none') return []
  const { audio_encoding: encoding, audio_sample_rate: sampleRate } = settings
  const container = encoding === 'pcm_s16le' ? settings.audio_container : 'raw'
  return [{ encoding, sampleRate, container }]
}

function voiceOut(settings: HttpSettings): AudioFormat[] | null {
  if (settings.audio_path === undefined && settings.audio_url_path === undefined) return null
  const { reply_audio_encoding: encoding, reply_audio_sample_rate: sampleRate } = settings
  return [{ encoding, sampleRate, container: 'wav' }]
}

const hasToolsUrl = ({ text_body, voice_body, url, voice_url, headers, tools }: HttpSettings) =>
  namesToolsUrl(text_body, voice_body, url, voice_url, headers, tools)

/** Which tools can be seen, and whether we run them. Of one that has an address of ours other tools may be known to nobody. */
function toolsOf(settings: HttpSettings): Pick<Capabilities, 'tools' | 'runsTools' | 'toolsUrl'> {
  const toolsUrl = hasToolsUrl(settings)
  if (!toolsUrl && !runsRounds(settings)) return {}
  return {
    tools: toolsUrl ? 'some' : 'all',
    runsTools: true,
    ...(toolsUrl && { toolsUrl }),
  }
}

const capabilitiesOf = onceFor((settings: HttpSettings): Capabilities => ({
  text: settings.text_body_type !== 'none' || settings.method === 'GET',
  voiceIn: voiceIn(settings),
  voiceOut: voiceOut(settings),
  partials: settings.partial_path !== undefined,
  fullDuplex: false,
  serverVad: false,
  bargeIn: false,
  agentSpeaksFirst: false,
  dtmf: false,
  state: stateOf(settings),
  ...toolsOf(settings),
}))

/** Any voice AI that answers a request: webhooks, Rasa's REST channel, LLM servers. */
export const http = defineConnector({
  kind: 'http',
  label: 'HTTP webhook (Rasa, LLM, own)',
  config: HttpConfig,
  secrets: HttpSecrets,
  capabilities: (config) => capabilitiesOf(settingsOf(config)),
  check: async (config, secrets, signal, options) => {
    // A person who has just mended the settings must not meet the breaker of the run before.
    const settings = { ...settingsOf(config), breaker_failures: 0 }
    const address = checkToolsUrl(hasToolsUrl(settings))
    if ('ok' in address) return address
    const { answer: answerTool } = new MockedTools(placeMocks([], config.mocks), 'en-US', signal)
    const caller = { userId: 'earshot-check', language: 'en-US', answerTool, ...address }
    return checkSession(new HttpSession(settings, secrets, { ...caller, ...options }), signal)
  },
  open: (config, secrets, options) => new HttpSession(settingsOf(config), secrets, options),
})
