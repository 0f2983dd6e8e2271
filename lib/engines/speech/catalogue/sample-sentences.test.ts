import { expect, test } from 'vitest'

import { sampleSentence } from '#lib/engines/speech/catalogue/sample-sentences.ts'
import { checkScripts } from '#lib/engines/speech/tts/check-scripts.ts'
import { espeakVoices } from '#lib/engines/speech/tts/espeak-voices.ts'
import { scriptsOf } from '#lib/engines/speech/tts/scripts-of.ts'

const tags = [...new Set(espeakVoices.flatMap(({ languages }) => languages))]

test.each(tags)('%s has a sentence that its embedded voice can read', (tag) => {
  const sentence = sampleSentence(tag)
  expect(sentence).toMatch(/\p{L}/u)
  const voice = espeakVoices.find(({ languages }) => languages.includes(tag))
  expect(() => checkScripts(sentence, voice?.scripts ?? [], tag)).not.toThrow()
  expect(() => checkScripts(sentence, scriptsOf(tag), tag)).not.toThrow()
})

test('a language that nobody wrote a sentence for counts', () => {
  expect(sampleSentence('eo')).toBe('1, 2, 3, 4, 5.')
  expect(sampleSentence('not a tag')).toBe('1, 2, 3, 4, 5.')
})
