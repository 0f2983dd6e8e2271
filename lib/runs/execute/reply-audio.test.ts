import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import { ears, openEars } from '#lib/engines/speech/listening/listener-pool.ts'
import { openListeningWorker } from '#lib/engines/speech/listening/thread/open-listening-worker.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import { storeReplyAudio } from '#lib/runs/execute/reply-audio.ts'

let folder: string
let storage: Storage
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-reply-'))
  storage = createFileStorage(folder)
})
afterAll(async () => {
  await ears().close()
  await rm(folder, { recursive: true })
})

const [spoken] = utterances('slt')
if (!spoken) throw new Error('no speech')
const { clip } = spoken
const half = clip.pcm.length >> 1
const events: TurnEvent[] = [
  { type: 'audio', at: 1, pcm: clip.pcm.subarray(0, half), sampleRate: clip.sampleRate },
  { type: 'audio', at: 2, pcm: clip.pcm.subarray(half), sampleRate: clip.sampleRate },
]
const storedPcm = async (key: string) =>
  decodeWav((await storage.get('output-audio', key)) ?? Buffer.alloc(0)).pcm

test('what was said is kept whole, and is still there for the recording of the call', async () => {
  const stored = await storeReplyAudio(storage, events, 'a.wav', null)
  expect(await storedPcm('a.wav')).toEqual(clip.pcm)
  expect(events.map((event) => (event.type === 'audio' ? event.pcm.length : 0))).toEqual([
    half,
    clip.pcm.length - half,
  ])
  expect(stored?.audio).toMatchObject({ sound: { heard: 'speech' }, key: 'a.wav' })
  expect(stored?.audio).not.toHaveProperty('unheard')
  expect(stored?.audio.speech_start_ms).toBe(stored?.spans[0]?.fromMs)
})

test('when nobody could listen, the reply is kept with its levels, and that it was not heard', async () => {
  const program = new URL('data:text/javascript,process.exit(3)')
  const deaf = openEars(() => openListeningWorker(program))
  const stored = await storeReplyAudio(storage, events, 'b.wav', null, deaf)
  await deaf.close()
  expect(await storedPcm('b.wav')).toEqual(clip.pcm)
  expect(stored?.spans).toEqual([])
  expect(stored?.audio.unheard).toMatch(/ended with code 3/)
  expect(stored?.audio).not.toHaveProperty('sound')
  expect(stored?.audio.peak_db).toBeGreaterThan(-30)
})

test('no audio is none', async () =>
  expect(await storeReplyAudio(storage, [], 'c.wav', null)).toBeNull())
