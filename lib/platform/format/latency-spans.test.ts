import { expect, test } from 'vitest'

import { latencySpans } from '#lib/platform/format/latency-spans.ts'

const timings = {
  connect_ms: 12,
  first_byte_out_ms: 14,
  last_byte_out_ms: 1_900,
  speech_end_ms: 1_650,
  first_partial_ms: 400,
  transcript_ms: 1_980,
  first_byte_ms: 2_050,
  first_audio_ms: 2_100,
  done_ms: 2_400,
  response_ms: 400,
}

test('rows are in order of their start', () => {
  const starts = latencySpans(timings).map((row) => row.from)
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
})

test('response time runs from the end of speech, not from the end of sending', () =>
  expect(latencySpans(timings).find((row) => row.key === 'response')).toMatchObject({
    from: 1_650,
    to: 2_050,
  }))

test('a text turn, which has no speech, is timed from the last byte sent', () =>
  expect(
    latencySpans({ ...timings, speech_end_ms: null }).find((row) => row.key === 'response'),
  ).toMatchObject({ from: 1_900, to: 2_300 }))

test('what did not happen has no row', () => {
  const rows = latencySpans({ ...timings, first_audio_ms: null, first_byte_ms: null })
  expect(rows.map((row) => row.key)).not.toContain('first_audio_ms')
  expect(rows.map((row) => row.key)).not.toContain('answer')
})

test('the answer itself and the silence before it have rows of their own', () => {
  const answered = { ...timings, final_answer_ms: 3_000, filler_gap_ms: 1_200 }
  const rows = latencySpans(answered)
  const find = (key: string) => rows.find((row) => row.key.startsWith(key))
  expect(find('final_answer')).toMatchObject({ from: 1_650, to: 4_650, kind: 'span' })
  expect(find('filler_gap')).toMatchObject({ from: 3_450, to: 4_650 })
  expect(latencySpans(timings).map(({ key }) => key)).not.toContain('final_answer')
})
