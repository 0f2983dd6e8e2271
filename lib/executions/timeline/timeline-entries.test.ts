import { expect, test } from 'vitest'

import { buildTimeline } from '#lib/executions/timeline/build-timeline.ts'
import {
  audio,
  callOf,
  only,
  spanOf,
  turnOf,
  written,
} from '#lib/executions/timeline/testing/timeline-turns.ts'

test('a barge-in, what both said at once and when the voice AI stopped', () => {
  const barge_in = { after_ms: 1_000, began_ms: 1_040, overlap_ms: 400, stopped_ms: 420 }
  const call = callOf({
    turns: [
      { turn: 0, at_ms: 0 },
      { turn: 1, at_ms: 3_000 },
    ],
    overlaps: [{ turn: 1, from_ms: 3_100, to_ms: 3_500 }],
  })
  const turns = [turnOf({ cut_short: true }), turnOf({ index: 1, barge_in })]
  const timeline = buildTimeline({ turns, call })
  expect(only(timeline, 'barge_in')).toMatchObject([
    { from_ms: 3_150, to_ms: null, value: '1.04 s into the reply, planned after 1.00 s' },
  ])
  expect(only(timeline, 'stopping')).toMatchObject([
    { from_ms: 3_150, to_ms: 3_570, value: '420 ms' },
  ])
  expect(only(timeline, 'talk_over')).toMatchObject([
    { turn: 1, from_ms: 3_150, to_ms: 3_550, value: '400 ms' },
  ])
  expect(only(timeline, 'reply')[0]?.label).toBe('Reply, cut short by the caller')
})

test('tools last from their call to their end; one without an end is open', () => {
  const tool = {
    ...{ id: 'a', name: 'find_tables', arguments: {}, executed_by: 'voice_ai' as const },
    ...{ status: 'succeeded' as const, requested_ms: 1_500, ended_ms: 1_800 },
  }
  const tool_calls = [
    tool,
    { ...tool, id: 'b', name: '', status: 'requested' as const, ended_ms: null },
    { ...tool, id: 'c', status: 'failed' as const, requested_ms: null, ended_ms: null },
  ]
  const found = only(buildTimeline({ turns: [turnOf({ tool_calls })], call: null }), 'tool')
  expect(found.map(({ label, open, bad }) => [label, open, bad])).toEqual([
    ['find_tables', true, true],
    ['find_tables', undefined, undefined],
    ['a tool without a name', true, undefined],
  ])
  expect(spanOf(found[1])).toEqual([1_500, 1_800])
  expect(found[1]?.value).toBe('succeeded, after 1.50 s, took 300 ms')
  expect(found[0]?.value).toBe('failed, at an unknown time')
  expect(spanOf(found[2])).toEqual([1_500, 2_910])
})

test('fillers, the answer itself, dead air and our own delays, where they are told', () => {
  const turn = {
    ...turnOf({ fillers: [{ at_ms: 1_900, text: 'Let me check' }] }),
    timings: { ...turnOf().timings, filler_gap_ms: 300, final_answer_ms: 900, dead_air_ms: 100 },
    dead_air: [
      { from_ms: 2_500, to_ms: 2_600 },
      { from_ms: 5, to_ms: 5 },
    ],
    own_side: { event_loop_ms: 12.4, send_late_ms: null, machine_wait_ms: 3 },
  }
  const timeline = buildTimeline({ turns: [turn], call: null })
  expect(only(timeline, 'dead_air').map(spanOf)).toEqual([[2_500, 2_600]])
  // Both count from the end of the caller's speech.
  expect(only(timeline, 'answer').map(spanOf)).toEqual([[1_450, 2_350]])
  expect(only(timeline, 'filler_gap').map(spanOf)).toEqual([[2_050, 2_350]])
  expect(only(timeline, 'own_side')[0]?.value).toBe(
    'the worker stood still for up to 12 ms; processes of this machine, which the voice AI shares, waited 3 ms for a processor',
  )
  expect(only(timeline, 'time')).toEqual([])
  expect(only(timeline, 'filler')[0]).toMatchObject({ value: 'Let me check', from_ms: 1_900 })
  expect(only(timeline, 'reply')[0]?.from_ms).toBe(2_350)
})

test('a caller who only shows that they listen does not break in', () => {
  const barge_in = {
    ...{ after_ms: 1_000, began_ms: 1_040, overlap_ms: 400, stopped_ms: null },
    ...{ backchannel: true as const, false_stop: false },
  }
  const turns = [turnOf(), { ...turnOf({ index: 1 }), barge_in }]
  const [mark] = only(buildTimeline({ turns, call: null }), 'barge_in')
  expect(mark?.label).toBe('The caller shows that they listen')
  expect(mark?.value).toMatch(/went on$/)
})

test('a conversation in writing has a timeline without sound', () => {
  const timeline = buildTimeline({ turns: [written(), written({ index: 1 })], call: null })
  expect(timeline.clips).toEqual([])
  expect(only(timeline, 'reply')[0]).toMatchObject({ from_ms: 300, to_ms: 420 })
  expect(spanOf(only(timeline, 'response')[0])).toEqual([5, 405])
})

test('a fault, a reply that is not whole and a lost recording are said', () => {
  const fault = { fault: 'timeout', message: 'no answer within 8 s', ours: true }
  const turn = turnOf({ fault, incomplete: 'the voice AI hung up' })
  const lost = {
    ...turn,
    input_audio: { ...audio(1_600, 100, 1_400), missing: 'the spool is full' },
  }
  const timeline = buildTimeline({ turns: [lost], call: null })
  expect(only(timeline, 'fault')[0]).toMatchObject({
    ...{ bad: true, from_ms: 2_400, value: 'No answer within 8 s.' },
    label: 'Fault of our own side',
  })
  expect(only(timeline, 'notice')[0]?.value).toBe('The voice AI hung up.')
  expect(timeline.clips[0]?.fault).toBe('It could not be kept: the spool is full.')
})
