import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { deviceProfiles } from '#db/schema/device-profiles.ts'
import { testExecutionQueue, testRuns } from '#db/schema/runs.ts'
import {
  caseDefinition,
  createCtx,
  createSuiteFixture,
  createTargetFixture,
} from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { builtIns } from '#lib/device-profiles/built-in.ts'
import { profileOfSnapshot } from '#lib/device-profiles/used-profile.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { AppError } from '#lib/platform/errors.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { getRun } from '#lib/runs/queries.ts'
import { expandRun } from '#lib/runs/queue/expand-run.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'

const database = useTestDatabase()
const jobs = useBoss(database)
let sql: Sql

beforeAll(() => {
  sql = openSql(database.url, { max: 2 })
})
afterAll(async () => {
  await sql.end({ timeout: 5 })
})

const landline = builtIns.find(({ name }) => name === 'Landline')

async function setting() {
  const ctx = await createCtx(database.db)
  const languages = { 'en-US': { voice: 'default' }, 'de-DE': { voice: 'default' } }
  const turns = [{ say: { 'en-US': 'hello', 'de-DE': 'hallo' }, expect: {} }]
  const { suite } = await createSuiteFixture(ctx, { cases: [caseDefinition({ languages, turns })] })
  const target = await createTargetFixture(ctx)
  const input = (more: Record<string, unknown> = {}) =>
    StartRunInput.parse({ suite_ids: [suite.id], target: target.name, ...more })
  return { ctx, input }
}

async function ownProfile(organizationId: string, name: string) {
  const settings = { noise: { kind: 'white', snr_db: 5 } }
  const [row] = await database.db
    .insert(deviceProfiles)
    .values({ organizationId, name, settings, seed: 7 })
    .returning()
  if (!row) throw new Error('The insert returned no row')
  return row
}

const itemsOf = (runId: string) =>
  database.db.select().from(testExecutionQueue).where(eq(testExecutionQueue.runId, runId))

const snapshotOf = async (runId: string) => {
  const [run] = await database.db.select().from(testRuns).where(eq(testRuns.id, runId))
  return run?.snapshot
}

const faultsOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof AppError ? [error.message, error.faults.map(({ path }) => path)] : error
}

describe('a run with device profiles', () => {
  test('has an item for each case, language, profile and repetition', async () => {
    const { ctx, input } = await setting()
    const own = await ownProfile(ctx.organizationId, 'My car')
    const { id } = await startRun(
      ctx,
      input({ device_profiles: ['landline', own.id, 'none'], repetitions: 4 }),
    )
    expect((await getRun(ctx, id)).counts.total).toBe(2 * 3 * 4)
    expect(await expandRun(sql, jobs.boss, id, null)).toBe(true)
    const items = await itemsOf(id)
    expect(items).toHaveLength(2 * 3 * 4)
    for (const profile of [landline?.id, own.id, null])
      expect(items.filter((item) => item.deviceProfileId === profile)).toHaveLength(2 * 4)
  })

  test('keeps what was tested, though the profile is changed later', async () => {
    const { ctx, input } = await setting()
    const own = await ownProfile(ctx.organizationId, 'My car')
    const { id } = await startRun(ctx, input({ device_profiles: ['MY CAR'] }))
    await database.db.delete(deviceProfiles).where(eq(deviceProfiles.id, own.id))
    expect(profileOfSnapshot(await snapshotOf(id), own.id)).toEqual({
      id: own.id,
      name: 'My car',
      seed: 7,
      settings: { noise: { kind: 'white', snr_db: 5, talkers: 6 } },
    })
  })

  test('takes a profile once, by whatever it is called', async () => {
    const { ctx, input } = await setting()
    const names = ['Landline', landline?.id ?? '', 'clean', 'None']
    const { id } = await startRun(ctx, input({ device_profiles: names }))
    expect((await getRun(ctx, id)).counts.total).toBe(2 * 2)
  })

  test('takes profiles that are in no table', async () => {
    const { ctx, input } = await setting()
    const made = {
      id: '11111111-1111-4111-8111-111111111111',
      name: 'White noise at 3 dB',
      settings: parseProfile({ noise: { kind: 'white', snr_db: 3 } }),
      seed: 5,
    }
    const trigger = { kind: 'search' }
    const { id } = await startRun(ctx, input(), trigger, { profiles: [made] })
    await expandRun(sql, jobs.boss, id, null)
    expect((await itemsOf(id)).map((item) => item.deviceProfileId)).toEqual([made.id, made.id])
    expect(profileOfSnapshot(await snapshotOf(id), made.id)).toEqual(made)
  })

  test('is refused when a profile is unknown or of another organization', async () => {
    const { ctx, input } = await setting()
    const foreign = await ownProfile((await createCtx(database.db)).organizationId, 'Theirs')
    for (const name of ['Theirs', foreign.id, 'nowhere'])
      expect(await faultsOf(startRun(ctx, input({ device_profiles: [name] })))).toEqual([
        `There is no device profile ${name}`,
        ['device_profiles'],
      ])
  })

  test('is refused in text mode, which sends no sound', async () => {
    const { ctx, input } = await setting()
    const started = startRun(ctx, input({ device_profiles: ['Landline'], mode: 'text' }))
    expect(await faultsOf(started)).toEqual([
      'A run in text mode sends no sound that a device profile could change',
      ['device_profiles'],
    ])
    const dry = await startRun(ctx, input({ device_profiles: ['none'], mode: 'text' }))
    expect((await getRun(ctx, dry.id)).counts.total).toBe(2)
  })

  test('counts profiles against the item limit', async () => {
    const { ctx, input } = await setting()
    const device_profiles = builtIns.map(({ name }) => name)
    const names = await Promise.all(
      Array.from({ length: 40 }, (_, n) => ownProfile(ctx.organizationId, `own ${n}`)),
    )
    const all = [...device_profiles, ...names.map(({ name }) => name)]
    const many = Array.from({ length: 60 }, (_, n) =>
      caseDefinition({ id: `case-${n}`, name: `Case ${n}` }),
    )
    const { suite } = await createSuiteFixture(ctx, { cases: many })
    const started = startRun(
      ctx,
      input({ suite_ids: [suite.id], device_profiles: all, repetitions: 100 }),
    )
    expect(await faultsOf(started)).toEqual([
      'A run of 276000 items is too large; the limit is 200000',
      ['repetitions'],
    ])
  })
})
