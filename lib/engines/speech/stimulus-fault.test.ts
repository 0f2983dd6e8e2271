import { afterAll, expect, test } from 'vitest'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { stimulusFault } from '#lib/engines/speech/stimulus-fault.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'

const engine = createEmbeddedTts({ threads: 1 })
afterAll(() => engine.close())

function stimulusOf(clip: Clip): Stimulus {
  const levels = measureLevels(clip)
  const speechEndMs = levels.speechEndMs ?? levels.durationMs
  return {
    key: 'k',
    sha256: 's',
    clip,
    levels: { ...levels, speechEndMs },
    engine: 'e',
    voice: 'v',
    cached: false,
  }
}
const sound = (durationMs: number, level = 0.5) =>
  stimulusOf(tone({ hz: 300, sampleRate: 16_000, durationMs, level }))
const sentence = 'I would like to book a table for two at eight thirty'

test.each([
  ['en-US', 'yes'],
  ['en-US', 'a'],
  ['en-US', sentence],
  ['en-US', 'call 555 123 4567 and pay $1,234.56'],
  ['en-US', 'supercalifragilisticexpialidocious'],
  ['de-DE', 'Donaudampfschifffahrtsgesellschaft'],
  ['de-DE', '1234567890'],
  ['zh-CN', '今天天气怎么样'],
  ['ja-JP', 'こんにちは'],
  ['ko-KR', '오늘 날씨 어때요'],
  ['th-TH', 'สวัสดีครับ'],
  ['ar-SA', 'كيف الطقس اليوم'],
])('finds nothing wrong with %s: %s', async (language, text) => {
  for (const rate of [0.7, 1, 1.5]) {
    const clip = await engine.synthesize({ text, language, voice: 'default', rate })
    expect(stimulusFault(stimulusOf(clip), text)).toBeNull()
  }
})

test.each([
  ['silence', stimulusOf(silence(16_000, 2_000)), /silent/],
  ['a whisper of -54 dBFS', sound(2_000, 0.002), /silent/],
  ['no samples', stimulusOf(silence(16_000, 0)), /is empty/],
  [
    'a third of a second for a sentence',
    sound(300),
    /speaks for 0\.(29|30) s, but this text needs/,
  ],
  ['a minute for a sentence', sound(60_000), /at most/],
])('names %s', (_, stimulus, reason) => {
  expect(stimulusFault(stimulus, sentence)).toMatch(reason)
})

test('a recording without a text need only be heard', () => {
  expect(stimulusFault(sound(60_000), null)).toBeNull()
  expect(stimulusFault(stimulusOf(silence(16_000, 2_000)), null)).toMatch(/silent/)
})
