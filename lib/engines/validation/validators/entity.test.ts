import { describe, expect, test } from 'vitest'

import { policy, textTurn } from '#lib/engines/validation/testing/evidence.ts'
import { entity } from '#lib/engines/validation/validators/entity.ts'
import type { Json } from '#lib/platform/json.ts'

const judge = (entities: Record<string, Json>, found: Record<string, Json>, data: Json = null) =>
  entity.validate(
    textTurn({ entities: found, intent_data: data }),
    { entities },
    { precedents: [], earlier: [], policy },
  )

describe('a verdict on entities', () => {
  test('is proven right when every one is right', () => {
    const judgement = judge(
      { city: 'Toronto', day: 'May 3' },
      { City: 'toronto', day: '3rd of May' },
    )
    expect(judgement).toMatchObject({ proof: 'right', pass: true, score: 1 })
    expect(judgement.evidence).toBe(
      'All 2 expected entities have the expected values: city is "toronto"; day is "3rd of May".',
    )
  })

  test('is proven wrong when one is wrong, whatever else is unproven', () => {
    const judgement = judge(
      { city: 'Toronto', seat: '12A' },
      { city: 'Toronto, Canada', seat: '12B' },
    )
    expect(judgement).toMatchObject({ proof: 'wrong', pass: false })
    expect(judgement.evidence).toBe('Entities: seat is "12B" instead of "12A" (another code).')
  })

  test('is proven wrong when one is missing', () => {
    const judgement = judge({ city: 'Toronto', day: 'today' }, { city: 'Toronto' })
    expect(judgement).toMatchObject({ proof: 'wrong', pass: false, score: 0.5 })
    expect(judgement.evidence).toBe('Entities: day is missing (expected "today").')
  })

  test('is not proven when one is only alike, and names the words that differ', () => {
    const judgement = judge({ city: 'New York' }, { city: 'New York City' })
    expect(judgement).toMatchObject({ proof: 'unproven', pass: true })
    expect(judgement.evidence).toBe(
      'Entities not proven: city is "New York City" where the case expects "New York" (the value says "City" as well).',
    )
  })

  test('leans to a failure when the values are unlike', () =>
    expect(judge({ confirmed: true }, { confirmed: 'Toronto' })).toMatchObject({
      proof: 'unproven',
      pass: false,
    }))

  test('marks the expected words that decided', () =>
    expect(judge({ place: 'gate 5' }, { place: 'room 5' }).marks).toEqual([
      { in: 'expected', of: 'entities.place', start: 0, end: 4, role: 'contradicts' },
    ]))

  test('takes an absent entity as right where nothing is expected', () => {
    expect(judge({ day: null }, {})).toMatchObject({ proof: 'right' })
    expect(judge({ day: null }, { day: 'today' })).toMatchObject({ proof: 'wrong' })
  })

  test('finds values in the data of the intent', () =>
    expect(judge({ city: 'Oslo' }, {}, { place: { City: 'Oslo' } })).toMatchObject({
      proof: 'right',
    }))

  test('keeps an outcome for each entity', () =>
    expect(judge({ city: 'Toronto', day: 'today' }, { city: 'Oslo', day: 'today' }).detail).toEqual(
      [
        {
          ...{ name: 'city', expected: 'Toronto', actual: 'Oslo', missing: false },
          ...{ match: 'wrong', score: 0, how: '"Oslo" instead of "Toronto"' },
        },
        {
          ...{ name: 'day', expected: 'today', actual: 'today', missing: false },
          ...{ match: 'right', score: 1, how: 'equal' },
        },
      ],
    ))
})
