import { expect, test } from 'vitest'

import type { PlacedFacts } from '#lib/insights/run/placed-facts.ts'
import { timingsOf } from '#lib/insights/run/timings.ts'
import { twinOf } from '#lib/insights/run/twin.ts'
import { foldSlices, worstSlices } from '#lib/insights/run/worst-slices.ts'

const twin = {
  ...{ both_right: 0, recognition: 0, understanding: 0, lucky: 0 },
  ...{ invalid_voice: 0, invalid_text: 0, invalid_both: 0, unjudged: 0 },
}

const slice = (language: string, passed: number, failed: number): PlacedFacts => ({
  ...{ language, passed, failed, invalid: 0, repeated: 0, twin },
  ...{ deviceProfileId: null, caseId: 'c', caseVersion: 1 },
  timings: {
    ...{ response_ms: [], connect_ms: [], first_byte_out_ms: [], last_byte_out_ms: [] },
    ...{ speech_end_ms: [], first_partial_ms: [], transcript_ms: [], first_byte_ms: [] },
    ...{ first_audio_ms: [], done_ms: [] },
  },
  parts: {
    language: { key: language, label: language },
    device_profile: { key: null, label: 'No profile' },
    voice: { key: 'default', label: 'default' },
    case: { key: 'c', label: 'Case' },
  },
})

const judged = (facts: PlacedFacts[], minSample: number) =>
  worstSlices(foldSlices(facts), minSample)

test('the worst first, and of two equal ones the better known', () => {
  const rows = judged([slice('a', 9, 1), slice('b', 5, 5), slice('c', 50, 50)], 5)
  expect(rows.map(({ language }) => language)).toEqual(['c', 'b', 'a'])
})

test('cases of one slice are added up', () => {
  const [row, ...others] = judged([slice('a', 3, 1), slice('a', 2, 4)], 5)
  expect(others).toEqual([])
  expect(row).toMatchObject({ passed: 5, failed: 5, pass_rate: 0.5 })
})

test('the only slice has nothing to be compared with', () =>
  expect(judged([slice('a', 1, 9)], 5)[0]).toMatchObject({
    ...{ rest_rate: null, p_value: null, adjusted_p_value: null, finding: false },
  }))

test('what one comparison would call a finding is none among forty', () => {
  const even = Array.from({ length: 39 }, (_, index) => slice(`l${index}`, 8, 2))
  const [worst] = judged([...even, slice('odd', 4, 6)], 5)
  expect(worst?.language).toBe('odd')
  expect(worst?.p_value).toBeLessThan(0.05)
  expect(worst?.finding).toBe(false)
  expect(worst?.adjusted_p_value).toBeGreaterThan(0.05)
})

test('a slice better than the rest is no finding', () => {
  const rows = judged([slice('good', 100, 0), slice('bad', 50, 50)], 5)
  expect(rows.map(({ language, finding }) => [language, finding])).toEqual([
    ['bad', true],
    ['good', false],
  ])
})

test('a slice of invalid executions has no pass rate', () =>
  expect(judged([{ ...slice('a', 0, 0), invalid: 7 }], 1)[0]).toMatchObject({
    ...{ n: 0, pass_rate: null, invalid: 7, enough: false },
  }))

test('nothing to compare has no tax and no time', () => {
  expect(twinOf([]).asr_tax).toBeNull()
  expect(timingsOf([]).done_ms.n).toBe(0)
})
