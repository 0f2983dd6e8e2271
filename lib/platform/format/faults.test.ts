import { expect, test } from 'vitest'
import { z } from 'zod'

import { faultsOf, formatPath } from '#lib/platform/format/faults.ts'

const faults = (schema: z.ZodType, value: unknown) => {
  const result = schema.safeParse(value)
  return result.success ? [] : faultsOf(result.error)
}

test('paths read as they would be written in code', () => {
  expect(formatPath(['cases', 2, 'turns', 0, 'expect', 'response_time', 'max_ms'])).toBe(
    'cases[2].turns[0].expect.response_time.max_ms',
  )
  expect(formatPath(['languages', 'en-US', 'voice'])).toBe('languages.en-US.voice')
  expect(formatPath(['entities', 'two words'])).toBe('entities["two words"]')
  expect(formatPath([])).toBe('')
})

test('each unknown key is a fault at its own place', () => {
  const schema = z.strictObject({ turns: z.array(z.strictObject({ say: z.string() })) })
  expect(faults(schema, { turns: [{ say: 'hello', sya: 1, sai: 2 }] })).toEqual([
    { path: 'turns[0].sya', message: 'is not a known field; did you mean say?' },
    { path: 'turns[0].sai', message: 'is not a known field' },
  ])
})

test('a union reports the branch that the input came nearest to', () => {
  const schema = z.object({ say: z.union([z.string(), z.record(z.string(), z.string())]) })
  expect(faults(schema, { say: { 'en-US': 7 } })).toEqual([
    { path: 'say.en-US', message: 'must be text' },
  ])
})

test('a refused key of a record names the key', () => {
  const schema = z.record(z.string().regex(/^[a-z]+$/, 'must be lower case'), z.number())
  expect(faults(schema, { OOPS: 1 })).toEqual([{ path: 'OOPS', message: 'must be lower case' }])
})
