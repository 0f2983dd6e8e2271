import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { executionDetails } from '#db/schema/executions.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { encodeStereoWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { clip, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { executionWaveforms } from '#lib/executions/waveforms.ts'
import { NotFoundError, UpstreamError } from '#lib/platform/errors.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const database = useTestDatabase()

const loud = new Int16Array(1_600).fill(32_767)
const quiet = new Int16Array(1_600).fill(128)
const mono = (pcm: Int16Array) => encodeWav({ pcm, sampleRate: 16_000 })

/** One turn whose recordings are stored; `sha` tells outlines that are kept apart. */
async function stage(sha: string) {
  const ctx = await createCtx(database.db)
  const storage = createFileStorage(await mkdtemp(join(tmpdir(), 'waveforms-')))
  const { executions } = await createRunFixture(ctx, [{}])
  const id = executions[0]?.id ?? ''
  const audio = (key: string) => clip({ key, sha256: `${sha} ${key}`, duration_ms: 100 })
  const turn = voiceTurn({ stimulus: audio('said.wav'), reply_audio: audio('reply.wav') })
  const details = (set: Partial<typeof executionDetails.$inferInsert>) =>
    ctx.db.update(executionDetails).set(set).where(eq(executionDetails.executionId, id))
  await details({ turns: [turn] })
  await storage.put('input-audio', 'said.wav', mono(loud), 'audio/wav')
  await storage.put('output-audio', 'reply.wav', mono(quiet), 'audio/wav')
  return { ctx, storage, id, details }
}

const bytes = (base64: string | undefined) => [...Buffer.from(base64 ?? '', 'base64')]

test('each recording of a turn has its outline', async () => {
  const { ctx, storage, id } = await stage('a')
  const found = await executionWaveforms(ctx, storage, id)
  expect(found).toMatchObject([
    { side: 'caller', turn: 0, step_ms: 5, fault: null },
    { side: 'voice_ai', turn: 0, step_ms: 5, fault: null },
  ])
  expect(bytes(found[0]?.channels[0])).toEqual(Array<number>(20).fill(255))
  expect(bytes(found[1]?.channels[0])).toEqual(Array<number>(20).fill(16))
})

test('a call has the outlines of both its channels, and no others', async () => {
  const { ctx, storage, id, details } = await stage('b')
  await storage.put('output-audio', 'call.wav', encodeStereoWav(loud, quiet, 16_000), 'audio/wav')
  await details({
    call: { key: 'call.wav', sha256: 'b', duration_ms: 100, turns: [], overlaps: [] },
  })
  const found = await executionWaveforms(ctx, storage, id)
  expect(found).toMatchObject([{ side: 'call', turn: null, fault: null }])
  expect(found[0]?.channels.map((channel) => bytes(channel)[0])).toEqual([255, 16])
})

test('what is no longer stored, or cannot be read, says so beside what can', async () => {
  const { ctx, storage, id } = await stage('c')
  await storage.delete('input-audio', 'said.wav')
  await storage.put('output-audio', 'reply.wav', Buffer.from('no sound at all'), 'audio/wav')
  const found = await executionWaveforms(ctx, storage, id)
  expect(found.map(({ fault }) => fault)).toEqual([
    expect.stringContaining('no longer in storage'),
    'The recording cannot be read.',
  ])
  expect(found.flatMap(({ channels }) => channels)).toEqual([])
})

test('a store that is away is asked once, not for each recording', async () => {
  const { ctx, storage, id, details } = await stage('d')
  const turns = Array.from({ length: 20 }, (_, index) =>
    voiceTurn({ index, stimulus: clip({ key: 'said.wav', sha256: `d ${index}` }) }),
  )
  await details({ turns })
  let asked = 0
  const away: Storage = {
    ...storage,
    stream: () => {
      asked++
      return Promise.reject(new UpstreamError('storage', 'no answer', true))
    },
  }
  const found = await executionWaveforms(ctx, away, id)
  expect(new Set(found.map(({ fault }) => fault))).toEqual(new Set(['Storage cannot be reached.']))
  // Four are on their way when the first one fails.
  expect(asked).toBeLessThanOrEqual(4)
})

test('another organization’s execution has none', async () => {
  const { storage, id } = await stage('e')
  const other = await createCtx(database.db)
  await expect(executionWaveforms(other, storage, id)).rejects.toThrow(NotFoundError)
})
