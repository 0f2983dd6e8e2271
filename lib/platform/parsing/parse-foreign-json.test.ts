import { monitorEventLoopDelay } from 'node:perf_hooks'

import { expect, test } from 'vitest'

import { parseForeignJson } from '#lib/platform/parsing/parse-foreign-json.ts'

const parse = (text: string) => parseForeignJson(Buffer.from(text))
const large = (text: string) => text + ' '.repeat(300_000)

test.each([
  ['small', (text: string) => text],
  ['large', large],
])('a %s body is read, or refused with what is wrong in it', async (_, of) => {
  await expect(parse(of('{"a":[1,"\\ud83d\\ude00"]}'))).resolves.toEqual({ a: [1, '😀'] })
  await expect(parse(of('{"a":'))).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/^The body is not JSON: /) as string,
  })
  await expect(parse(of('{"a":["\\u0000"]}'))).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ path: 'a[0]', message: 'holds the character U+0000, which cannot be kept' }],
  })
  await expect(parse(of('['.repeat(100_000) + ']'.repeat(100_000)))).rejects.toMatchObject({
    code: 'invalid',
    message: 'The body is nested more than 64 levels deep',
  })
})

test('bytes that are no UTF-8 are refused', () =>
  expect(parseForeignJson(Buffer.from([0x22, 0xff, 0x22]))).rejects.toMatchObject({
    message: expect.stringMatching(/^The body is not JSON: /) as string,
  }))

test.each([
  ['ten million', 10_000_000],
  ['half a million', 500_000],
])('%s brackets hold nobody up, and are refused', async (_, count) => {
  const bytes = Buffer.from(`[${'[],'.repeat(count)}[]]`)
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  await expect(parseForeignJson(bytes)).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/^The body has more than \d+ parts$/) as string,
  })
  delay.disable()
  // Most of this is the copy of the bytes: the thread has the rest.
  expect(delay.max / 1e6).toBeLessThan(1_000)
})
