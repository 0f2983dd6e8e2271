import { expect, test } from 'vitest'

import { resolveVoice } from '#lib/engines/speech/tts/resolve-voice.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const voice = (id: string, ...languages: string[]) => ({ id, languages, sampleRate: 16_000 })
const voices = [
  voice('us1', 'en-US'),
  voice('us2', 'en-US'),
  voice('gb', 'en-GB'),
  voice('de', 'de-DE'),
]

test.each([
  ['en-US', 'default', 'us1'],
  ['en-us', 'default', 'us1'],
  ['en-GB', 'default', 'gb'],
  ['en-AU', 'default', 'us1'],
  ['en', 'default', 'us1'],
  ['de-AT', 'default', 'de'],
  ['en-US', 'us2', 'us2'],
  ['en-US', 'gb', 'gb'],
])('%s with voice %s gets %s', (language, wanted, id) => {
  expect(resolveVoice(voices, language, wanted).id).toBe(id)
})

test('a voice for any language is taken for every language', () => {
  expect(resolveVoice([voice('any', '*')], 'sw-KE', 'default').id).toBe('any')
})

test.each([
  ['fr-FR', 'default', /No voice of this engine speaks fr-FR/],
  ['de-DE', 'us1', /No voice "us1" for de-DE; there is de$/],
  ['not a tag', 'default', /not a language tag/],
  ['', 'default', /not a language tag/],
])('refuses %s with voice %s', (language, wanted, reason) => {
  expect(() => resolveVoice(voices, language, wanted)).toThrow(InvalidError)
  expect(() => resolveVoice(voices, language, wanted)).toThrow(reason)
})
