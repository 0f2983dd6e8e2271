import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { builtIns } from '#lib/device-profiles/built-in.ts'
import { copyDeviceProfile } from '#lib/device-profiles/copy-profile.ts'
import { createDeviceProfile } from '#lib/device-profiles/create-profile.ts'
import { deleteDeviceProfile } from '#lib/device-profiles/delete-profile.ts'
import {
  getDeviceProfile,
  listDeviceProfiles,
  listNoiseRecordings,
} from '#lib/device-profiles/queries.ts'
import { updateDeviceProfile } from '#lib/device-profiles/update-profile.ts'
import { uploadNoise } from '#lib/device-profiles/upload-noise.ts'
import { golden } from '#lib/engines/speech/decode/testing/golden-audio.ts'
import { encodeStereoWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { builtInProfiles } from '#lib/engines/speech/conditions/built-in-profiles.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const database = useTestDatabase()
let folder: string
let storage: Storage

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-noise-'))
  storage = createFileStorage(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const office = { name: 'Open office', settings: { noise: { kind: 'pink', snr_db: 12 } } }
const landline = builtIns.find(({ name }) => name === 'Landline')?.id ?? ''

const viewerOf = async ({ organizationId }: Ctx) =>
  ctxFor(database.db, await createUser(database.db, { id: organizationId }, 'viewer'))

const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError)) return error
  return { code: error.code, message: error.message, fields: error.faults.map((f) => f.path) }
}

const actionsOn = async (id: string) => {
  const rows = await database.db.select().from(activityLog).where(eq(activityLog.entityId, id))
  return rows.map(({ action }) => action).toSorted()
}

describe('built-in profiles', () => {
  test('are there for everybody without a row, under ids that never change', async () => {
    const list = await listDeviceProfiles(await viewerOf(await createCtx(database.db)))
    expect(list.map(({ name, id }) => [name, id])).toEqual([
      ['Quiet room', '68356720-01dc-4bc5-a780-e641e3e16ffe'],
      ['Car at 120 km/h', '4b3f7722-a96b-49f7-8c01-aaffefe538a1'],
      ['Café', '34175c74-b10c-4991-8886-2f5b579a355c'],
      ['Speakerphone', 'f2a89ebe-e1ae-46fc-aabc-fff8a5ca9ac3'],
      ['Landline', 'fe968080-d2bb-42c1-8092-d0c1cc934e76'],
      ['Poor mobile', 'a0c23750-3236-4378-a0c0-c4d3ff30c643'],
    ])
    expect(list).toHaveLength(builtInProfiles.length)
    expect(list.every((profile) => profile.built_in)).toBe(true)
    expect(list.at(-1)?.conditions).toEqual([
      'pink noise at 20 dB SNR',
      'telephone line, G.711 A-law',
      '8 % of packets lost, bad spells of 2.5, concealed',
    ])
  })

  test('cannot be changed or deleted, and their names are taken', async () => {
    const ctx = await createCtx(database.db)
    for (const work of [
      () => updateDeviceProfile(ctx, landline, { name: 'Mine' }),
      () => deleteDeviceProfile(ctx, landline),
      () => createDeviceProfile(ctx, { ...office, name: 'LANDLINE' }),
    ])
      expect(await refusal(work())).toMatchObject({ code: 'conflict' })
  })

  test('can be copied, and the copy changed', async () => {
    const ctx = await createCtx(database.db)
    const copy = await copyDeviceProfile(ctx, landline)
    const second = await copyDeviceProfile(ctx, landline)
    expect([copy.name, second.name]).toEqual(['Landline (copy)', 'Landline (copy 2)'])
    expect(copy.settings).toEqual((await getDeviceProfile(ctx, landline)).settings)
    const changed = await updateDeviceProfile(ctx, copy.id, { settings: { gain: { db: -6 } } })
    expect(changed).toMatchObject({ version: 2, conditions: ['gain −6 dB'], built_in: false })
  })
})

describe('profiles of an organization', () => {
  test('are created, changed and deleted, each with a trace', async () => {
    const ctx = await createCtx(database.db, 'qa_engineer')
    const { id, settings } = await createDeviceProfile(ctx, office)
    expect(settings).toEqual({ noise: { kind: 'pink', snr_db: 12, talkers: 6 } })
    expect(await updateDeviceProfile(ctx, id, { description: 'Busy' })).toMatchObject({
      version: 1,
    })
    expect(await updateDeviceProfile(ctx, id, { seed: 9 })).toMatchObject({ version: 2, seed: 9 })
    await deleteDeviceProfile(ctx, id)
    expect(await refusal(getDeviceProfile(ctx, id))).toMatchObject({ code: 'not_found' })
    expect(await actionsOn(id)).toEqual([
      'device-profile.create',
      'device-profile.delete',
      'device-profile.update',
      'device-profile.update',
    ])
  })

  test('say which setting is out of bounds', async () => {
    const ctx = await createCtx(database.db)
    const settings = { noise: { kind: 'pink', snr_db: 99 }, speed: { factor: 2 }, echo: {} }
    expect(await refusal(createDeviceProfile(ctx, { name: 'Wrong', settings }))).toMatchObject({
      code: 'invalid',
      fields: ['settings.speed.factor', 'settings.noise.snr_db', 'settings.echo'],
    })
  })

  test('have names of their own, and none that means no profile', async () => {
    const ctx = await createCtx(database.db)
    await createDeviceProfile(ctx, office)
    const again = createDeviceProfile(ctx, { ...office, name: 'OPEN office' })
    expect(await refusal(again)).toMatchObject({ code: 'conflict' })
    await expect(createDeviceProfile(ctx, { ...office, name: 'None' })).rejects.toThrow(
      /no profile/,
    )
  })

  test('are written by engineers and admins, and belong to one organization', async () => {
    const ctx = await createCtx(database.db)
    const { id } = await createDeviceProfile(ctx, office)
    const viewer = await viewerOf(ctx)
    const stranger = await createCtx(database.db)
    expect((await listDeviceProfiles(viewer)).map(({ name }) => name)).toContain('Open office')
    expect((await listDeviceProfiles(stranger)).map(({ name }) => name)).not.toContain(
      'Open office',
    )
    for (const work of [
      () => createDeviceProfile(viewer, { ...office, name: 'Other' }),
      () => updateDeviceProfile(viewer, id, { seed: 2 }),
      () => copyDeviceProfile(viewer, id),
      () => deleteDeviceProfile(viewer, id),
    ])
      expect(await refusal(work())).toMatchObject({ code: 'forbidden' })
    for (const work of [
      () => getDeviceProfile(stranger, id),
      () => updateDeviceProfile(stranger, id, { seed: 2 }),
      () => copyDeviceProfile(stranger, id),
      () => deleteDeviceProfile(stranger, id),
    ])
      expect(await refusal(work())).toMatchObject({ code: 'not_found' })
  })
})

describe('uploaded noise', () => {
  const hum = (seconds: number, level = 3_000) => {
    const pcm = new Int16Array(8_000 * seconds).map((_, n) => level * Math.sin(n / 7))
    return encodeWav({ pcm, sampleRate: 8_000 })
  }

  test('is kept once, at 16 kHz, and can be used by its organization only', async () => {
    const ctx = await createCtx(database.db)
    const stranger = await createCtx(database.db)
    const upload = { name: 'Fan', bytes: hum(2) }
    const fan = await uploadNoise(ctx, storage, upload)
    expect(await uploadNoise(ctx, storage, upload)).toEqual(fan)
    expect(fan).toMatchObject({ name: 'Fan', duration_ms: 2_000 })
    expect(await storage.stat('input-audio', fan.key)).toMatchObject({ size: 44 + 2 * 16_000 * 2 })
    expect(await listNoiseRecordings(stranger)).toEqual([])
    expect(await actionsOn(fan.id)).toEqual(['device-profile.upload-noise'])

    const settings = { noise: { kind: 'recording', snr_db: 3, recording: fan.key } }
    expect(await createDeviceProfile(ctx, { name: 'Fan', settings })).toMatchObject({
      conditions: ['recorded noise at 3 dB SNR'],
    })
    expect(await refusal(createDeviceProfile(stranger, { name: 'Fan', settings }))).toMatchObject({
      fields: ['settings.noise.recording'],
    })
  })

  test('tells what is odd in the file, also when the same comes again', async () => {
    const ctx = await createCtx(database.db)
    const pcm = new Int16Array(8_000).map((_, n) => 3_000 * Math.sin(n / 7))
    const inverted = pcm.map((sample) => -sample)
    const upload = { name: 'Stereo', bytes: encodeStereoWav(pcm, inverted, 8_000) }
    for (const _ of [1, 2])
      expect(await uploadNoise(ctx, storage, upload)).toMatchObject({
        warnings: [expect.stringContaining('out of phase')],
      })
    expect(await uploadNoise(ctx, storage, { name: 'Fan', bytes: hum(1) })).toMatchObject({
      warnings: [],
    })
  })

  test.each(['mp3-tagged', 'ogg-opus', 'flac-24-stereo'] as const)(
    'may come as %s',
    async (form) => {
      const ctx = await createCtx(database.db)
      const bytes = golden(form)
      const upload = uploadNoise(ctx, storage, { name: 'Street', bytes })
      if (form === 'flac-24-stereo')
        return expect(upload).rejects.toThrow(/100 ms; at least 500 ms are needed/)
      const kept = await upload
      expect(kept.duration_ms).toBeGreaterThan(1_000)
      expect(kept.duration_ms).toBeLessThan(1_200)
    },
  )

  test.each([
    ['no audio', () => Buffer.from('hello'), /no audio of a known form: send WAV, MP3/],
    ['M4A', () => Buffer.from('0000001c667479704d344120', 'hex'), /M4A\/AAC is not read/],
    ['too short', () => hum(0.1), /100 ms; at least 500 ms are needed/],
    ['too long', () => hum(61), /61 s; at most 60 s/],
    ['silent', () => hum(1, 0), /silent/],
  ])('is refused when it is %s', async (_, bytes, reason) => {
    const ctx = await createCtx(database.db)
    await expect(uploadNoise(ctx, storage, { name: 'Noise', bytes: bytes() })).rejects.toThrow(
      reason,
    )
    expect(await listNoiseRecordings(ctx)).toEqual([])
  })

  test('is refused from the wrong role', async () => {
    const viewer = await viewerOf(await createCtx(database.db))
    const upload = uploadNoise(viewer, storage, { name: 'Fan', bytes: hum(1) })
    expect(await refusal(upload)).toMatchObject({ code: 'forbidden' })
  })
})
