import { expect, test } from 'vitest'

import { schemaFields } from '#components/settings-form/json-schema.ts'
import { readFields } from '#components/settings-form/read-fields.ts'

const fields = schemaFields({
  properties: {
    url: { type: 'string', format: 'uri' },
    tries: { type: 'integer', minimum: 1, maximum: 5 },
    stream: { type: 'boolean', default: true },
    headers: { type: 'object' },
  },
  required: ['url'],
})

function read(entries: Record<string, string>) {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(`config.${name}`, value)
  return readFields('config', fields, data)
}

test('a switch that is off is sent as false although its default is true', () =>
  expect(read({ url: 'https://a.example' }).values).toEqual({
    url: 'https://a.example',
    stream: false,
  }))

test('every fault is told at its field', () =>
  expect(read({ url: 'nowhere', tries: '9', headers: '{' }).errors).toEqual({
    'config.url': 'Must be an address such as https://example.com',
    'config.tries': 'Must be at most 5',
    'config.headers': 'Is not JSON',
  }))

test('what is required must be there', () =>
  expect(read({}).errors).toEqual({ 'config.url': 'Needs a value' }))

const nested = schemaFields({
  properties: {
    status: {
      type: 'object',
      properties: { enabled: { type: 'boolean' }, context: { type: 'string' } },
      required: ['context'],
    },
    labels: { type: 'array', items: { type: 'string' }, default: ['bug'] },
  },
})

test('fields of a group are read into its object, faults carry its name', () => {
  const data = new FormData()
  data.set('config.status.enabled', 'on')
  expect(readFields('config', nested, data)).toEqual({
    values: { status: { enabled: true }, labels: [] },
    errors: { 'config.status.context': 'Needs a value' },
  })
})

test('a list emptied by hand is sent empty, so that its default does not come back', () =>
  expect(readFields('config', nested, new FormData()).values['labels']).toEqual([]))
