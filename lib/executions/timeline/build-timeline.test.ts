import { expect, test } from 'vitest'

import { buildTimeline } from '#lib/executions/timeline/build-timeline.ts'
import { TimelineView } from '#lib/executions/timeline/schema.ts'
import {
  audio,
  callOf,
  only,
  spanOf,
  turnOf,
  written,
} from '#lib/executions/timeline/testing/timeline-turns.ts'

test('a turn’s recordings lie where they were sent and heard', () => {
  const { clips, turns, clock, breaks } = buildTimeline({ turns: [turnOf()], call: null })
  expect(clock).toBe('turns')
  expect(breaks).toEqual([])
  // The caller's speech ends where it was measured to end, the reply's begins where it was heard.
  expect(clips.map(({ side, from_ms, to_ms }) => [side, from_ms, to_ms])).toEqual([
    ['caller', 50, 1_650],
    ['voice_ai', 2_010, 2_910],
  ])
  expect(turns[0]).toMatchObject({ from_ms: 0, to_ms: 2_910, not_to_scale: null })
})

test('every timing of a turn is there with its value', () => {
  const timeline = buildTimeline({ turns: [turnOf()], call: null })
  const told = timeline.entries
    .filter(({ lane }) => lane === 'times')
    .map(({ label, value }) => `${label}: ${value}`)
  expect(told.toSorted()).toEqual(
    [
      'Connecting: 40 ms',
      'Sending the caller’s turn: 1.58 s',
      'First partial transcript: 700 ms',
      'End of the caller’s speech: 1.45 s',
      'Response time: 610 ms',
      'Transcript: 1.70 s',
      'First byte of the reply: 1.90 s',
      'Receiving the reply: 500 ms',
      'First audio of the reply: 2.00 s',
      'First sound of the reply: 2.06 s',
      'Done: 2.40 s',
    ].toSorted(),
  )
  expect(spanOf(only(timeline, 'response')[0])).toEqual([1_450, 2_060])
  expect(TimelineView.parse(timeline)).toEqual(timeline)
})

test('a timing that nobody has heard of is shown all the same, and what is null is not', () => {
  const timings = { done_ms: 400, first_word_ms: 90, connect_ms: null }
  const timeline = buildTimeline({ turns: [written({ timings })], call: null })
  expect(only(timeline, 'time')).toMatchObject([
    { label: 'First word', value: '90 ms', from_ms: 90 },
  ])
  expect(only(timeline, 'connect')).toEqual([])
})

test('entries come in the order of their beginning', () => {
  const places = buildTimeline({
    turns: [turnOf(), turnOf({ index: 1 })],
    call: null,
  }).entries.map(({ from_ms }) => from_ms)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
})

test('words lie in the speech that was measured', () => {
  const timeline = buildTimeline({ turns: [turnOf()], call: null })
  expect(spanOf(only(timeline, 'said')[0])).toEqual([150, 1_450])
  expect(spanOf(only(timeline, 'heard')[0])).toEqual([150, 1_700])
  expect(spanOf(only(timeline, 'reply')[0])).toEqual([2_060, 2_860])
})

test('a response over its limit is late, one before the caller had finished is said to be', () => {
  const expected = { response_time: { max_ms: 500 } }
  const [late] = only(buildTimeline({ turns: [turnOf({ expected })], call: null }), 'response')
  expect(late).toMatchObject({ late: true, value: '610 ms, limit 500 ms' })
  const timings = { ...turnOf().timings, response_ms: -200 }
  const [early] = only(buildTimeline({ turns: [turnOf({ timings })], call: null }), 'response')
  expect(early?.value).toBe('-200 ms, before the caller had finished')
  expect(spanOf(early)).toEqual([1_450, 1_450])
})

test('without a recording of the call turns lie one after the other, with gaps that are not to scale', () => {
  const { turns, breaks, duration_ms } = buildTimeline({
    turns: [turnOf(), turnOf({ index: 1 }), turnOf({ index: 2 })],
    call: null,
  })
  expect(turns.map(({ from_ms }) => from_ms)).toEqual([0, 3_310, 6_620])
  expect(breaks).toEqual([
    { from_ms: 2_910, to_ms: 3_310 },
    { from_ms: 6_220, to_ms: 6_620 },
  ])
  expect(duration_ms).toBe(9_530)
})

test('audio that left faster than it is spoken is drawn as long as it lasts, and what follows stays to scale', () => {
  const timings = { first_byte_out_ms: 20, last_byte_out_ms: 60, speech_end_ms: 50 }
  const turn = turnOf({ timings: { ...timings, first_audio_ms: 550, response_ms: 500 } })
  const timeline = buildTimeline({ turns: [turn], call: null })
  expect(timeline.turns[0]?.not_to_scale).toEqual({ from_ms: 20, to_ms: 50, drawn_ms: 1_400 })
  expect(timeline.clips[0]).toMatchObject({ from_ms: 20, to_ms: 1_620 })
  expect(spanOf(only(timeline, 'response')[0])).toEqual([1_420, 1_920])
  expect(spanOf(only(timeline, 'said')[0])).toEqual([120, 1_420])
})

test('a call’s clock is that of its recording; connecting comes before it', () => {
  const call = callOf({
    turns: [
      { turn: 0, at_ms: 0 },
      { turn: 1, at_ms: 4_000 },
    ],
  })
  const timeline = buildTimeline({ turns: [turnOf(), turnOf({ index: 1 })], call })
  expect(timeline.clock).toBe('call')
  // 50 ms passed between the beginning of the first turn and the caller's first sample.
  expect(timeline.clips).toMatchObject([{ side: 'call', from_ms: 50, to_ms: 6_050 }])
  expect(timeline.turns.map(({ zero_ms, estimated }) => [zero_ms, estimated])).toEqual([
    [0, false],
    [4_000, false],
  ])
  expect(timeline.breaks).toEqual([])
})

test('a turn in which the caller said nothing is put behind the reply before, and said to be a guess', () => {
  const silent = turnOf({
    ...{ index: 1, kind: 'silence', said: null, heard: null, silence_ms: 3_000 },
    ...{ input_audio: null, output_audio: null, timings: { done_ms: 3_000 } },
  })
  const timeline = buildTimeline({ turns: [turnOf(), silent], call: callOf() })
  expect(timeline.turns[1]).toMatchObject({ estimated: true, zero_ms: 2_910 })
  expect(only(timeline, 'said')[1]).toMatchObject({ value: 'Silence, 3.00 s', to_ms: 5_910 })
})

test('a call that the voice AI opens begins with its first sound', () => {
  const waits = turnOf({
    ...{ kind: 'silence', said: null, heard: null, silence_ms: 2_000, input_audio: null },
  })
  const call = callOf({ turns: [{ turn: 1, at_ms: 5_000 }] })
  const timeline = buildTimeline({ turns: [waits, turnOf({ index: 1 })], call })
  expect(timeline.turns[0]?.voice_ai?.from_ms).toBe(timeline.clips[0]?.from_ms)
})

test('a reply that was heard in pieces lies in pieces, its words over all of them', () => {
  const playback = [
    { at_ms: 2_000, from_ms: 0 },
    { at_ms: 3_000, from_ms: 400 },
  ]
  const timeline = buildTimeline({ turns: [{ ...turnOf(), playback }], call: null })
  const pieces = timeline.clips.filter(({ side }) => side === 'voice_ai')
  expect(pieces.map(({ from_ms, to_ms, starts_ms }) => [from_ms, to_ms, starts_ms])).toEqual([
    [2_000, 2_400, 0],
    [3_000, 3_500, 400],
  ])
  expect(spanOf(only(timeline, 'reply')[0])).toEqual([2_050, 3_450])
  expect(timeline.turns[0]?.voice_ai).toEqual({ from_ms: 2_000, to_ms: 3_500 })
})

test('a call that is only put together of its turns is shown by them', () => {
  const call = { ...callOf(), assembled: true as const }
  expect(buildTimeline({ turns: [turnOf()], call })).toEqual(
    buildTimeline({ turns: [turnOf()], call: null }),
  )
})

test('where the recording tells when a turn began, nothing is guessed', () => {
  const call = callOf()
  const turns = [{ turn: 0, at_ms: 0, zero_ms: -80 }]
  const timeline = buildTimeline({ turns: [turnOf()], call: { ...call, turns } })
  expect(timeline.clips[0]?.from_ms).toBe(80)
  expect(timeline.turns[0]).toMatchObject({ zero_ms: 0, estimated: false })
})

test('garbage is left out or bounded, and nothing is not a number', () => {
  const timings = {
    ...{ done_ms: Number.NaN, first_byte_ms: Number.POSITIVE_INFINITY, first_audio_ms: -40 },
    ...{ speech_end_ms: 9e15, response_ms: Number.NaN, last_byte_out_ms: -5, connect_ms: 1e-3 },
  }
  const turn = {
    ...turnOf(),
    ...{ timings, output_audio: audio(-200, Number.NaN, null) },
    fillers: [{ at_ms: Number.NaN, text: 'x' }],
  }
  const call = callOf({
    duration_ms: Number.NaN,
    turns: [{ turn: 0, at_ms: Number.NaN }],
    overlaps: [{ turn: 0, from_ms: 9, to_ms: 3 }],
  })
  for (const timeline of [
    buildTimeline({ turns: [turn], call: null }),
    buildTimeline({ turns: [turn], call }),
    buildTimeline({ turns: [], call: null }),
  ]) {
    const numbers = JSON.stringify(timeline).match(/"(from|to|zero|duration)_ms":[^,}]+/g) ?? []
    expect(numbers.filter((text) => !/:-?\d+(\.\d+)?$|"to_ms":null/.test(text))).toEqual([])
    expect(timeline.entries.every(({ from_ms }) => from_ms >= 0)).toBe(true)
    expect(timeline.duration_ms).toBeLessThan(20_000)
  }
})

test('fifty turns of twelve seconds are one timeline of ten minutes', () => {
  const long = { input_audio: audio(5_000, 0, 5_000), output_audio: audio(6_000, 0, 6_000) }
  const timings = {
    speech_end_ms: 5_000,
    first_sound_ms: 6_000,
    done_ms: 9_000,
    response_ms: 1_000,
  }
  const turns = Array.from({ length: 50 }, (_, index) => turnOf({ ...long, timings, index }))
  const timeline = buildTimeline({ turns, call: null })
  expect(timeline.duration_ms).toBeGreaterThan(600_000)
  expect(timeline.turns).toHaveLength(50)
  expect(new Set(timeline.entries.map(({ id }) => id)).size).toBe(timeline.entries.length)
  // A gap is seen beside that much of a call.
  expect((timeline.breaks[0]?.to_ms ?? 0) - (timeline.breaks[0]?.from_ms ?? 0)).toBeGreaterThan(
    5_000,
  )
})
