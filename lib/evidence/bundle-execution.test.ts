import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { executionDetails } from '#db/schema/executions.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { encodeStereoWav } from '#lib/engines/speech/audio/wav.ts'
import { bundleExecution } from '#lib/evidence/bundle-execution.ts'
import { estimateSize } from '#lib/evidence/estimate-size.ts'
import { deriveSigningKey, listEvidenceKeys } from '#lib/evidence/keys.ts'
import { bytesOf, sourceOf, unzipped } from '#lib/evidence/testing/bundle-bytes.ts'
import {
  hostileName,
  secrets,
  useVoiceExecution,
} from '#lib/evidence/testing/use-voice-execution.ts'
import { verifyBundle } from '#lib/evidence/verify/verify-bundle.ts'
import { assembleCall } from '#lib/executions/assemble-call.ts'
import { getExecution, getExecutionAudio, getExecutionRow } from '#lib/executions/queries.ts'
import { createStorage } from '#lib/platform/storage/storage.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import { claimReview } from '#lib/review/claim-review.ts'
import { decideReview } from '#lib/review/decide-review.ts'
import { findReviewOf } from '#lib/review/queries.ts'
import { requestReview } from '#lib/review/request-review.ts'

const database = useTestDatabase()
const execution = useVoiceExecution(database)
const storage = createStorage()

const trusted = (): KeyObject[] =>
  listEvidenceKeys().map(({ public_key }) => createPublicKey(public_key))

test('a call that was not recorded as a whole can be had as one, and its response time be read off', async () => {
  const { ctx, executionId } = execution()
  const { call, turns } = await getExecution(ctx, executionId)
  expect(call).toMatchObject({ assembled: true, turns: [{ turn: 0 }], overlaps: [] })
  const audio = await getExecutionAudio(ctx, executionId, 0)
  expect(audio.call).toBeNull()
  const wav = (await assembleCall(storage, audio.turns)) ?? Buffer.alloc(0)
  const samples = new Int16Array(wav.buffer, wav.byteOffset + 44, (wav.byteLength - 44) >> 1)
  expect(samples.length / 32).toBeCloseTo(call?.duration_ms ?? 0, -1)
  const { speech_end_ms = 0, first_sound_ms = 0, response_ms } = turns[0]?.timings ?? {}
  const zero = call?.turns[0]?.zero_ms ?? Number.NaN
  const heard = zero + (first_sound_ms ?? Number.NaN)
  const loudness = (ms: number, side: 0 | 1) => {
    let most = 0
    for (let n = Math.round(ms * 16); n < (ms + 30) * 16; n++)
      most = Math.max(most, Math.abs(samples[2 * n + side] ?? 0))
    return most
  }
  // The reply begins at its mark on the right channel, and the caller had ended on the left one.
  expect(loudness(heard, 1)).toBeGreaterThan(10 * Math.max(1, loudness(heard - 60, 1)))
  expect(loudness(zero + (speech_end_ms ?? Number.NaN) + 5, 0)).toBeLessThan(700)
  expect((first_sound_ms ?? 0) - (speech_end_ms ?? 0)).toBeCloseTo(response_ms ?? Number.NaN, 0)
})

async function bundle(options: { madeAt?: Date; storage?: Storage } = {}) {
  const { ctx, executionId } = execution()
  const { storage: from = storage, ...rest } = options
  const zip = await bytesOf(await bundleExecution(ctx, from, executionId, rest))
  const files = unzipped(zip)
  const json = (path: string): unknown => JSON.parse(files.get(path)?.toString('utf8') ?? '')
  return { zip, files, json }
}

test('a bundle holds the conversation, its sound, its judgement and a signed list of it all', async () => {
  const { zip, files, json } = await bundle()
  expect([...files.keys()]).toEqual([
    'conversation.txt',
    'execution.json',
    'exchange.json',
    'review.json',
    'audio/turn-1-caller.wav',
    'audio/turn-1-voice-ai.wav',
    'index.html',
    'manifest.json',
    'signature.json',
  ])
  expect(await verifyBundle(sourceOf(zip), trusted())).toMatchObject({ faults: [] })
  expect(json('manifest.json')).toMatchObject({
    subject: { kind: 'execution', id: execution().executionId, title: hostileName },
    product: { name: 'Earshot' },
    missing: [],
  })
  expect(json('execution.json')).toMatchObject({
    validation: { verdict: 'failed', policy_version: expect.any(Number) as number },
    case_version: 1,
    variables: { CITY: 'toronto' },
    turns: [
      { said: 'what is the weather in toronto', input_audio: { file: 'audio/turn-1-caller.wav' } },
    ],
  })
  expect(files.get('conversation.txt')?.toString()).toContain(
    'Caller:     what is the weather in toronto',
  )
})

test('the sound in a bundle is the sound that was recorded', async () => {
  const { ctx, executionId } = execution()
  const { turns } = await getExecutionRow(ctx, executionId)
  const { files } = await bundle()
  expect(files.get('audio/turn-1-caller.wav')).toEqual(
    await storage.get('input-audio', turns[0]?.stimulus?.key ?? ''),
  )
  expect(files.get('audio/turn-1-voice-ai.wav')).toEqual(
    await storage.get('output-audio', turns[0]?.reply_audio?.key ?? ''),
  )
})

test('no secret of the target is in any file, in no form that it travels in', async () => {
  const { ctx, executionId } = execution()
  // The mask has something to do: what is stored does hold the secret variable.
  const stored = JSON.stringify(await getExecution(ctx, executionId))
  expect(stored).toContain(JSON.stringify(secrets[2]).slice(1, -1))
  const { files } = await bundle()
  for (const [path, bytes] of files) {
    const text = bytes.toString('latin1')
    for (const secret of [...secrets, 'tok-3f1c99aa71', 'sword&quot;fish', 'fish & <chips>'])
      for (const form of [
        secret,
        JSON.stringify(secret).slice(1, -1),
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
      ])
        expect(text.includes(form), `${form} in ${path}`).toBe(false)
  }
})

test('two bundles of one execution differ in manifest and signature only; at one time in nothing', async () => {
  const first = await bundle({ madeAt: new Date('2026-01-01T00:00:00Z') })
  const same = await bundle({ madeAt: new Date('2026-01-01T00:00:00Z') })
  expect(same.zip.equals(first.zip)).toBe(true)
  const later = await bundle({ madeAt: new Date('2026-02-01T00:00:00Z') })
  const changed = [...later.files].filter(([path, bytes]) => !first.files.get(path)?.equals(bytes))
  expect(changed.map(([path]) => path)).toEqual(['manifest.json', 'signature.json'])
})

test('a recording that storage has lost is named and breaks nothing', async () => {
  const lossy: Storage = {
    ...storage,
    get: (bucket, key) =>
      bucket === 'output-audio' ? Promise.resolve(null) : storage.get(bucket, key),
  }
  const { zip, files, json } = await bundle({ storage: lossy })
  expect(files.has('audio/turn-1-voice-ai.wav')).toBe(false)
  expect(json('manifest.json')).toMatchObject({
    missing: [{ path: 'audio/turn-1-voice-ai.wav' }],
  })
  expect(files.get('index.html')?.toString()).toContain('is no longer in storage')
  expect(json('execution.json')).toMatchObject({ turns: [{ output_audio: { file: null } }] })
  expect((await verifyBundle(sourceOf(zip), trusted())).faults).toEqual([])
})

test('the recording of the whole call is in it where one was made', async () => {
  const { ctx, executionId } = execution()
  const wav = encodeStereoWav(new Int16Array(1_600).fill(900), new Int16Array(1_600), 16_000)
  const call = {
    key: `${executionId}/call.wav`,
    sha256: createHash('sha256').update(wav).digest('hex'),
    duration_ms: 100,
    turns: [{ turn: 0, at_ms: 0 }],
    overlaps: [{ turn: 0, from_ms: 20, to_ms: 40 }],
  }
  await storage.put('output-audio', call.key, wav, 'audio/wav')
  const details = ctx.db.update(executionDetails).set({ call })
  await details.where(eq(executionDetails.executionId, executionId))
  const { files, json } = await bundle()
  expect(files.get('audio/call.wav')?.equals(wav)).toBe(true)
  expect(json('execution.json')).toMatchObject({ call: { file: 'audio/call.wav' } })
  expect(files.get('index.html')?.toString()).toContain('The whole call')
  const without = ctx.db.update(executionDetails).set({ call: null })
  await without.where(eq(executionDetails.executionId, executionId))
})

test('a page is not taken in by what people and voice AIs write', async () => {
  const { files } = await bundle()
  const page = files.get('index.html')?.toString() ?? ''
  expect(page).not.toMatch(/<script|<img|<b>/i)
  expect(page).toContain('Weather &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).toContain('&lt;img src=x onerror=alert(2)&gt;')
  expect(page).toContain('content="default-src &#39;none&#39;;')
  // Nothing in it leads out: every address is a file beside it or the sound itself.
  for (const [, address = ''] of page.matchAll(/(?:src|href)="([^"]{0,60})/g))
    expect(address).toMatch(/^(data:audio\/wav;base64,|[a-z0-9][a-z0-9./-]*$)/)
})

test('the size is known beforehand, about', async () => {
  const { ctx, executionId } = execution()
  const { zip } = await bundle()
  const guess = estimateSize(await getExecution(ctx, executionId))
  expect(guess / zip.length).toBeGreaterThan(0.7)
  expect(guess / zip.length).toBeLessThan(1.4)
})

test('a recording that was changed in storage is told as such', async () => {
  const changed: Storage = {
    ...storage,
    get: async (bucket, key) => {
      const bytes = await storage.get(bucket, key)
      if (bytes && bucket === 'input-audio') bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100)
      return bytes
    },
    async stream(bucket, key) {
      const bytes = await changed.get(bucket, key)
      const { Readable } = await import('node:stream')
      return bytes && Readable.from([bytes])
    },
  }
  const { json } = await bundle({ storage: changed })
  expect(json('manifest.json')).toMatchObject({
    notes: [expect.stringContaining('audio/turn-1-caller.wav is not what was recorded') as string],
  })
})

test('the decisions of people are in it, with who, when and why', async () => {
  const { ctx, executionId } = execution()
  await requestReview(ctx, executionId)
  const review = await findReviewOf(ctx, executionId)
  await claimReview(ctx)
  await decideReview(ctx, review?.id ?? '', { verdict: 'failed', notes: 'It <really> failed' })
  const { json, files } = await bundle()
  expect(json('review.json')).toMatchObject({
    queued: { reason: 'requested', status: 'decided' },
    decisions: [{ reviewer: ctx.actor.name, verdict: 'failed', notes: 'It <really> failed' }],
  })
  expect(files.get('index.html')?.toString()).toContain('It &lt;really&gt; failed')
})

test('a viewer may have it, and the log says so; another organization finds nothing', async () => {
  const { ctx, executionId } = execution()
  const viewer = await createUser(database.db, { id: ctx.organizationId }, 'viewer')
  await bytesOf(await bundleExecution(ctxFor(database.db, viewer), storage, executionId))
  const logged = await ctx.db.select().from(activityLog).where(eq(activityLog.userId, viewer.id))
  expect(logged).toMatchObject([{ action: 'evidence.export', entityId: executionId }])
  const stranger = await createCtx(database.db)
  await expect(bundleExecution(stranger, storage, executionId)).rejects.toThrow('No execution')
})

test('a bundle signed by another installation is told from ours', async () => {
  const { zip } = await bundle()
  const foreign = deriveSigningKey('the secret of somebody else').publicKey
  const { faults } = await verifyBundle(sourceOf(zip), [foreign])
  expect(faults).toEqual([expect.stringMatching(/signed with the key [0-9a-f]{16}, which is not/)])
})
