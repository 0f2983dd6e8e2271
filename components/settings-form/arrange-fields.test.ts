import { expect, test } from 'vitest'
import { z } from 'zod'

import { arrangeFields } from '#components/settings-form/arrange-fields.ts'
import { schemaFields, type JsonSchema } from '#components/settings-form/json-schema.ts'

const Config = z.object({
  region: z.string().default('eu'),
  pace: z.number().optional().meta({ group: 'advanced' }),
  bot: z.string(),
  secret: z.string().meta({ group: 'advanced' }),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .meta({ group: 'advanced', examples: [{ 'X-Team': 'qa' }] }),
})
const fields = schemaFields(z.toJSONSchema(Config, { io: 'input' }) as JsonSchema)
const names = (list: { name: string }[]) => list.map(({ name }) => name)

test('what must be filled in is asked first, and never folded away', () =>
  expect(names(arrangeFields(fields).main)).toEqual(['bot', 'secret', 'region']))

test('what its schema calls advanced is apart', () =>
  expect(names(arrangeFields(fields).advanced)).toEqual(['pace', 'headers']))

test('an example of JSON is shown as it would be written, and an empty default as an empty field', () =>
  expect(fields.find(({ name }) => name === 'headers')).toMatchObject({
    kind: 'json',
    initial: '',
    example: '{\n  "X-Team": "qa"\n}',
  }))
