import { describe, expect, test } from 'vitest'

import type { Json } from '#lib/platform/json.ts'
import { entitiesOf } from '#lib/runs/execute/entities.ts'

const shapes: [shape: string, data: Json, name: string, value: Json | undefined][] = [
  ['a flat object', { city: 'Rome' }, 'city', 'Rome'],
  ['a nested leaf by its name', { trip: { city: 'Rome' } }, 'city', 'Rome'],
  ['a nested leaf by its path', { trip: { city: 'Rome' } }, 'trip.city', 'Rome'],
  [
    'Rasa',
    [{ entity: 'city', start: 0, end: 4, value: 'Rome', extractor: 'DIET' }],
    'city',
    'Rome',
  ],
  [
    'Rasa with two values of one name',
    [
      { entity: 'city', value: 'Rome', start: 0, end: 4 },
      { entity: 'city', value: 'Oslo', start: 9, end: 13 },
    ],
    'city',
    ['Rome', 'Oslo'],
  ],
  [
    'Rasa with two extractors of one value',
    [
      { entity: 'city', value: 'Rome', start: 0, end: 4, extractor: 'DIET' },
      { entity: 'city', value: 'Rome', start: 0, end: 4, extractor: 'Regex' },
    ],
    'city',
    'Rome',
  ],
  [
    'Rasa with roles',
    [
      { entity: 'city', value: 'Rome', role: 'from' },
      { entity: 'city', value: 'Oslo', role: 'to' },
    ],
    'city.to',
    'Oslo',
  ],
  ['a list of name and value', [{ name: 'city', value: 'Rome' }], 'city', 'Rome'],
  ['a list of type and text', [{ type: 'city', text: 'Rome' }], 'city', 'Rome'],
  ['a list of label and text', [{ label: 'GPE', text: 'Rome' }], 'GPE', 'Rome'],
  [
    'Comprehend',
    [{ Type: 'LOCATION', Text: 'Rome', Score: 0.9, BeginOffset: 0 }],
    'LOCATION',
    'Rome',
  ],
  ['LUIS 2', [{ entity: 'rome', type: 'City', startIndex: 0, score: 0.9 }], 'City', 'rome'],
  [
    'LUIS 2 with a resolution',
    [{ entity: 'ten', type: 'builtin.number', resolution: { subtype: 'integer', value: '10' } }],
    'number',
    '10',
  ],
  [
    'LUIS 3',
    { City: ['Rome'], $instance: { City: [{ type: 'City', text: 'Rome' }] } },
    'City',
    ['Rome'],
  ],
  [
    'language understanding of Azure',
    [{ category: 'City', text: 'Rome', offset: 1 }],
    'City',
    'Rome',
  ],
  ['Watson', [{ entity: 'city', location: [0, 4], value: 'Rome', confidence: 1 }], 'city', 'Rome'],
  ['Dialogflow ES', { queryResult: { parameters: { city: 'Rome' } } }, 'city', 'Rome'],
  [
    'Dialogflow structs',
    { fields: { city: { stringValue: 'Rome', kind: 'stringValue' } } },
    'city',
    'Rome',
  ],
  [
    'Dialogflow CX',
    {
      parameters: [{ displayName: 'city' }],
      city: { originalValue: 'rome', resolvedValue: 'Rome' },
    },
    'city.resolvedValue',
    'Rome',
  ],
  [
    'Lex 2',
    {
      slots: {
        city: {
          shape: 'Scalar',
          value: { originalValue: 'rome', interpretedValue: 'Rome', resolvedValues: ['Rome'] },
        },
      },
    },
    'city',
    'Rome',
  ],
  [
    'a list slot of Lex 2',
    {
      slots: {
        city: {
          shape: 'List',
          values: [
            { shape: 'Scalar', value: { interpretedValue: 'Rome' } },
            { shape: 'Scalar', value: { interpretedValue: 'Oslo' } },
          ],
        },
      },
    },
    'city',
    ['Rome', 'Oslo'],
  ],
  ['an empty slot of Lex', { slots: { city: null } }, 'city', null],
  [
    'Alexa',
    { slots: { city: { name: 'city', value: 'rome', confirmationStatus: 'NONE' } } },
    'city',
    'rome',
  ],
  [
    'Snips',
    [
      {
        rawValue: 'rome',
        value: { kind: 'Custom', value: 'Rome' },
        entity: 'places',
        slotName: 'city',
      },
    ],
    'city',
    'Rome',
  ],
  ['Wit', { location: [{ value: 'Rome', confidence: 0.9 }] }, 'location', ['Rome']],
  ['a value with its confidence', { city: { value: 'Rome', confidence: 0.9 } }, 'city', 'Rome'],
  [
    'a list beside other data',
    { intent: 'x', entities: [{ entity: 'city', value: 'Rome' }] },
    'city',
    'Rome',
  ],
  ['a list of plain values', { items: ['milk', 'eggs'] }, 'items', ['milk', 'eggs']],
  [
    'an object that says more than a value',
    { city: { value: 'Rome', country: 'IT' } },
    'city',
    undefined,
  ],
  ['a list of other objects', { stops: [{ city: 'Rome' }] }, 'stops', [{ city: 'Rome' }]],
  ['a name like a part of JavaScript', { constructor: 'x' }, 'constructor', 'x'],
]

test.each(shapes)('entities of %s are found by name', (_shape, data, name, value) => {
  const found = entitiesOf(data)
  expect(Object.hasOwn(found, name) ? found[name] : undefined).toEqual(value)
})

describe('the flat view', () => {
  test('keeps the first value of a name', () =>
    expect(entitiesOf({ city: 'Rome', entities: [{ entity: 'city', value: 'Oslo' }] }).city).toBe(
      'Rome',
    ))
  test('keeps `__proto__` as a name', () => {
    const found = entitiesOf(JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as Json)
    expect(found).toEqual({ '__proto__.a': 1, a: 1, b: 2 })
  })
  test('ends in deep data', () => {
    let deep: Json = 'x'
    for (let level = 0; level < 100; level++) deep = { inner: deep }
    expect(Object.keys(entitiesOf(deep)).length).toBeLessThan(10)
  })
  test('is empty without data', () => expect(entitiesOf(null)).toEqual({}))
})
