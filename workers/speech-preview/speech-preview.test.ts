import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import {
  SpeechAnswer,
  type SpeechQuestion,
} from '#lib/engines/speech/catalogue/preview-protocol.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'earshot-studio-'))
let studio: ChildProcess
beforeAll(() => {
  studio = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts')], {
    env: { NODE_ENV: 'test', EARSHOT_DATA_DIR: folder, LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
})
afterAll(() => {
  studio.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

async function ask(question: SpeechQuestion | { ask: 'nonsense' }): Promise<SpeechAnswer> {
  const answered = once(studio, 'message')
  studio.send(question)
  return SpeechAnswer.parse((await answered)[0])
}

const sample = (engine: string, voice: string, language: string) =>
  ask({ ask: 'sample', engine, voice, language })

test.each([
  ['a voice that there is not', ['embedded', 'nobody', 'en-US'], /No voice "nobody" for en-US/],
  ['an engine that is not set up', ['polly', 'Joanna', 'en-US'], /set TTS_POLLY_REGION/],
  ['an engine that there is not', ['festival', 'kal', 'en-US'], /No voice "festival:kal"/],
  ['a language that is none', ['embedded', 'slt', 'not a tag'], /not a language tag/],
] as const)('refuses %s', async (_, [engine, voice, language], message) => {
  const answer = await sample(engine, voice, language)
  expect(answer).toMatchObject({ is: 'fault', code: 'invalid' })
  expect(answer.is === 'fault' && answer.message).toMatch(message)
})

test('a question that it does not know is answered with a fault, and the next one well', async () => {
  expect(await ask({ ask: 'nonsense' })).toMatchObject({ is: 'fault', code: 'internal' })
  const answer = await ask({ ask: 'voices' })
  expect(answer.is === 'voices' && answer.voices.data.map(({ name }) => name)).toContain(
    'embedded:slt',
  )
})

test('a sample is kept where stimuli are, and is the same the second time', async () => {
  const [first, second] = [
    await sample('embedded', 'default', 'en-US'),
    await sample('embedded', 'slt', 'en-US'),
  ]
  expect(second).toEqual(first)
  const key = first.is === 'sample' ? first.key : ''
  const stored = await createFileStorage(path.join(folder, 'storage')).get('input-audio', key)
  expect(decodeWav(stored ?? new Uint8Array()).pcm.length).toBeGreaterThan(16_000)
})

test('it leaves when the web application does', async () => {
  const ended = once(studio, 'exit')
  studio.disconnect()
  expect(await ended).toEqual([0, null])
})
