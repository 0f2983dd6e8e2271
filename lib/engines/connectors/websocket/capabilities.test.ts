import { expect, test } from 'vitest'

import { websocket } from '#lib/engines/connectors/websocket/index.ts'

const toolsOf = (config: object) => websocket.capabilities(websocket.config.parse(config)).tools

test.each([
  ['openai_realtime', 'all'],
  ['openai_realtime_vad', 'all'],
  ['deepgram_agent', 'all'],
  ['vapi', 'all'],
  ['gemini_live', 'all'],
  // only what its events and its report level tell
  ['elevenlabs_agents', 'some'],
  ['pipecat_rtvi', 'some'],
  ['rasa_voice', undefined],
])('%s tells of %s tool calls', (preset, told) => expect(toolsOf({ preset })).toBe(told))

test('rules of its own tell of some, unless the target says that they see all', () => {
  const custom = { preset: 'custom', url: 'wss://a.example' }
  const rules = [{ when: "@.type == 'tool'", event: 'tool_call', value: '$.name' }]
  expect(toolsOf(custom)).toBeUndefined()
  expect(toolsOf({ ...custom, rules })).toBe('some')
  expect(toolsOf({ ...custom, rules, tools_told: 'all' })).toBe('all')
})
