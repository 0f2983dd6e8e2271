import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { createOpenaiAsr } from '#lib/engines/speech/asr/openai.ts'
import { silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import {
  startFakeTranscription,
  type FakeTranscription,
} from '#lib/engines/speech/testing/fake-transcription.ts'
import { InvalidError, UpstreamError } from '#lib/platform/errors.ts'

let peer: FakeTranscription
beforeAll(async () => {
  peer = await startFakeTranscription()
})
beforeEach(() => {
  peer.says = 'the words'
  peer.asked.length = 0
})
afterAll(() => peer.close())

const clip = tone({ hz: 440, sampleRate: 16_000, durationMs: 500, level: 0.5 })
const asrWith = (changes: object = {}) =>
  createOpenaiAsr({
    url: peer.url,
    apiKey: 'listen-key',
    model: 'test-listener',
    maxAttempts: 1,
    ...changes,
  })

test.each([
  ['no key', { apiKey: undefined }, /HTTP 401: .*check ASR_OPENAI_API_KEY/],
  ['a wrong key', { apiKey: 'wrong' }, /HTTP 401: .*Incorrect API key/],
  ['an unknown model', { model: 'other' }, /HTTP 400: .*test-listener/],
])('the server refuses %s, and the reason is told', async (_, changes, reason) => {
  const failed = asrWith(changes).transcribe(clip, 'en-US')
  await expect(failed).rejects.toThrow(UpstreamError)
  await expect(failed).rejects.toThrow(reason)
  await expect(failed).rejects.toMatchObject({ retryable: false })
})

test.each([
  ['en-US', 'en'],
  ['nb-NO', 'no'],
  ['cmn-CN', 'zh'],
])('sends the whole clip and the language %s as %s', async (tag, code) => {
  expect(await asrWith().transcribe(clip, tag)).toBe('the words')
  expect(peer.asked).toEqual([{ language: code, durationMs: 500, sampleRate: 16_000 }])
})

test.each([
  ['broken', true, /HTTP 503/],
  ['forbidden', false, /HTTP 403/],
  ['not json', false, /no JSON object with a text/],
  ['endless', false, /larger than/],
  ['cut off', true, /closed before/],
])('a server that is %s gives an error with retryable %s', async (trick, retryable, reason) => {
  peer.says = trick
  const failed = asrWith().transcribe(clip, 'en-US')
  await expect(failed).rejects.toThrow(reason)
  await expect(failed).rejects.toMatchObject({ code: 'upstream', retryable })
})

test('a server that keeps failing is left alone', async () => {
  peer.says = 'broken'
  const asr = asrWith()
  for (let turn = 0; turn < 20; turn++) await asr.transcribe(clip, 'en-US').catch(() => undefined)
  expect(peer.asked.length).toBeLessThan(10)
  await expect(asr.transcribe(clip, 'en-US')).rejects.toThrow(/not called/)
})

test('a server that never answers is given up', async () => {
  peer.says = 'silent'
  const failed = asrWith({ timeoutMs: 100 }).transcribe(clip, 'en-US')
  await expect(failed).rejects.toThrow(/no answer within 100 ms/)
})

test('refuses a recording that the API would refuse', async () => {
  const failed = asrWith().transcribe(silence(48_000, 300_000), 'en-US')
  await expect(failed).rejects.toThrow(InvalidError)
  expect(peer.asked).toEqual([])
})
