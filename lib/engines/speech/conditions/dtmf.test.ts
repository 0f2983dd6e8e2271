import { expect, test } from 'vitest'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { dtmf } from '#lib/engines/speech/conditions/dtmf.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const low = [697, 770, 852, 941]
const high = [1_209, 1_336, 1_477, 1_633]
const keys = '123A456B789C*0#D'

/** Amplitude of one frequency in a stretch of samples: Goertzel's recursion. */
function goertzel(pcm: Int16Array, hz: number, sampleRate: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate)
  let [before, last] = [0, 0]
  for (const sample of pcm) [before, last] = [last, sample + coefficient * last - before]
  const power = before ** 2 + last ** 2 - coefficient * before * last
  return (2 * Math.sqrt(power)) / pcm.length
}

/** A receiver: in each 25 ms the strongest of each group, if both stand out; equal neighbours are one key press. */
function detect({ pcm, sampleRate }: Clip): string {
  const size = Math.round(sampleRate * 0.025)
  let text = ''
  for (let start = 0; start + size <= pcm.length; start += size) {
    const part = pcm.subarray(start, start + size)
    const strongest = (group: number[]) => {
      const levels = group.map((hz) => goertzel(part, hz, sampleRate))
      const best = levels.indexOf(Math.max(...levels))
      const rest = Math.max(...levels.filter((_, index) => index !== best))
      return { best, level: levels[best] ?? 0, clear: (levels[best] ?? 0) > 3 * rest }
    }
    const [row, column] = [strongest(low), strongest(high)]
    const heard = row.clear && column.clear && row.level > 500 && column.level > 500
    text += heard ? keys[row.best * 4 + column.best] : ' '
  }
  return text.replaceAll(/(\S)\1*/g, '$1').replaceAll(/\s+/g, '')
}

test.each([8_000, 16_000, 44_100])('a receiver at %i Hz hears every key', (sampleRate) => {
  expect(detect(dtmf({ digits: keys }, sampleRate))).toBe(keys)
  expect(detect(dtmf({ digits: '1122*#', tone_ms: 60, pause_ms: 60 }, sampleRate))).toBe('1122*#')
})

test('keys are understood over a telephone line and in noise', () => {
  const clip = dtmf({ digits: '18005550199#' })
  const heard = (settings: object) => detect(applyProfile(clip, parseProfile(settings), 1).clip)
  expect(heard({ telephone: { law: 'mulaw' } })).toBe('18005550199#')
  expect(heard({ telephone: { law: 'alaw' } })).toBe('18005550199#')
  expect(heard({ noise: { kind: 'pink', snr_db: 20 } })).toBe('18005550199#')
})

test('frequencies are exact, levels and twist as asked', () => {
  const { pcm } = dtmf({ digits: '5', tone_ms: 1_000, level_dbfs: -15, twist_db: 3 })
  const middle = pcm.subarray(800, 15_200)
  const level = (hz: number) => 20 * Math.log10(goertzel(middle, hz, 16_000) / 32_767)
  expect(level(770)).toBeCloseTo(-15, 1)
  expect(level(1_336)).toBeCloseTo(-12, 1)
  // Half a hertz beside it the response of 0.9 s is far lower: Q.23 allows 1.5 %.
  for (const hz of [770, 1_336]) {
    expect(level(hz)).toBeGreaterThan(level(hz + 0.4) + 1)
    expect(level(hz)).toBeGreaterThan(level(hz - 0.4) + 1)
  }
})

test('times are those asked for, without a click at the edges', () => {
  const clip = dtmf({ digits: '12', tone_ms: 70, pause_ms: 50 })
  expect(clip.pcm.length).toBe(16 * 190)
  expect(clip.pcm.subarray(16 * 70, 16 * 120).every((sample) => sample === 0)).toBe(true)
  expect(Math.abs(clip.pcm[0] ?? NaN)).toBeLessThan(500)
  expect(Math.abs(clip.pcm.at(-1) ?? NaN)).toBeLessThan(1_000)
  expect(measureLevels(clip).peakDb).toBeLessThan(0)
})

test.each([
  [{ digits: '' }, 'digits'],
  [{ digits: '12E' }, 'digits'],
  [{ digits: '1'.repeat(65) }, 'digits'],
  [{ digits: '1', tone_ms: 39 }, 'tone_ms'],
  [{ digits: '1', pause_ms: 10_000 }, 'pause_ms'],
  [{ digits: '1', level_dbfs: 0 }, 'level_dbfs'],
  [{ digits: '1', twist_db: 12 }, 'twist_db'],
  [{ digits: '1', level_dbfs: -6, twist_db: 3 }, 'level_dbfs'],
])('refuses %j', (input, path) => {
  try {
    dtmf(input)
    expect.unreachable()
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    expect(error.faults.map((fault) => fault.path)).toContain(path)
  }
})
