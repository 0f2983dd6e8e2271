import { deepgramAgent } from '#lib/engines/connectors/websocket/presets/deepgram-agent.ts'
import { elevenlabsAgents } from '#lib/engines/connectors/websocket/presets/elevenlabs-agents.ts'
import { geminiLive } from '#lib/engines/connectors/websocket/presets/gemini-live.ts'
import {
  openaiRealtime,
  openaiRealtimeVad,
} from '#lib/engines/connectors/websocket/presets/openai-realtime.ts'
import { pipecatRtvi } from '#lib/engines/connectors/websocket/presets/pipecat-rtvi.ts'
import type { Preset } from '#lib/engines/connectors/websocket/presets/preset.ts'
import { rasaVoice } from '#lib/engines/connectors/websocket/presets/rasa-voice.ts'
import { vapi } from '#lib/engines/connectors/websocket/presets/vapi.ts'

/** What holds without a preset. */
export const base = {
  subprotocols: [],
  session_method: 'POST',
  session_body: {},
  session_url_path: '$.url',
  opening: [],
  closing: [],
  replay: 'none',
  history_user: { role: 'user', content: '{{text}}' },
  history_assistant: { role: 'assistant', content: '{{text}}' },
  text_messages: [],
  dtmf_messages: [],
  turn_start: [],
  turn_end: [],
  audio_in: 'none',
  audio_message: { audio: '{{audio_base64}}' },
  audio_encoding: 'pcm_s16le',
  audio_sample_rate: 16_000,
  chunk_ms: 50,
  end_of_turn: 'server_vad',
  trailing_silence_s: 3,
  binary_audio: false,
  reply_audio_encoding: 'pcm_s16le',
  reply_audio_sample_rate: 16_000,
  rules: [],
  framing: 'json',
  keepalive_s: 0,
  keepalive_messages: [],
  tools: [],
  tool_answer: [],
  tool_continue: [],
  tools_told: 'some',
  tool_wait_s: 30,
  interrupt_messages: [],
  greeting_s: 0,
  greeting_start_s: 0,
  idle_end_s: 0,
  told_end_s: 0,
  settle_s: 0,
  recover_s: 2,
  transcript_wait_s: 0,
  transcript_first: false,
  hangup_on_close: false,
  auth: 'none',
  auth_name: 'Authorization',
  auth_prefix: '',
}

export const presetNames = [
  'custom',
  'openai_realtime',
  'openai_realtime_vad',
  'elevenlabs_agents',
  'deepgram_agent',
  'vapi',
  'gemini_live',
  'pipecat_rtvi',
  'rasa_voice',
] as const

export const presets: Record<(typeof presetNames)[number], Preset> = {
  custom: { variables: {} },
  openai_realtime: openaiRealtime,
  openai_realtime_vad: openaiRealtimeVad,
  elevenlabs_agents: elevenlabsAgents,
  deepgram_agent: deepgramAgent,
  vapi,
  gemini_live: geminiLive,
  pipecat_rtvi: pipecatRtvi,
  rasa_voice: rasaVoice,
}
