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

const folder = mkdtempSync(path.join(tmpdir(), 'earshot-preview-'))
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

async function ask(question: SpeechQuestion): Promise<SpeechAnswer> {
  const answered = once(studio, 'message')
  studio.send(question)
  return SpeechAnswer.parse((await answered)[0])
}

test('a preview gives the sound before and after a device profile, with pictures', async () => {
  const answer = await ask({
    ...{ ask: 'preview', language: 'en-US', voice: 'default', seed: 1, columns: 40, bands: 16 },
    settings: { noise: { kind: 'white', snr_db: 5 }, silence: { trail_ms: 500 } },
  })
  if (answer.is !== 'preview') throw new Error(JSON.stringify(answer))
  const storage = createFileStorage(path.join(folder, 'storage'))
  for (const { key, levels, spectrogram } of [answer.dry, answer.heard]) {
    const { pcm } = decodeWav((await storage.get('input-audio', key)) ?? Buffer.alloc(0))
    expect(pcm.length / 16).toBeCloseTo(levels.durationMs, 3)
    expect(Buffer.from(spectrogram, 'base64')).toHaveLength(40 * 16)
  }
  expect(answer.text).toBe('Hello, what will the weather be like tomorrow?')
  expect(answer.heard.levels.durationMs - answer.dry.levels.durationMs).toBeCloseTo(500, 0)
  expect(Math.abs((answer.report.achievedSnrDb ?? NaN) - 5)).toBeLessThan(0.5)
})

test('a preview of settings that cannot be is refused in words', async () => {
  const answer = await ask({
    ...{ ask: 'preview', language: 'en-US', voice: 'default', seed: 1, columns: 40, bands: 16 },
    settings: { noise: { kind: 'recording', snr_db: 5, recording: 'noise/1-gone.wav' } },
  })
  expect(answer).toEqual({
    ...{ is: 'fault', code: 'invalid' },
    message: 'The noise recording noise/1-gone.wav no longer exists',
  })
})
