import { expect, test } from 'vitest'

import { bytesOfText } from '#lib/engines/speech/decode/audio-text.ts'

const bytes = Buffer.from(Array.from({ length: 90 }, (_, n) => (n * 37) % 256))

test.each([
  ['base64', bytes.toString('base64'), 'base64'],
  ['base64 without padding', bytes.subarray(0, 88).toString('base64').replace(/=+$/, ''), 'base64'],
  ['base64 of addresses', bytes.toString('base64url'), 'base64'],
  ['base64 in lines', `\n${bytes.toString('base64').replace(/(.{40})/g, '$1\n')}\n`, 'base64'],
  ['lower-case hexadecimal', bytes.toString('hex'), 'hex'],
  ['upper-case hexadecimal', bytes.toString('hex').toUpperCase(), 'hex'],
  ['hexadecimal with its prefix', `0x${bytes.toString('hex')}`, 'hex'],
  ['a data URI', `data:audio/mpeg;codecs=mp3;base64,${bytes.toString('base64')}`, 'data URI'],
  [
    'a data URI in per cent',
    `data:,${[...bytes].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('')}`,
    'data URI',
  ],
])('%s is read', (_, text, form) => {
  const read = bytesOfText(text)
  expect(read.form).toBe(form)
  expect(read.bytes.equals(bytes.subarray(0, read.bytes.length))).toBe(true)
  expect(read.bytes.length).toBeGreaterThanOrEqual(88)
})

test.each([
  ['digital silence', Buffer.alloc(600)],
  ['µ-law silence', Buffer.alloc(600, 0xff)],
  ['constant samples whose base64 has nothing but hexadecimal digits', Buffer.alloc(600, 0x77)],
])('%s in base64 is not taken for hexadecimal', (_, samples) => {
  expect(bytesOfText(samples.toString('base64'))).toEqual({ bytes: samples, form: 'base64' })
})

test('a data URI keeps the type that it declares', () => {
  expect(bytesOfText('data:Audio/WAV;base64,AAAA').mediaType).toBe('audio/wav')
})

test.each([
  ['https://bot.example/a.mp3', /address .*https:\/\/bot\.example/],
  ['I am sorry, no audio', /neither base64/],
  ['', /neither base64/],
  ['unavailable', /neither base64/],
])('%j is no audio', (text, reason) => expect(() => bytesOfText(text)).toThrow(reason))
