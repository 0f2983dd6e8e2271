import { expect, test } from 'vitest'

import { expectationRows } from './expectation-rows.ts'

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
})

test('each expected aspect stands beside what came, with its validator’s word', () =>
  expect(
    expectationRows({ intent: 'WeatherQuery', entities: { city: 'Toronto' } }, got, [
      score('intent', true),
      score('entities', false),
    ]),
  ).toEqual([
    { aspect: 'Intent', expected: 'WeatherQuery', got: 'WeatherQuery', pass: true },
    { aspect: 'Entity city', expected: 'Toronto', got: 'Boston', pass: false },
  ]))

test('an aspect that no validator judged is neither met nor missed', () =>
  expect(expectationRows({ response_time: { max_ms: 1_500 } }, got, [])).toEqual([
    { aspect: 'Response time', expected: 'at most 1.50 s', got: '1.80 s', pass: null },
  ]))

test('missing audio reads as nothing', () =>
  expect(expectationRows({ audio: { required: true } }, got, [])[0]?.got).toBe('nothing'))
