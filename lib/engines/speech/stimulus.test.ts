import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'

import { tone } from '#lib/engines/speech/audio/test-signals.ts'
import { decodeWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import type { TtsEngine } from '#lib/engines/speech/types.ts'
import { InvalidError, NotFoundError, UpstreamError } from '#lib/platform/errors.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const embedded = createEmbeddedTts({ threads: 1 })
afterAll(() => embedded.close())

/** The real engine, counting what it is asked. */
const counted = (changes: Partial<TtsEngine> = {}) => {
  const spoken: string[] = []
  const engine: TtsEngine = {
    ...embedded,
    ...changes,
    synthesize: (request) => {
      spoken.push(request.text)
      return embedded.synthesize(request)
    },
  }
  return { engine, spoken }
}

let root: string
let storage: Storage
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'earshot-stimulus-'))
  storage = createFileStorage(root)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const request = { text: 'and tomorrow', language: 'en-US', voice: 'default' }

test('a text becomes 16 kHz audio with evidence, normalised and stored as WAV', async () => {
  const stimulus = await createSpeech({ engine: embedded, storage }).stimulus(request)
  expect(stimulus).toMatchObject({ cached: false, voice: 'slt', clip: { sampleRate: 16_000 } })
  expect(stimulus.engine).toContain('flite')
  expect(stimulus.levels.peakDb).toBeCloseTo(-3, 1)
  expect(stimulus.levels.speechEndMs).toBeGreaterThan(500)
  const bytes = await storage.get('input-audio', stimulus.key)
  if (!bytes) throw new Error('nothing stored')
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(stimulus.sha256)
  expect(decodeWav(bytes)).toEqual(stimulus.clip)
})

test('the same request is spoken once: from memory, from storage, and by many at the same time', async () => {
  const { engine, spoken } = counted()
  const speech = createSpeech({ engine, storage })
  const together = await Promise.all(Array.from({ length: 10 }, () => speech.stimulus(request)))
  const again = await speech.stimulus({ ...request, text: '  and   tomorrow\n' })
  const restarted = await createSpeech({ engine, storage }).stimulus(request)
  expect(spoken).toEqual(['and tomorrow'])
  expect(new Set([...together, again, restarted].map(({ sha256 }) => sha256)).size).toBe(1)
  expect([again.cached, restarted.cached]).toEqual([true, true])
  expect(restarted).toEqual({ ...again, cached: true })
})

test('an empty storage gives the same key and bytes again', async () => {
  const first = await createSpeech({ engine: embedded, storage }).stimulus(request)
  await storage.delete('input-audio', first.key)
  const second = await createSpeech({ engine: embedded, storage }).stimulus(request)
  expect(second).toEqual(first)
})

test('whatever changes the sound changes the key', async () => {
  const speech = createSpeech({ engine: embedded, storage })
  const newer = createSpeech({ engine: { ...embedded, version: 'next' }, storage })
  const stimuli = await Promise.all([
    speech.stimulus(request),
    speech.stimulus({ ...request, text: 'and today' }),
    speech.stimulus({ ...request, voice: 'rms' }),
    speech.stimulus({ ...request, rate: 1.2 }),
    speech.stimulus({ ...request, language: 'en-GB' }),
    newer.stimulus(request),
  ])
  expect(new Set(stimuli.map(({ key }) => key)).size).toBe(6)
})

test('naming the default voice finds the same audio', async () => {
  const { engine, spoken } = counted()
  const speech = createSpeech({ engine, storage })
  const [first, named] = [
    await speech.stimulus(request),
    await speech.stimulus({ ...request, voice: 'slt' }),
  ]
  expect(named.key).toBe(first.key)
  expect(spoken).toHaveLength(1)
})

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, 5_000)],
  ['empty', () => Buffer.alloc(0)],
  ['changed by one bit', (bytes: Buffer) => bytes.with(6_000, (bytes[6_000] ?? 0) ^ 1)],
  [
    'another sound',
    () => encodeWav(tone({ hz: 440, sampleRate: 16_000, durationMs: 900, level: 0.5 })),
  ],
])('a stored file that is %s is noticed and made again, byte for byte', async (_, damage) => {
  const good = await createSpeech({ engine: embedded, storage }).stimulus(request)
  const bytes = await storage.get('input-audio', good.key)
  if (!bytes) throw new Error('nothing stored')
  await storage.put('input-audio', good.key, damage(bytes), 'audio/wav')
  await expect(createSpeech({ engine: embedded, storage }).load(good.key)).rejects.toThrow(
    UpstreamError,
  )
  const { engine, spoken } = counted()
  expect(await createSpeech({ engine, storage }).stimulus(request)).toEqual(good)
  expect(spoken).toHaveLength(1)
  expect(await storage.get('input-audio', good.key)).toEqual(bytes)
})

test('a recording keeps its level, is resampled, and is found by its bytes', async () => {
  const clip = tone({ hz: 440, sampleRate: 44_100, durationMs: 500, level: 0.25 })
  const speech = createSpeech({ engine: embedded, storage })
  const stimulus = await speech.recording(encodeWav(clip))
  expect(stimulus).toMatchObject({
    engine: 'recording',
    cached: false,
    clip: { sampleRate: 16_000 },
  })
  expect(stimulus.clip.pcm).toHaveLength(8_000)
  expect(stimulus.levels.peakDb).toBeCloseTo(-12, 0)
  expect(await speech.recording(encodeWav(clip))).toMatchObject({ key: stimulus.key, cached: true })
  const loaded = await createSpeech({ engine: embedded, storage }).load(stimulus.key)
  expect(loaded).toEqual({ ...stimulus, cached: true })
})

test('what is no recording is refused with a reason, and nothing is stored', async () => {
  const speech = createSpeech({ engine: embedded, storage })
  await expect(speech.recording(Buffer.from('MZ not audio'))).rejects.toThrow(InvalidError)
  const long = { pcm: new Int16Array(4_000 * 121), sampleRate: 4_000 }
  await expect(speech.recording(encodeWav(long))).rejects.toThrow(/at most 120 s/)
})

test('loading what is not there says so', async () => {
  const speech = createSpeech({ engine: embedded, storage })
  await expect(speech.load('tts/none.wav')).rejects.toThrow(NotFoundError)
})

test('a text nobody can speak is refused', async () => {
  const speech = createSpeech({ engine: embedded, storage })
  await expect(speech.stimulus({ ...request, text: ' ' })).rejects.toThrow(InvalidError)
  await expect(speech.stimulus({ ...request, voice: 'nobody' })).rejects.toThrow(
    /No voice "nobody"/,
  )
})

test('without storage a text is spoken all the same, and says that it was not kept; a recording is refused', async () => {
  const { engine, spoken } = counted()
  const broken = createSpeech({ engine, storage: createFileStorage('/dev/null') })
  const { clip, storageGap } = await broken.stimulus(request)
  expect(clip).toEqual((await createSpeech({ engine, storage }).stimulus(request)).clip)
  expect(storageGap?.missing).toMatch(/^storage: /)
  await broken.stimulus(request)
  expect(spoken).toHaveLength(3)
  const recording = encodeWav({ pcm: new Int16Array(8_000), sampleRate: 8_000 })
  await expect(broken.recording(recording)).rejects.toThrow(UpstreamError)
})

test('an abort reaches the caller', async () => {
  const speech = createSpeech({ engine: embedded, storage })
  const aborted = AbortSignal.abort(new Error('run cancelled'))
  await expect(speech.stimulus(request, aborted)).rejects.toThrow('run cancelled')
})
