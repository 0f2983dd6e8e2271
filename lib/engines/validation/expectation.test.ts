import { describe, expect, test } from 'vitest'

import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import { ExpectationInput } from '#lib/engines/validation/schema.ts'

const full = {
  intent: 'WeatherQuery',
  entities: { city: 'Toronto', range: { from: 1, to: 2 } },
  response: {
    similar_to: { 'en-US': 'It is sunny in Toronto', de: 'Es ist sonnig in Toronto' },
    contains: { 'en-US': ['sunny'], 'de-DE': 'sonnig' },
    not_contains: ['error'],
    matches: '\\d+ (degrees|Grad)',
  },
  response_time: { max_ms: 1_500 },
  transcript: { max_wer: 0.1 },
  audio: { required: true },
}

describe('an expectation of a suite file', () => {
  test('is resolved for one language', () =>
    expect(resolveExpectation(ExpectationInput.parse(full), 'en-US')).toEqual({
      ...full,
      response: { ...full.response, similar_to: 'It is sunny in Toronto', contains: ['sunny'] },
    }))

  test('falls back to the primary subtag, and lets a single word stand for a list', () =>
    expect(resolveExpectation(ExpectationInput.parse(full), 'de-DE').response).toMatchObject({
      similar_to: 'Es ist sonnig in Toronto',
      contains: ['sonnig'],
    }))

  test('expects nothing in a language it does not name', () => {
    const only = ExpectationInput.parse({ response: { similar_to: { 'en-US': 'Hello' } } })
    expect(resolveExpectation(only, 'fr-FR')).toEqual({})
  })

  test.each([
    ['an unknown key', { intnt: 'x' }],
    ['an invalid pattern', { response: { matches: '(' } }],
    ['a pattern too long', { response: { matches: 'a'.repeat(501) } }],
    ['a negative limit', { response_time: { max_ms: -1 } }],
    ['an empty intent', { intent: ' ' }],
    ['an empty list', { response: { contains: [] } }],
  ])('refuses %s', (_, value) => expect(ExpectationInput.safeParse(value).success).toBe(false))

  test('says what is wrong with a pattern', () =>
    expect(ExpectationInput.safeParse({ response: { matches: '(' } }).error?.message).toContain(
      'is not a valid pattern: a ( is not closed',
    ))
})
