import { afterAll, beforeAll, expect, test } from 'vitest'

import { filterVoices } from '#lib/engines/speech/catalogue/filter-voices.ts'
import { listVoices } from '#lib/engines/speech/catalogue/list-voices.ts'
import { startFakePiper } from '#lib/engines/speech/testing/fake-piper.ts'
import { pollySigner, startFakePolly } from '#lib/engines/speech/testing/fake-polly.ts'
import { createEngineSet } from '#lib/engines/speech/tts/engine-set.ts'
import { parseEnvironment } from '#lib/platform/config/parse.ts'

let polly: Awaited<ReturnType<typeof startFakePolly>>
let piper: Awaited<ReturnType<typeof startFakePiper>>
beforeAll(async () => {
  polly = await startFakePolly()
  piper = await startFakePiper()
})
afterAll(() => {
  polly.close()
  piper.close()
})

async function list(settings: Record<string, string> = {}) {
  const env = parseEnvironment({
    TTS_POLLY_REGION: pollySigner.region,
    TTS_POLLY_ENDPOINT: polly.url,
    TTS_PIPER_URL: piper.url,
    AWS_ACCESS_KEY_ID: pollySigner.accessKeyId,
    AWS_SECRET_ACCESS_KEY: pollySigner.secretAccessKey,
    ...settings,
  })
  const set = createEngineSet(env)
  try {
    return await listVoices(set, env)
  } finally {
    await set.close()
  }
}

test('lists the voices of all engines that are set up, and what the others need', async () => {
  const voices = await list()
  expect(voices.engines.map(({ id, is_default, missing }) => [id, is_default, missing])).toEqual([
    ['embedded', true, null],
    ['openai', false, expect.stringContaining('TTS_OPENAI_API_KEY')],
    ['polly', false, null],
    ['piper', false, null],
  ])
  const named = (name: string) => voices.data.find((voice) => voice.name === name)
  expect(named('polly:Kajal')).toMatchObject({ languages: ['en-IN', 'hi-IN'], gender: 'female' })
  expect(named('piper:en_GB-vctk-medium')?.speakers).toEqual(['p239', 'p236', 'p264'])
  expect(named('embedded:slt')?.default_for).toContain('en-US')
  expect(named('polly:Joanna')?.default_for).toEqual([])
})

test('an engine that refuses us or is not there says so, and the others are listed', async () => {
  const voices = await list({ AWS_SECRET_ACCESS_KEY: 'wrong', TTS_PIPER_URL: 'http://127.0.0.1:1' })
  const fault = (id: string) => voices.engines.find((engine) => engine.id === id)?.fault
  expect(fault('polly')).toMatch(/InvalidSignatureException.*check AWS_ACCESS_KEY_ID/)
  expect(fault('piper')).toMatch(/ECONNREFUSED/)
  expect(fault('embedded')).toBeNull()
  expect(new Set(voices.data.map(({ engine }) => engine))).toEqual(new Set(['embedded']))
})

test('the default voices are those of the default engine', async () => {
  const voices = await list({ TTS_ENGINE: 'polly' })
  const defaults = voices.data.filter(({ default_for }) => default_for.length > 0)
  expect(defaults.map(({ name }) => name)).toEqual([
    'polly:Joanna',
    'polly:Kajal',
    'polly:Vicki',
    'polly:Zayd',
  ])
})

test('filters by engine, gender, and by a language with or without its region', async () => {
  const voices = await list()
  const names = (query: object) => filterVoices(voices, query).data.map(({ name }) => name)
  expect(names({ engine: 'polly', language: 'hi' })).toEqual(['polly:Kajal'])
  expect(names({ engine: 'polly', language: 'en-in' })).toEqual(['polly:Kajal'])
  expect(names({ engine: 'polly', gender: 'male' })).toEqual(['polly:Matthew', 'polly:Zayd'])
  expect(names({ engine: 'polly', language: 'en' })).toHaveLength(3)
  expect(names({ language: 'no such language' })).toEqual([])
})
