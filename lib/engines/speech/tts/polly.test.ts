import { afterAll, beforeAll, expect, test } from 'vitest'

import { pollySigner, startFakePolly } from '#lib/engines/speech/testing/fake-polly.ts'
import { createPollyTts, type PollyTtsOptions } from '#lib/engines/speech/tts/polly.ts'
import type { TtsEngine } from '#lib/engines/speech/types.ts'
import { InvalidError, UpstreamError } from '#lib/platform/errors.ts'

let peer: Awaited<ReturnType<typeof startFakePolly>>
const open: TtsEngine[] = []
beforeAll(async () => {
  peer = await startFakePolly()
})
afterAll(async () => {
  await Promise.all(open.map((engine) => engine.close()))
  peer.close()
})

const { region, accessKeyId, secretAccessKey } = pollySigner
const engineWith = (changes: Partial<PollyTtsOptions> = {}) => {
  const credentials = { accessKeyId, secretAccessKey }
  const engine = createPollyTts({
    region,
    endpoint: peer.url,
    credentials,
    engine: 'neural',
    ...changes,
  })
  open.push(engine)
  return engine
}
const speak = (text: string, changes: Partial<PollyTtsOptions> = {}, more: object = {}) =>
  engineWith(changes).synthesize({ text, language: 'de-DE', voice: 'default', ...more })

test.each([
  ['a wrong secret', { credentials: { accessKeyId, secretAccessKey: 'wrong' } }],
  ['an unknown key', { credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey } }],
  ['another region', { region: 'us-east-1' }],
])('the server refuses a request signed with %s, and the reason is told', async (_, changes) => {
  const failed: unknown = await speak('guten Tag', changes).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(UpstreamError)
  expect(failed).toMatchObject({ retryable: false })
  expect(String(failed)).toMatch(/InvalidSignatureException.*check AWS_ACCESS_KEY_ID/)
  expect(String(failed)).not.toContain(secretAccessKey)
})

test('reads all pages of the voices of its kind, in the order of their names', async () => {
  const voices = await engineWith().voices()
  expect(voices.map(({ id }) => id)).toEqual(['Joanna', 'Kajal', 'Matthew', 'Vicki', 'Zayd'])
  expect(voices[1]).toMatchObject({ languages: ['en-IN', 'hi-IN'], gender: 'female' })
  const standard = await engineWith({ engine: 'standard' }).voices()
  expect(standard.find(({ id }) => id === 'Zeina')?.languages).toEqual(['ar'])
})

test('speaks plain text as 16 kHz samples, markup and all', async () => {
  const text = 'a < b & <break time="2s"/>'
  const clip = await speak(text, {}, { language: 'en-US', voice: 'Matthew' })
  expect([clip.sampleRate, clip.pcm.length]).toEqual([16_000, 8_000])
  expect(peer.spoken.at(-1)).toMatchObject({ Text: text, TextType: 'text', VoiceId: 'Matthew' })
})

test('another speed is asked for in SSML, in which the text stays text', async () => {
  await speak('1 < 2 & 3 > 2', {}, { rate: 1.25 })
  expect(peer.spoken.at(-1)).toMatchObject({
    TextType: 'ssml',
    Text: '<speak><prosody rate="125%">1 &lt; 2 &amp; 3 &gt; 2</prosody></speak>',
  })
})

test('a voice of two languages is told which one to speak, by the name Polly has for it', async () => {
  await speak('नमस्ते', {}, { language: 'hi-IN' })
  expect(peer.spoken.at(-1)).toMatchObject({ VoiceId: 'Kajal', LanguageCode: 'hi-IN' })
  await speak('مرحبا', { engine: 'standard' }, { language: 'ar-SA' })
  expect(peer.spoken.at(-1)).toMatchObject({ VoiceId: 'Zeina', LanguageCode: 'arb' })
})

test('throttling, which comes as HTTP 400, is waited for', async () => {
  const before = peer.spoken.length
  expect((await speak('throttled')).pcm).toHaveLength(8_000)
  expect(peer.spoken.length - before).toBe(3)
})

test.each([
  ['a text that is too long for it', 'a'.repeat(3_001), {}, /Polly speaks 3000 at most/],
  ['a text that Polly finds too long', 'too long for Polly', {}, /Maximum text length exceeded/],
  ['an unknown voice', 'hallo', { voice: 'Nobody' }, /No voice "Nobody" for de-DE; there is Vicki/],
  ['a language without a voice', 'cześć', { language: 'pl-PL' }, /No voice of this engine/],
  ['a script that the voice does not read', '你好', {}, /cannot speak "你好"/],
])('refuses %s', async (_, text, more, reason) => {
  await expect(speak(text, {}, more)).rejects.toThrow(InvalidError)
  await expect(speak(text, {}, more)).rejects.toThrow(reason)
})

test.each([
  ['broken', true, /Amazon Polly/],
  ['forbidden', false, /check AWS_ACCESS_KEY_ID/],
  ['endless', false, /larger than/],
  ['cut off', true, /Amazon Polly/],
  ['odd', false, /3 bytes are no 16-bit samples/],
  ['empty', false, /0 bytes/],
])('a server that is %s gives an error with retryable %s', async (trick, retryable, reason) => {
  const failed = speak(trick, { maxAttempts: 1 })
  await expect(failed).rejects.toThrow(reason)
  await expect(failed).rejects.toMatchObject({ code: 'upstream', retryable })
})

test('a server that never answers is given up, and the abort of the caller comes through', async () => {
  const engine = engineWith({ timeoutMs: 400 })
  await engine.voices()
  const asked = { text: 'silent', language: 'de-DE', voice: 'Vicki' }
  await expect(engine.synthesize(asked)).rejects.toThrow(/no answer within 400 ms/)
  const controller = new AbortController()
  const waiting = engine.synthesize({ ...asked, signal: controller.signal })
  controller.abort(new Error('run cancelled'))
  await expect(waiting).rejects.toThrow('run cancelled')
})

test('nobody at the address is a fault that may pass', async () => {
  const failed = speak('hallo', { endpoint: 'http://127.0.0.1:1', maxAttempts: 1 })
  await expect(failed).rejects.toThrow(/ECONNREFUSED/)
  await expect(failed).rejects.toMatchObject({ retryable: true })
})

test('the kind of voice, a foreign address and the revision are part of the cache key', () => {
  const host = new URL(peer.url).host
  expect(engineWith().version).toBe(`neural@${host}`)
  expect(createPollyTts({ region, engine: 'standard', revision: 3 }).version).toBe('standard+3')
})
