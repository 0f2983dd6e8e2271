import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { getDefect, listDefects } from '#lib/defects/queries.ts'
import { createRun, createSetting, type RunOptions } from '#lib/notifications/testing/judged-run.ts'
import { useQueue } from '#lib/notifications/testing/outbox.ts'
import { followRun } from '#workers/handlers/run-changed.ts'

const database = useTestDatabase()
useQueue(database)

async function stage() {
  const ctx = await createCtx(database.db)
  const setting = await createSetting(ctx, { weather: 'critical' })
  const end = async (options: RunOptions) => {
    await followRun(ctx, await createRun(setting, options), 'finished')
    return (await listDefects(ctx)).data
  }
  return { ctx, end }
}

const failing = { weather: 'failed' } as const
const noisy = { mode: 'voice', deviceProfileId: uuidv7() } as const

describe('a fix is proven where it failed', () => {
  test('passes in another mode or through another device profile close nothing', async () => {
    const { end } = await stage()
    await end({ ...noisy, verdicts: failing })
    for (const elsewhere of [
      { mode: 'text' },
      { mode: 'voice' },
      { ...noisy, mode: 'twin' },
      { mode: 'voice', deviceProfileId: uuidv7() },
    ] as const)
      for (let run = 0; run < 3; run++)
        expect(await end(elsewhere)).toMatchObject([{ status: 'open' }])
    await end(noisy)
    expect(await end(noisy)).toMatchObject([{ status: 'resolved' }])
  })

  test('one that showed itself in two places is fixed in both', async () => {
    const { end } = await stage()
    await end({ ...noisy, verdicts: failing })
    await end({ mode: 'text', verdicts: failing })
    await end({ mode: 'text' })
    expect(await end({ mode: 'text' })).toMatchObject([{ status: 'open' }])
    await end(noisy)
    expect(await end(noisy)).toMatchObject([{ status: 'resolved' }])
  })

  test('a pass that waits for a person closes nothing, and one that a person confirmed does', async () => {
    const { end } = await stage()
    await end({ verdicts: failing })
    const waiting = { weather: { verdict: 'passed', review: 'manual_review' } } as const
    for (let run = 0; run < 3; run++)
      expect(await end({ verdicts: waiting })).toMatchObject([{ status: 'open' }])
    const confirmed = { weather: { verdict: 'passed', review: 'approved' } } as const
    await end({ verdicts: confirmed })
    expect(await end({ verdicts: confirmed })).toMatchObject([{ status: 'resolved' }])
  })
})

describe('late answers', () => {
  const late = (proof: 'wrong' | 'unproven'): RunOptions['verdicts'] & {} => ({
    weather: {
      ...({ verdict: 'failed', blame: 'latency', review: 'rejected' } as const),
      ...{ validator: 'response_time', proof },
    },
  })

  test('one sighting on a busy machine files nothing, two do', async () => {
    const { end } = await stage()
    expect(await end({ verdicts: late('unproven') })).toEqual([])
    expect(await end({ verdicts: late('unproven'), repetitions: 2 })).toMatchObject([
      { occurrences: 2 },
    ])
  })

  test('are no critical fault by themselves, however critical the case', async () => {
    const { end } = await stage()
    expect(await end({ verdicts: late('wrong') })).toMatchObject([
      { severity: 'high', blame: 'latency' },
    ])
  })
})

test('was first seen when its first execution ended, not when it was filed', async () => {
  const { ctx, end } = await stage()
  await end({ verdicts: failing })
  const [filed] = await end({ verdicts: failing })
  const { first_seen_at, last_seen_at, executions } = await getDefect(ctx, filed?.id ?? '')
  expect(first_seen_at).toBe(executions.at(-1)?.finished_at)
  expect(last_seen_at).toBe(executions[0]?.finished_at)
  expect((first_seen_at ?? '') < (last_seen_at ?? '')).toBe(true)
})
