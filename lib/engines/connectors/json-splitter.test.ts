import { describe, expect, test } from 'vitest'

import { JsonSplitter } from '#lib/engines/connectors/json-splitter.ts'

const objects = ['{"a":"}{","b":{"c":"\\"}"}}', '{"text":"grüß dich 🎉"}', '{}']

function split(text: string, size: number): string[] {
  const splitter = new JsonSplitter()
  const bytes = Buffer.from(text)
  const found: string[] = []
  for (let at = 0; at < bytes.length; at += size)
    found.push(...splitter.push(bytes.subarray(at, at + size)))
  expect(splitter.clean).toBe(true)
  return found
}

describe.each([1, 2, 3, 7, 1_000])('in pieces of %d bytes', (size) => {
  test.each([
    ['a line end after each', objects.map((object) => `${object}\n`).join('')],
    ['CRLF', objects.map((object) => `${object}\r\n`).join('')],
    ['nothing between them', objects.join('')],
    ['a byte order mark before the first', `\ufeff${objects.join('')}`],
    ['a byte count before each', objects.map((object) => `${object.length}\n${object}\n`).join('')],
  ])('finds objects with %s', (_name, text) => expect(split(text, size)).toEqual(objects))
})

test('says when the stream ended inside an object, and with what', () => {
  const splitter = new JsonSplitter()
  expect(splitter.push(Buffer.from('{}\n{"a":'))).toEqual(['{}'])
  expect(splitter.clean).toBe(false)
  expect(splitter.rest).toBe('{"a":')
})

test.each(['<html>', '}', '[1]', 'null'])('refuses %s between objects', (text) =>
  expect(() => new JsonSplitter().push(Buffer.from(text))).toThrow(SyntaxError),
)
