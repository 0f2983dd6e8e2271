import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { createListener } from '#lib/engines/speech/asr/listener.ts'
import { createOpenaiAsr } from '#lib/engines/speech/asr/openai.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { startFakePiper } from '#lib/engines/speech/testing/fake-piper.ts'
import {
  startFakeTranscription,
  type FakeTranscription,
} from '#lib/engines/speech/testing/fake-transcription.ts'
import { createPiperTts } from '#lib/engines/speech/tts/piper.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'

let ears: FakeTranscription
let mouth: Awaited<ReturnType<typeof startFakePiper>>
const root = mkdtempSync(path.join(tmpdir(), 'earshot-listener-'))
const storage = createFileStorage(root)
beforeAll(async () => {
  ears = await startFakeTranscription()
  mouth = await startFakePiper()
})
beforeEach(() => {
  ears.says = 'and tomorrow'
  ears.asked.length = 0
})
afterAll(() => {
  ears.close()
  mouth.close()
  rmSync(root, { recursive: true, force: true })
})

const listener = (model = 'test-listener') =>
  createListener({
    asr: createOpenaiAsr({ url: ears.url, apiKey: 'listen-key', model, maxAttempts: 1 }),
    storage,
  })
const speech = () => createSpeech({ engine: createPiperTts({ url: mouth.url }), storage })
const say = (text: string): Promise<Stimulus> =>
  speech().stimulus({ text, language: 'en-US', voice: 'default' })

test('an engine that never speaks twice alike gives the same bytes from the cache', async () => {
  const engine = createPiperTts({ url: mouth.url })
  const raw = { text: 'same again', language: 'en-US', voice: 'default' }
  expect(await engine.synthesize(raw)).not.toEqual(await engine.synthesize(raw))
  const [first, second] = [await say('same again'), await say('same again')]
  expect(second.sha256).toBe(first.sha256)
  expect([first.cached, second.cached]).toEqual([false, true])
})

test('nothing is transcribed twice: not by many at once, nor by another process', async () => {
  const stimulus = await say('and tomorrow')
  const one = listener()
  const words = await Promise.all(Array.from({ length: 8 }, () => one.heard(stimulus, 'en-US')))
  expect(new Set(words)).toEqual(new Set(['and tomorrow']))
  expect(await one.heard(stimulus, 'en-US')).toBe('and tomorrow')
  expect(await listener().heard(await say('and tomorrow'), 'en-US')).toBe('and tomorrow')
  expect(ears.asked).toHaveLength(1)
})

test('other bytes under the same key are listened to anew', async () => {
  const stimulus = await say('made again')
  const one = listener()
  await one.heard(stimulus, 'en-US')
  await one.heard({ ...stimulus, sha256: 'f'.repeat(64) }, 'en-US')
  expect(ears.asked).toHaveLength(2)
})

test('a failure is not remembered', async () => {
  const stimulus = await say('heard later')
  const one = listener()
  const failing = createListener({
    asr: createOpenaiAsr({ url: ears.url, apiKey: 'wrong', model: 'test-listener' }),
    storage,
  })
  await expect(failing.heard(stimulus, 'en-US')).rejects.toThrow(/401/)
  ears.says = 'heard later'
  expect(await one.heard(stimulus, 'en-US')).toBe('heard later')
})
