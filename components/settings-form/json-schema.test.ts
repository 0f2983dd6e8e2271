import { expect, test } from 'vitest'
import { z } from 'zod'

import { fieldValue, schemaFields, type JsonSchema } from '#components/settings-form/json-schema.ts'

const Config = z.object({
  endpoint: z.url().describe('Base address'),
  timeoutSeconds: z.number().int().min(1).max(300).default(10),
  encoding: z.enum(['wav', 'raw']).default('wav'),
  stream: z.boolean().default(true),
  hints: z.array(z.string()).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  proxy: z.string().nullable().optional(),
})
const schema = z.toJSONSchema(Config, { io: 'input' }) as JsonSchema
const byName = (values = {}) =>
  new Map(schemaFields(schema, values).map((field) => [field.name, field]))

test('each property becomes the control that fits it', () =>
  expect([...byName().values()].map((field) => field.kind)).toEqual([
    'url',
    'number',
    'choice',
    'switch',
    'list',
    'json',
    'text',
  ]))

test('labels are words, bounds and descriptions travel along', () =>
  expect(byName().get('timeoutSeconds')).toMatchObject({
    label: 'Timeout seconds',
    minimum: 1,
    maximum: 300,
    initial: '10',
  }))

test('what has a default is not required', () => {
  expect(byName().get('endpoint')?.required).toBe(true)
  expect(byName().get('encoding')?.required).toBe(false)
})

test('stored values win over defaults and come back as they were', () => {
  const stored = {
    endpoint: 'https://ai.example',
    stream: false,
    hints: ['a', 'b'],
    headers: { x: '1' },
  }
  const fields = byName(stored)
  for (const [name, value] of Object.entries(stored)) {
    const field = fields.get(name)
    expect(field && fieldValue(field, field.initial)).toEqual(value)
  }
})

test('an empty field is left out, not sent as an empty text', () =>
  expect(fieldValue({ kind: 'text' }, '  ')).toBeUndefined())

const Nested = z.object({
  commit_status: z
    .strictObject({ enabled: z.boolean().default(true), context: z.string().default('ci') })
    .default({ enabled: true, context: 'ci' }),
  labels: z.array(z.string()).default(['bug']),
  certificate: z.string().max(50_000).optional(),
})

test('an object becomes a group whose fields hold what is stored', () => {
  const nested = z.toJSONSchema(Nested, { io: 'input' }) as JsonSchema
  const [group, , certificate] = schemaFields(nested, { commit_status: { enabled: false } })
  expect(group?.kind).toBe('group')
  expect(group?.fields.map(({ name, kind, initial }) => [name, kind, initial])).toEqual([
    ['enabled', 'switch', 'false'],
    ['context', 'text', 'ci'],
  ])
  expect(certificate?.kind).toBe('long')
})
