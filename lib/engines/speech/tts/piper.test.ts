import { afterAll, beforeAll, expect, test } from 'vitest'

import { startFakePiper } from '#lib/engines/speech/testing/fake-piper.ts'
import { listen } from '#lib/engines/speech/testing/listen.ts'
import { createPiperTts } from '#lib/engines/speech/tts/piper.ts'
import { InvalidError, UpstreamError } from '#lib/platform/errors.ts'

type FakePiper = Awaited<ReturnType<typeof startFakePiper>>
let peer: FakePiper
let old: FakePiper
beforeAll(async () => {
  peer = await startFakePiper()
  old = await startFakePiper({ old: true })
})
afterAll(() => {
  peer.close()
  old.close()
})

const engineOf = (changes: object = {}) =>
  createPiperTts({ url: peer.url, maxAttempts: 1, ...changes })
const speak = (text: string, more: object = {}, changes: object = {}) =>
  engineOf(changes).synthesize({ text, language: 'en-US', voice: 'default', ...more })

test('a server that has no voices is told apart from one that is not there', async () => {
  const other = await listen((_, __, response) => response.end('<h1>Welcome</h1>'))
  const failed = speak('hello', {}, { url: other.url })
  await expect(failed).rejects.toThrow(/\/voices did not answer a JSON object/)
  other.close()
  await expect(speak('hello', {}, { url: 'http://127.0.0.1:1' })).rejects.toThrow(/ECONNREFUSED/)
})

test('reads voices with languages, rates and speakers, and leaves out what is none', async () => {
  expect(await engineOf().voices()).toMatchObject([
    { id: 'de_DE-eva_k-x_low', languages: ['de'], sampleRate: 16_000 },
    { id: 'en_GB-vctk-medium', languages: ['en-GB'], speakers: ['p239', 'p236', 'p264'] },
    { id: 'en_US-lessac-medium', languages: ['en-US'], sampleRate: 22_050 },
  ])
})

test.each([['new'], ['old']])('speaks through a server of the %s generation', async (kind) => {
  const server = kind === 'old' ? old : peer
  const engine = engineOf({ url: `${server.url}/` })
  for (const text of ['hello there', 'once more']) {
    const clip = await engine.synthesize({ text, language: 'en-US', voice: 'default' })
    expect([clip.sampleRate, clip.pcm.length]).toEqual([22_050, 22_050])
    expect(server.spoken.at(-1)).toEqual({ text, voice: 'en_US-lessac-medium' })
  }
  expect(server.catalogues()).toBeLessThanOrEqual(2)
})

test('a speaker of a voice is asked for by name, and the speed relative to the voice', async () => {
  const more = { language: 'en-GB', voice: 'en_GB-vctk-medium#p236', rate: 2 }
  expect((await speak('hello', more)).pcm.length).toBe(Math.floor(22_050 * 0.55))
  expect(peer.spoken.at(-1)).toEqual({
    text: 'hello',
    voice: 'en_GB-vctk-medium',
    speaker: 'p236',
    length_scale: 0.55,
  })
  const voice = await engineOf().voiceFor('en-GB', 'en_GB-vctk-medium#p236')
  expect(voice.id).toBe('en_GB-vctk-medium#p236')
})

test.each([
  ['an unknown voice', { voice: 'en_US-nobody' }, /No voice "en_US-nobody" for en-US/],
  [
    'an unknown speaker',
    { language: 'en-GB', voice: 'en_GB-vctk-medium#p999' },
    /no speaker "p999"; there is p239, p236, p264/,
  ],
  ['a language without a voice', { language: 'fr-FR' }, /No voice of this engine speaks fr-FR/],
  ['a script that espeak would spell out', { text: 'weather 天气' }, /cannot speak "天气"/],
])('refuses %s, which Piper would speak all the same', async (_, more, reason) => {
  await expect(speak('hello', more)).rejects.toThrow(InvalidError)
  await expect(speak('hello', more)).rejects.toThrow(reason)
})

test('notices when the server spoke with another voice', async () => {
  const failed = speak('another voice', { language: 'de-DE' })
  await expect(failed).rejects.toThrow(/22050 Hz where the voice de_DE-eva_k-x_low has 16000 Hz/)
  await expect(failed).rejects.toThrow(UpstreamError)
})

test.each([
  ['broken', true, /Piper: HTTP 503/],
  ['forbidden', false, /HTTP 403: not you; check/],
  ['not audio', false, /unusable audio/],
  ['endless', false, /larger than/],
  ['cut off', true, /closed before the answer was complete/],
])('a server that is %s gives an error with retryable %s', async (trick, retryable, reason) => {
  const failed = speak(trick)
  await expect(failed).rejects.toThrow(reason)
  await expect(failed).rejects.toMatchObject({ code: 'upstream', retryable })
})

test('a server that never answers is given up', async () => {
  await expect(speak('silent', {}, { timeoutMs: 300 })).rejects.toThrow(/no answer within 300 ms/)
})

test('a new build of a voice is another voice to the cache', async () => {
  const rebuilt = await startFakePiper({ build: 2 })
  const version = async (url: string) =>
    (await engineOf({ url }).voiceFor('en-US', 'default')).version
  expect(await version(peer.url)).toBe(await version(`${peer.url}/`))
  expect(await version(rebuilt.url)).not.toBe(await version(peer.url))
  rebuilt.close()
})
