import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { babbleTalkers } from '#lib/engines/speech/conditions/babble-talkers.ts'
import {
  type Conditions,
  createConditions,
} from '#lib/engines/speech/conditions/conditioned-stimulus.ts'
import { createNoiseLibrary } from '#lib/engines/speech/conditions/noise-library.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

let folder: string
let storage: Storage
let dry: Stimulus
let crowd: Clip[]
const engine = createEmbeddedTts({ threads: 1 })
const opened: Conditions[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-conditions-'))
  storage = createFileStorage(folder)
  const speech = createSpeech({ engine, storage })
  const text = 'what is the weather in toronto'
  dry = await speech.stimulus({ text, language: 'en-US', voice: 'default' })
  crowd = (await babbleTalkers(engine)).slice(0, 4)
})

afterAll(async () => {
  await Promise.all([engine.close(), ...opened.map((conditions) => conditions.close())])
  await rm(folder, { recursive: true })
})

/** As a process that has just been started has it: nothing in memory. */
function fresh(): Conditions {
  const noises = createNoiseLibrary({ storage, talkers: () => Promise.resolve(crowd) })
  const conditions = createConditions({ storage, noises, threads: 2 })
  opened.push(conditions)
  return conditions
}

const cafe = {
  settings: parseProfile({
    noise: { kind: 'babble', snr_db: 8, talkers: 5 },
    silence: { lead_ms: 300, trail_ms: 700 },
    speed: { factor: 1.2 },
  }),
  seed: 3,
}

const samples = ({ clip }: Stimulus) => createHash('sha256').update(clip.pcm).digest('hex')

test('a thread gives the bytes that the pure function gives', async () => {
  const heard = await fresh().hear(dry, cafe)
  const expected = applyProfile(dry.clip, cafe.settings, cafe.seed, { babble: crowd })
  expect(samples(heard)).toBe(createHash('sha256').update(expected.clip.pcm).digest('hex'))
  expect(heard.conditioned).toEqual({ report: expected.report, dry: dry.levels })
})

test('the same stimulus, profile and seed give the same file, made, held or stored', async () => {
  const conditions = fresh()
  const [first, held] = [await conditions.hear(dry, cafe), await conditions.hear(dry, cafe)]
  const stored = await fresh().hear(dry, cafe)
  await storage.delete('input-audio', first.key)
  const again = await fresh().hear(dry, cafe)
  expect([held.cached, stored.cached, again.cached]).toEqual([true, true, false])
  for (const one of [held, stored, again])
    expect({ ...one, cached: true }).toEqual({ ...first, cached: true })
})

test('another seed, profile or stimulus has another key', async () => {
  const conditions = fresh()
  const keys = [
    await conditions.hear(dry, cafe),
    await conditions.hear(dry, { ...cafe, seed: 4 }),
    await conditions.hear(dry, { ...cafe, settings: parseProfile({ gain: { db: -3 } }) }),
    await conditions.hear({ ...dry, sha256: 'f'.repeat(64) }, cafe),
  ].map(({ key }) => key)
  expect(new Set(keys).size).toBe(4)
})

test('a damaged file is made again', async () => {
  const { key, sha256 } = await fresh().hear(dry, cafe)
  await storage.put('input-audio', key, Buffer.from('no audio'), 'audio/wav')
  expect(await fresh().hear(dry, cafe)).toMatchObject({ sha256, cached: false })
})

test('speech ends where the conditions moved it, and levels are those of what is sent', async () => {
  const { levels, clip, conditioned } = await fresh().hear(dry, cafe)
  expect(levels.speechEndMs).toBe(conditioned?.report.speechEndMs)
  expect(levels.speechEndMs).toBeCloseTo(300 + dry.levels.speechEndMs / 1.2, -2)
  expect(levels.durationMs).toBe((clip.pcm.length / clip.sampleRate) * 1_000)
  expect(levels.durationMs - levels.speechEndMs).toBeGreaterThan(600)
})

test('what a profile cannot do is refused in words, and the thread goes on', async () => {
  const conditions = fresh()
  const soft = {
    ...dry,
    key: 'tts/soft.wav',
    clip: { ...dry.clip, pcm: dry.clip.pcm.map((s) => s / 256) },
  }
  const faint = { settings: parseProfile({ noise: { kind: 'white', snr_db: 50 } }), seed: 1 }
  await expect(conditions.hear(soft, faint)).rejects.toThrow(/SNR of 50 dB is not possible/)
  const silent = {
    ...dry,
    key: 'tts/silent.wav',
    clip: { ...dry.clip, pcm: new Int16Array(16_000) },
  }
  await expect(conditions.hear(silent, cafe)).rejects.toThrow(/no speech/)
  expect((await conditions.hear(dry, cafe)).clip.sampleRate).toBe(16_000)
})

test('uploaded noise comes from storage; without it the stimulus is refused', async () => {
  const noise = { kind: 'recording', snr_db: 4, recording: 'noise/1-hum.wav' }
  const profile = { settings: parseProfile({ noise }), seed: 1 }
  await expect(fresh().hear(dry, profile)).rejects.toThrow('noise/1-hum.wav no longer exists')
  const hum = {
    pcm: Int16Array.from({ length: 16_000 }, (_, n) => 5_000 * Math.sin(n / 20)),
    sampleRate: 16_000,
  }
  await storage.put('input-audio', 'noise/1-hum.wav', encodeWav(hum), 'audio/wav')
  const { conditioned } = await fresh().hear(dry, profile)
  expect(Math.abs((conditioned?.report.achievedSnrDb ?? NaN) - 4)).toBeLessThan(0.5)
})
