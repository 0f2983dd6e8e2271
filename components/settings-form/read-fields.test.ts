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
    'config.tries': 'Must be 5 or less',
    'config.headers': 'This is not valid JSON. Check quotes, commas and brackets.',
  }))

test('what is required must be there', () =>
  expect(read({}).errors).toEqual({ 'config.url': 'Is required' }))

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
    errors: { 'config.status.context': 'Is required' },
  })
})

test('a list emptied by hand is sent empty, so that its default does not come back', () =>
  expect(readFields('config', nested, new FormData()).values['labels']).toEqual([]))

test('a share is shown and taken in percent, and sent as a share', () => {
  const [rate] = schemaFields(
    {
      properties: {
        rate: { type: 'number', minimum: 0.01, maximum: 1, shown_as: 'percent', title: 'Rate' },
      },
    },
    { rate: 0.07 },
  )
  expect(rate).toMatchObject({ label: 'Rate, %', initial: '7', minimum: 1, maximum: 100 })
  const data = new FormData()
  data.set('config.rate', '12.5')
  expect(readFields('config', rate ? [rate] : [], data).values).toEqual({ rate: 0.125 })
  data.set('config.rate', '101')
  expect(readFields('config', rate ? [rate] : [], data).errors).toEqual({
    'config.rate': 'Must be 100 or less',
  })
})
