import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { startFakePiper } from '#lib/engines/speech/testing/fake-piper.ts'
import { createEngineSet } from '#lib/engines/speech/tts/engine-set.ts'
import { parseEnvironment } from '#lib/platform/config/parse.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'

const root = mkdtempSync(path.join(tmpdir(), 'earshot-engines-'))
let piper: Awaited<ReturnType<typeof startFakePiper>>
beforeAll(async () => {
  piper = await startFakePiper()
})
afterAll(() => {
  piper.close()
  rmSync(root, { recursive: true, force: true })
})

const setOf = (settings: Record<string, string> = {}) =>
  createEngineSet(parseEnvironment({ TTS_PIPER_URL: piper.url, ...settings }))

test.each([
  ['default', 'embedded', 'default'],
  ['slt', 'embedded', 'slt'],
  ['embedded:slt', 'embedded', 'slt'],
  ['piper:en_GB-vctk-medium#p236', 'piper', 'en_GB-vctk-medium#p236'],
  ['piper:default', 'piper', 'default'],
  ['my:own', 'embedded', 'my:own'],
])('the voice %s is one of %s', (name, id, voice) => {
  const chosen = setOf().choose(name)
  expect([chosen.engine.id, chosen.voice]).toEqual([id, voice])
})

test('a bare name belongs to the engine of the settings', () => {
  expect(setOf({ TTS_ENGINE: 'piper' }).choose('default').engine.id).toBe('piper')
})

test.each([
  ['polly:Joanna', /polly is not set up: set TTS_POLLY_REGION/],
  ['openai:alloy', /openai is not set up: set TTS_OPENAI_API_KEY/],
])('%s is refused while its engine is not set up', (name, reason) => {
  expect(() => setOf().choose(name)).toThrow(InvalidError)
  expect(() => setOf().choose(name)).toThrow(reason)
})

test('settings that name an engine without its address are refused', () => {
  expect(() => parseEnvironment({ TTS_ENGINE: 'piper' })).toThrow(/TTS_PIPER_URL: is required/)
})

test('two engines speak the same text in one run, under keys of their own', async () => {
  const set = setOf()
  const speech = createSpeech({ engine: set, storage: createFileStorage(root) })
  const say = (voice: string) => speech.stimulus({ text: 'and tomorrow', language: 'en-US', voice })
  const [ours, theirs] = await Promise.all([say('default'), say('piper:default')])
  expect([ours.voice, theirs.voice]).toEqual(['slt', 'en_US-lessac-medium'])
  expect(ours.key).not.toBe(theirs.key)
  expect((await say('embedded:slt')).key).toBe(ours.key)
  expect(theirs.engine).toMatch(/^piper 127\.0\.0\.1:\d+ [0-9a-f]{12}$/)
  await set.close()
})
