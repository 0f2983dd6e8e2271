import { expect, test } from 'vitest'
import { z } from 'zod'

import { foldAllBut } from '#lib/engines/connectors/form-hints.ts'
import { describe as describeAll } from '#lib/engines/connectors/registry.ts'

test('all but the usual settings are marked as seldom needed, and keep their titles', () => {
  const Config = z.object(
    foldAllBut({ url: z.string(), pace: z.number().default(1).meta({ title: 'Speed' }) }, 'url'),
  )
  expect(z.toJSONSchema(Config, { io: 'input' }).properties).toEqual({
    url: { type: 'string' },
    pace: { type: 'number', default: 1, title: 'Speed', group: 'advanced' },
  })
})

const Described = z.object({
  properties: z.record(
    z.string(),
    z.object({ group: z.string().optional(), description: z.string().optional() }),
  ),
  required: z.array(z.string()).default([]),
})

test.each(describeAll().map(({ kind, config }) => [kind, Described.parse(config)] as const))(
  'the form of %s asks for few things, and never folds away what is required',
  (_, { properties, required }) => {
    const shown = Object.entries(properties).filter(([, { group }]) => group !== 'advanced')
    expect(shown.length).toBeLessThanOrEqual(8)
    for (const name of required) expect(properties[name]?.group).toBeUndefined()
  },
)
