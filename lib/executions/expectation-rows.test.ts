import { expect, test } from 'vitest'

import { expectationRows } from '#lib/executions/expectation-rows.ts'

const got = {
  heard: 'what is the weather in toronto',
  reply_written: 'It is sunny in Boston',
  reply_spoken: null,
  intent: 'WeatherQuery',
  entities: { city: 'Boston' },
  timings: { response_ms: 1_800 },
  output_audio: null,
}
const score = (validator: string, pass: boolean) => ({
  validator,
  pass,
  version: 1,
  turn: 0,
  score: pass ? 1 : 0,
  confidence: 1,
  weight: 1,
  evidence: '',
  proof: pass ? ('right' as const) : ('wrong' as const),
  must_have: true,
  marks: [],
  precedent_id: null,
})

test('each expected aspect stands beside what came, with its validator’s word', () =>
  expect(
    expectationRows({ intent: 'WeatherQuery', entities: { city: 'Toronto' } }, got, [
      score('intent', true),
      score('entity', false),
    ]),
  ).toEqual([
    { aspect: 'Intent', expected: 'WeatherQuery', got: 'WeatherQuery', result: 'met' },
    { aspect: 'Entity city', expected: 'Toronto', got: 'Boston', result: 'missed' },
  ]))

test('an aspect that no validator judged is neither met nor missed', () =>
  expect(expectationRows({ response_time: { max_ms: 1_500 } }, got, [])).toEqual([
    { aspect: 'Response time', expected: 'at most 1.50 s', got: '1.80 s', result: 'not_judged' },
  ]))

test('missing audio reads as nothing', () =>
  expect(expectationRows({ audio: { required: true } }, got, [])[0]?.got).toBe('nothing'))

test('of several entities only the wrong one is missed', () => {
  const detail = [
    { name: 'city', match: 'wrong' },
    { name: 'day', match: 'right' },
    { name: 'name', match: 'unproven' },
  ]
  const rows = expectationRows({ entities: { city: 'Toronto', day: 'today', name: 'Ann' } }, got, [
    { ...score('entity', false), detail },
  ])
  expect(rows.map((row) => row.result)).toEqual(['missed', 'met', 'unproven'])
})

test('a response that fails one of several demands does not claim that all failed', () => {
  const rows = expectationRows({ response: { contains: ['sunny'], matches: 'Toronto' } }, got, [
    score('response', false),
  ])
  expect(rows.map((row) => row.result)).toEqual(['partly', 'partly'])
})

test('word errors are shown as measured, next to their limit', () => {
  const rows = expectationRows({ transcript: { max_wer: 0.1 } }, got, [
    { ...score('transcript', false), detail: { wer: 0.4286 } },
  ])
  expect(rows).toEqual([
    { aspect: 'Word errors', expected: 'at most 10 %', got: '43 %', result: 'missed' },
  ])
})

test('an interruption is shown with the time the voice AI took to stop', () => {
  const barge_in = { after_ms: 800, began_ms: 810, overlap_ms: 300, stopped_ms: 300 }
  const rows = expectationRows({ barge_in: { max_stop_ms: 1_000 } }, { ...got, barge_in }, [
    score('barge_in', true),
  ])
  expect(rows).toEqual([
    { aspect: 'Stops for the caller', expected: 'within 1.00 s', got: '300 ms', result: 'met' },
  ])
})

test('of silence an answer is expected unless it is said otherwise', () => {
  const quiet = { ...got, kind: 'silence' as const, reply_written: null }
  const of = (expected: object) => expectationRows(expected, quiet, [])[0]
  expect(of({})).toMatchObject({ aspect: 'Reply to silence', expected: 'required', got: 'nothing' })
  expect(of({ reply: 'none' })).toMatchObject({ expected: 'none' })
  expect(of({ reply: 'any' })).toBeUndefined()
})
