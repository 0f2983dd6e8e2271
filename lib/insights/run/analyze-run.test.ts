import { describe, expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { analyzeRun } from '#lib/insights/run/analyze-run.ts'
import { RunAnalysisQuery, RunAnalysisView } from '#lib/insights/run/schema.ts'
import { createAnalysedRun, type Executed } from '#lib/insights/run/testing/analysed-run.ts'
import { NotFoundError } from '#lib/platform/errors.ts'

const database = useTestDatabase()
const car = '0198c000-0000-7000-8000-000000000001'

const times = (count: number, one: Executed) => Array.from({ length: count }, () => one)

async function analyze(
  executed: Executed[],
  run: Parameters<typeof createAnalysedRun>[2] = {},
  query: Record<string, string> = {},
) {
  const ctx = await createCtx(database.db)
  const { runId, caseId } = await createAnalysedRun(ctx, executed, run)
  const view = RunAnalysisView.parse(await analyzeRun(ctx, runId, RunAnalysisQuery.parse(query)))
  return { ...view, runId, caseId }
}

describe('latency', () => {
  test('the slowest turn speaks for an execution, with all its timings', async () => {
    const { latency } = await analyze([{ responses: [300, 900, null] }, { responses: [500] }])
    expect(latency.all.response_ms).toMatchObject({ n: 2, min: 500, p50: 700, max: 900 })
    expect(latency.all.connect_ms).toMatchObject({ n: 2, min: 1, max: 2 })
  })

  test('a repeated request, an invalid execution and an earlier attempt stay out', async () => {
    const { latency, invalid } = await analyze([
      { responses: [400] },
      { responses: [10, 9_000], attempts: [2, 1] },
      { verdict: 'invalid', responses: [8_000] },
      { isFinal: false, responses: [7_000] },
    ])
    expect(latency.all.response_ms).toMatchObject({ n: 1, min: 400, max: 400, p50: null })
    expect(latency.repeated).toBe(1)
    expect(invalid).toBe(1)
  })

  test('is told by language, device profile, voice and case, the slowest first', async () => {
    const { latency, caseId } = await analyze(
      [
        { language: 'en-US', responses: [100] },
        { language: 'de-DE', responses: [300], deviceProfileId: car },
      ],
      { snapshot: { profiles: { [car]: { name: 'Car', settings: {}, seed: 1 } }, variables: {} } },
      { by: 'language,device_profile,voice,case' },
    )
    const slowest = (name: 'language' | 'device_profile' | 'voice' | 'case') =>
      latency.by[name]?.groups.map(({ key, label, timings }) => [
        key,
        label,
        timings.response_ms.max,
      ])
    expect(slowest('language')).toEqual([
      ['de-DE', 'de-DE', 300],
      ['en-US', 'en-US', 100],
    ])
    expect(slowest('device_profile')).toEqual([
      [car, 'Car', 300],
      [null, 'No profile', 100],
    ])
    expect(slowest('voice')).toEqual([
      ['anna', 'anna', 300],
      ['slt', 'slt', 100],
    ])
    expect(slowest('case')).toEqual([[caseId, 'Current weather in a city', 300]])
  })

  test('a turn that was never timed has no figures', async () => {
    const { latency } = await analyze([{ responses: [] }, { responses: [null] }])
    expect(latency.all.response_ms).toEqual({
      ...{ n: 0, min: null, max: null },
      ...{ p50: null, p90: null, p95: null, p99: null },
    })
  })
})

describe('voice against text', () => {
  const pairs: Executed[] = [
    ...times(6, { twinVerdict: 'passed' }),
    ...times(3, { verdict: 'failed', blame: 'recognition', twinVerdict: 'passed' }),
    ...times(2, { verdict: 'failed', blame: 'understanding', twinVerdict: 'failed' }),
    { twinVerdict: 'failed' },
  ]

  test('is no matter of a run by voice alone', async () =>
    expect((await analyze([{}])).twin).toBeNull())

  test('the four outcomes, and the tax with its interval', async () => {
    const { twin } = await analyze(pairs, { mode: 'twin' })
    expect(twin?.all.counts).toMatchObject({
      ...{ both_right: 6, recognition: 3, understanding: 2, lucky: 1 },
    })
    expect(twin?.all).toMatchObject({ n: 12, voice_rate: 7 / 12, text_rate: 9 / 12 })
    expect(twin?.all.asr_tax?.value).toBeCloseTo(2 / 12, 12)
    expect(twin?.all.asr_tax?.low).toBeLessThan(0)
    expect(twin?.all.asr_tax?.high).toBeGreaterThan(2 / 12)
    // Three against one: 2 × (1 + 4) / 16.
    expect(twin?.all.p_value).toBeCloseTo(0.625, 12)
  })

  test('a pair without a verdict on both sides is counted on its own', async () => {
    const { twin } = await analyze(
      [
        { verdict: 'invalid', twinVerdict: 'passed' },
        { verdict: 'passed', twinVerdict: 'invalid' },
        { verdict: 'invalid', twinVerdict: 'invalid' },
        { verdict: 'invalid', twinVerdict: null },
        { verdict: 'passed', twinVerdict: null },
      ],
      { mode: 'twin' },
    )
    expect(twin?.all).toMatchObject({
      ...{ n: 0, voice_rate: null, text_rate: null, asr_tax: null, p_value: null },
      counts: {
        ...{ both_right: 0, recognition: 0, understanding: 0, lucky: 0 },
        ...{ invalid_voice: 1, invalid_text: 1, invalid_both: 2, unjudged: 1 },
      },
    })
  })

  test('a late or badly spoken right answer was not heard wrong', async () => {
    const { twin } = await analyze(
      [
        { verdict: 'failed', blame: 'latency', twinVerdict: 'passed' },
        { verdict: 'failed', blame: 'speech_output', twinVerdict: 'passed' },
        // A person said so: there is no automatic blame.
        { verdict: 'failed', twinVerdict: 'passed' },
      ],
      { mode: 'twin' },
    )
    expect(twin?.all.counts).toMatchObject({ both_right: 2, recognition: 1 })
  })

  test('the tax is told by language, the dearest first', async () => {
    const { twin } = await analyze(
      [
        ...times(4, { language: 'en-US', twinVerdict: 'passed' }),
        ...times(4, { language: 'de-DE', verdict: 'failed', twinVerdict: 'passed' }),
      ],
      { mode: 'twin' },
    )
    expect(
      twin?.by.language?.groups.map(({ label, asr_tax, n }) => [label, asr_tax?.value, n]),
    ).toEqual([
      ['de-DE', 1, 4],
      ['en-US', 0, 4],
    ])
  })
})

describe('slices', () => {
  test('a slice far below the rest is found, with its voice and profile', async () => {
    const { slices } = await analyze(
      [
        ...times(30, {}),
        ...times(2, { language: 'de-DE', deviceProfileId: car }),
        ...times(8, { language: 'de-DE', deviceProfileId: car, verdict: 'failed' }),
        { language: 'de-DE', deviceProfileId: car, verdict: 'invalid' },
      ],
      { snapshot: { profiles: { [car]: { name: 'Car', settings: {}, seed: 1 } } } },
    )
    expect(slices.rows[0]).toMatchObject({
      language: 'de-DE',
      voice: 'anna',
      device_profile: { id: car, name: 'Car' },
      ...{ passed: 2, failed: 8, invalid: 1, n: 10, pass_rate: 0.2 },
      ...{ rest_rate: 1, enough: true, finding: true },
    })
    expect(slices.rows[1]).toMatchObject({ language: 'en-US', voice: 'slt', finding: false })
  })

  test('too few executions are no finding, and come last', async () => {
    const executed = [
      ...times(40, {}),
      ...times(4, { language: 'de-DE', verdict: 'failed' as const }),
    ]
    const few = (await analyze(executed)).slices.rows.at(-1)
    expect(few).toMatchObject({ language: 'de-DE', enough: false, p_value: null, finding: false })
    const enough = (await analyze(executed, {}, { min_sample: '4' })).slices.rows[0]
    expect(enough).toMatchObject({ language: 'de-DE', enough: true, finding: true })
  })
})

test('a run of another organization is not found', async () => {
  const { runId } = await analyze([{}])
  const stranger = await createCtx(database.db)
  await expect(analyzeRun(stranger, runId, RunAnalysisQuery.parse({}))).rejects.toThrow(
    NotFoundError,
  )
})

test('an empty run says nothing', async () =>
  expect(await analyze([], { mode: 'twin' })).toMatchObject({
    ...{ passed: 0, failed: 0, invalid: 0 },
    slices: { rows: [] },
    twin: { all: { n: 0, asr_tax: null } },
  }))

test('asks for nothing that it does not know', () => {
  expect(RunAnalysisQuery.safeParse({ by: 'language,mood' }).success).toBe(false)
  expect(RunAnalysisQuery.safeParse({ by: '' }).success).toBe(false)
  expect(RunAnalysisQuery.parse({ by: 'voice, voice' }).by).toEqual(['voice'])
})
