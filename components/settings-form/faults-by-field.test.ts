import { expect, test } from 'vitest'

import { faultsByField, fieldNames } from '#components/settings-form/faults-by-field.ts'
import { schemaFields } from '#components/settings-form/json-schema.ts'

const names = fieldNames(
  'config',
  schemaFields({
    properties: {
      recipients: { type: 'array', items: { type: 'string' } },
      status: { type: 'object', properties: { context: { type: 'string' } } },
    },
  }),
)

test('a fault deep in a setting is told at the field that holds it', () =>
  expect(
    faultsByField(names, 'They do not fit', [
      { path: 'config.recipients[2]', message: 'is no address' },
      { path: 'config.status.context', message: 'is too long' },
    ]),
  ).toEqual({
    'config.recipients': 'Is no address',
    'config.status.context': 'Is too long',
    root: 'They do not fit',
  }))

test('a fault outside of every field is not lost', () =>
  expect(faultsByField(names, 'They do not fit', [{ path: 'kind', message: 'unknown' }])).toEqual({
    root: 'They do not fit. kind: unknown',
  }))

test('of two names the longer one that fits has the fault, and no mere prefix has it', () =>
  expect(
    Object.keys(faultsByField(['a', 'a.b', 'a.bc'], '', [{ path: 'a.bcd', message: 'no' }])),
  ).toEqual(['a', 'root']))
