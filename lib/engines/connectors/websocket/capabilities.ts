import { namesToolsUrl } from '#lib/engines/connectors/tools-url.ts'
import type { Capabilities } from '#lib/engines/connectors/types.ts'
import { asksForResults, toolsUrlPlaces } from '#lib/engines/connectors/websocket/rules.ts'
import type { WebsocketSettings } from '#lib/engines/connectors/websocket/settings.ts'

/** Whether the voice AI is told where it can call tools of a conversation. */
export const hasToolsUrl = (settings: WebsocketSettings): boolean =>
  namesToolsUrl(toolsUrlPlaces.map((name) => settings[name]))

function toolsOf(
  settings: WebsocketSettings,
  areTold: boolean,
): Pick<Capabilities, 'tools' | 'runsTools' | 'toolsUrl'> {
  const toolsUrl = hasToolsUrl(settings)
  return {
    ...((areTold || toolsUrl) && { tools: areTold ? settings.tools_told : 'some' }),
    ...((toolsUrl || asksForResults(settings.rules)) && { runsTools: true }),
    ...(toolsUrl && { toolsUrl }),
  }
}

/** What a voice AI can do with these settings. */
export function capabilitiesOf(settings: WebsocketSettings): Capabilities {
  const means = new Set(settings.rules.map(({ event }) => event))
  const raw = 'raw' as const
  const input = { encoding: settings.audio_encoding, sampleRate: settings.audio_sample_rate }
  const output = {
    encoding: settings.reply_audio_encoding,
    sampleRate: settings.reply_audio_sample_rate,
  }
  const speaks = settings.audio_in !== 'none'
  const isHeard = means.has('audio') || settings.binary_audio
  const serverVad = speaks && settings.end_of_turn === 'server_vad'
  return {
    text: settings.text_messages.length > 0,
    voiceIn: speaks ? [{ ...input, container: raw }] : [],
    voiceOut: isHeard ? [{ ...output, container: raw }] : null,
    partials: means.has('partial') || means.has('partial_delta'),
    fullDuplex: speaks,
    serverVad,
    // Without a message about it nobody could tell an interrupted reply from one that was heard out.
    bargeIn: serverVad && isHeard && means.has('interrupted'),
    agentSpeaksFirst: settings.greeting_s > 0,
    dtmf: settings.dtmf_messages.length > 0,
    state: 'server-session',
    ...toolsOf(settings, means.has('tool_call') || means.has('client_tool_call')),
  }
}
