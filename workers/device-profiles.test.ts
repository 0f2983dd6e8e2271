import { eq, inArray } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { deviceTestExecutions } from '#db/schema/executions.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { builtIns } from '#lib/device-profiles/built-in.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { getExecution } from '#lib/executions/queries.ts'
import type { ExecutionView } from '#lib/executions/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { getRunResults, listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter, StartRunInput } from '#lib/runs/schema.ts'
import { startRun } from '#lib/runs/start-run.ts'
import { createSetting, ended } from '#workers/testing/pipeline.ts'
import { usePipeline } from '#workers/testing/use-pipeline.ts'

const database = useTestDatabase()
const pipeline = usePipeline(database)

const weather = {
  id: 'weather',
  say: 'what is the weather in toronto',
  expect: { intent: 'WeatherQuery' },
}
const everything = RunItemFilter.parse({})
const profileId = (name: string) => builtIns.find((profile) => profile.name === name)?.id ?? ''

type Started = { ctx: Ctx; suite: { id: string }; target: { id: string } }
type Profiles = NonNullable<Parameters<typeof startRun>[3]>

async function run(
  { ctx, suite, target }: Started,
  more: Record<string, unknown>,
  options: Profiles = {},
) {
  const input = StartRunInput.parse({ suite_ids: [suite.id], target: target.id, ...more })
  const { id } = await startRun(ctx, input, { kind: 'user', by: 'test' }, options)
  return ended(ctx, id, 60_000)
}

const setting = () =>
  createSetting(database.db, { endpoint: `${pipeline.simulator.url}/v1`, cases: [weather] })

async function executionsOf(ctx: Ctx, runId: string): Promise<ExecutionView[]> {
  const { data } = await listRunItems(ctx, runId, everything)
  return Promise.all(data.map(({ execution_id: id }) => getExecution(ctx, id ?? '')))
}

const rowsOf = (executions: ExecutionView[]) =>
  database.db
    .select()
    .from(deviceTestExecutions)
    .where(
      inArray(
        deviceTestExecutions.executionId,
        executions.map(({ id }) => id),
      ),
    )

describe('a voice run with device profiles', () => {
  test('is judged dry and through a landline, each with what was achieved', async () => {
    const started = await setting()
    const { ctx } = started
    const { id, counts } = await run(started, { device_profiles: ['Landline', 'clean'] })
    expect(counts).toMatchObject({ total: 2, passed: 2 })

    const landline = await listRunItems(ctx, id, {
      ...everything,
      device_profile: profileId('Landline'),
    })
    const dry = await listRunItems(ctx, id, { ...everything, device_profile: 'none' })
    expect(landline.data.map((item) => item.device_profile?.name)).toEqual(['Landline'])
    expect(dry.data.map((item) => item.device_profile)).toEqual([null])
    expect((await getRunResults(ctx, id, everything)).deviceProfiles).toHaveLength(2)

    const executions = await executionsOf(ctx, id)
    const through = executions.find((execution) => execution.device_profile !== null)
    const without = executions.find((execution) => execution.device_profile === null)
    expect(without?.conditions).toBeNull()
    expect(through?.conditions).toMatchObject({
      requested: ['white noise at 35 dB SNR', 'telephone line, G.711 µ-law'],
      seed: 1,
    })
    expect(through?.turns[0]?.input_audio?.sha256).not.toBe(without?.turns[0]?.input_audio?.sha256)
    expect(await rowsOf(executions)).toMatchObject([
      { executionId: through?.id, deviceProfileId: profileId('Landline') },
    ])
  })

  test('achieves the SNR within half a decibel and repeats the same bytes', async () => {
    const started = await setting()
    const { id } = await run(started, { device_profiles: ['Café', 'Quiet room'], repetitions: 2 })
    const executions = await executionsOf(started.ctx, id)
    const wanted: Record<string, number> = { Café: 15, 'Quiet room': 35 }
    expect(await rowsOf(executions)).toHaveLength(4)
    for (const { device_profile: profile, conditions } of executions) {
      const achieved = conditions?.measured[0]?.achieved_snr_db ?? NaN
      expect(Math.abs(achieved - (wanted[profile?.name ?? ''] ?? NaN))).toBeLessThan(0.5)
    }
    for (const name of ['Café', 'Quiet room']) {
      const same = executions.filter((execution) => execution.device_profile?.name === name)
      expect(new Set(same.map(({ turns }) => turns[0]?.input_audio?.sha256)).size).toBe(1)
    }
  })

  test('counts latency from where the conditions moved the end of the speech', async () => {
    const started = await setting()
    const made = {
      ...{ id: '22222222-2222-4222-8222-222222222222', name: 'Slow and late', seed: 1 },
      settings: parseProfile({
        speed: { factor: 0.7 },
        silence: { lead_ms: 1_000, trail_ms: 2_000 },
        gain: { db: -30 },
      }),
    }
    const { id } = await run(started, { device_profiles: ['none'] }, { profiles: [made] })
    const executions = await executionsOf(started.ctx, id)
    expect(executions.map(({ validation }) => validation?.verdict)).not.toContain('invalid')
    const [dry, late] = [null, made.name].map((name) =>
      executions.find((execution) => (execution.device_profile?.name ?? null) === name),
    )
    const dryEnd = dry?.turns[0]?.input_audio?.speech_end_ms ?? NaN
    const audio = late?.turns[0]?.input_audio
    expect(Math.abs((audio?.speech_end_ms ?? NaN) - 1_000 - dryEnd / 0.7)).toBeLessThan(60)
    expect((audio?.duration_ms ?? 0) - (audio?.speech_end_ms ?? 0)).toBeGreaterThan(1_900)
    expect(late?.conditions?.measured[0]?.speech_end_ms).toBeCloseTo(audio?.speech_end_ms ?? NaN, 2)
  })

  test('that no stimulus can be heard through ends as invalid, with the reason and the blame', async () => {
    const started = await setting()
    const gone = {
      ...{ id: '33333333-3333-4333-8333-333333333333', name: 'Lost noise', seed: 1 },
      settings: parseProfile({
        noise: { kind: 'recording', snr_db: 5, recording: 'noise/1-gone.wav' },
      }),
    }
    const { id } = await run(started, {}, { profiles: [gone] })
    const [execution] = await executionsOf(started.ctx, id)
    expect(execution).toMatchObject({
      attempt: 1,
      validation: { verdict: 'invalid', blame: 'stimulus' },
      device_profile: { name: 'Lost noise' },
    })
    expect(execution?.validation?.reason).toContain(
      'The device profile Lost noise cannot be applied: The noise recording noise/1-gone.wav no longer exists.',
    )
  })

  test('that loses every packet is no test of the voice AI', async () => {
    const started = await setting()
    const deaf = {
      ...{ id: '44444444-4444-4444-8444-444444444444', name: 'Dead line', seed: 1 },
      settings: parseProfile({
        packet_loss: { good_to_bad: 1, bad_to_good: 0.01, loss_in_good: 1, concealment: 'gap' },
      }),
    }
    const { id } = await run(started, {}, { profiles: [deaf] })
    const [execution] = await executionsOf(started.ctx, id)
    expect(execution?.validation).toMatchObject({ verdict: 'invalid', blame: 'stimulus' })
    expect(execution?.validation?.reason).toContain('leaves nothing to hear')
  })

  test('in twin mode changes the voice side only', async () => {
    const started = await setting()
    const { id } = await run(started, { device_profiles: ['Landline'], mode: 'twin' })
    const [execution] = await executionsOf(started.ctx, id)
    expect(execution?.turns[0]?.kind).toBe('voice')
    expect(execution?.twin_turns?.[0]).toMatchObject({ kind: 'text', input_audio: null })
    expect(execution?.conditions?.measured).toHaveLength(1)
    expect(execution?.validation?.verdict).toBe('passed')
  })
})

test('a run without device profiles writes no conditions', async () => {
  const started = await setting()
  const { id } = await run(started, { mode: 'text' })
  const [execution] = await executionsOf(started.ctx, id)
  expect(execution).toMatchObject({ device_profile: null, conditions: null })
  const rows = await database.db
    .select()
    .from(deviceTestExecutions)
    .where(eq(deviceTestExecutions.executionId, execution?.id ?? ''))
  expect(rows).toEqual([])
})
