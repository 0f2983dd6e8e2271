import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { embeddingsEngine } from '#lib/engines/meaning/embeddings.ts'
import { startOpenaiServer, type OpenaiServer } from '#lib/engines/meaning/testing/openai-server.ts'
import { checkDrift } from '#lib/meaning/check-drift.ts'
import { getCalibration, listCalibrations, loadCuts } from '#lib/meaning/queries.ts'
import { runCalibration } from '#lib/meaning/run-calibration.ts'
import { startCalibration } from '#lib/meaning/start-calibration.ts'
import { useQueue } from '#lib/notifications/testing/outbox.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'

const database = useTestDatabase()
useQueue(database)

let server: OpenaiServer
beforeAll(async () => {
  server = await startOpenaiServer()
})
beforeEach(() => {
  server.answerWith = null
})
afterAll(() => server.close())

const signal = AbortSignal.timeout(60_000)
const engines = () => [
  embeddingsEngine({ url: server.url, apiKey: 'good-key', model: 'test-embedder' }),
]
const letters = 'abcdefghijklmnopqrst'
/** Words that are the same, or that share no letter; each wording once. */
const pairs = (count: number, language = 'en-US') =>
  Array.from({ length: count }, (_, index) => {
    const word = `${letters[index % 20]}${letters[Math.floor(index / 20) % 20]}${letters[Math.floor(index / 400) % 20]}`
    const same = index % 2 === 0
    return { language, expected: `${word}`, reply: same ? `${word} ${word}` : 'zzz', same }
  })

const run = (ctx: Ctx, id: string) => runCalibration(ctx, id, engines(), signal)
const start = (ctx: Ctx, count: number) =>
  startCalibration(ctx, { engine: 'embeddings', pairs: pairs(count) }, engines())

test('a calibration comes into force when it is scored, replaces the one before, and can be repeated', async () => {
  const ctx = await createCtx(database.db)
  const [first] = await start(ctx, 60)
  expect(first).toMatchObject({ state: 'running', scored: 0, pairs: 60, same: null })
  await run(ctx, first?.id ?? '')
  await run(ctx, first?.id ?? '')
  expect(await getCalibration(ctx, first?.id ?? '')).toMatchObject({
    ...{ state: 'in_force', scored: 60, same: null, drift: 0 },
  })
  const { figures } = await getCalibration(ctx, first?.id ?? '')
  expect(figures?.text).toContain('never decided')
  const [second] = await start(ctx, 80)
  await run(ctx, second?.id ?? '')
  expect(await listCalibrations(ctx)).toMatchObject([
    { id: second?.id, state: 'in_force' },
    { id: first?.id, state: 'retired', reason: 'replaced by a newer calibration' },
  ])
  const cuts = await loadCuts(withinCtx(ctx), ctx.organizationId, 'en-US')
  expect(cuts).toEqual([
    {
      engine: 'embeddings',
      model: 'test-embedder',
      language: 'en-US',
      same: null,
      different: null,
    },
  ])
  expect(await loadCuts(withinCtx(ctx), ctx.organizationId, 'de-DE')).toEqual([])
})

test('an engine that fails leaves a calibration failed with its words', async () => {
  const ctx = await createCtx(database.db)
  const [one] = await start(ctx, 4)
  server.answerWith = () => ({ status: 403, body: '{"error":{"message":"quota used up"}}' })
  await run(ctx, one?.id ?? '')
  const { state, reason } = await getCalibration(ctx, one?.id ?? '')
  expect(state).toBe('failed')
  expect(reason).toContain('quota used up')
})

describe('starting one', () => {
  test('takes each wording once and one calibration a language, and leaves a trace', async () => {
    const ctx = await createCtx(database.db)
    const twice = [...pairs(6), ...pairs(6), ...pairs(4, 'de-DE')]
    const started = await startCalibration(ctx, { engine: 'embeddings', pairs: twice }, engines())
    expect(started.map(({ language, pairs: count }) => [language, count]).toSorted()).toEqual([
      ['de-DE', 4],
      ['en-US', 6],
    ])
    const traces = await database.db
      .select()
      .from(activityLog)
      .where(
        and(
          eq(activityLog.organizationId, ctx.organizationId),
          eq(activityLog.action, 'meaning.calibrate'),
        ),
      )
    expect(traces).toHaveLength(2)
  })

  test('refuses labels that contradict each other, an engine that is not there, and the wrong role', async () => {
    const ctx = await createCtx(database.db)
    const [pair] = pairs(1)
    if (!pair) throw new Error('no pair')
    const both = [pair, { ...pair, same: !pair.same }]
    await expect(
      startCalibration(ctx, { engine: 'embeddings', pairs: both }, engines()),
    ).rejects.toThrow(/labelled both ways/)
    await expect(
      startCalibration(ctx, { engine: 'llm', pairs: pairs(2) }, engines()),
    ).rejects.toThrow(/llm is not configured/)
    const user = await createUser(database.db, { id: ctx.organizationId }, 'reviewer')
    await expect(start(ctxFor(database.db, user), 2)).rejects.toThrow(/may not/)
  })

  test('shows another organization nothing', async () => {
    const [one] = await start(await createCtx(database.db), 4)
    const other = await createCtx(database.db)
    await expect(getCalibration(other, one?.id ?? '')).rejects.toThrow(/No calibration/)
    await run(other, one?.id ?? '')
    expect(await listCalibrations(other)).toEqual([])
  })
})

describe('drift', () => {
  const stage = async () => {
    const ctx = await createCtx(database.db)
    const [one] = await start(ctx, 40)
    await run(ctx, one?.id ?? '')
    return { ctx, state: async () => getCalibration(ctx, one?.id ?? '') }
  }

  test('an engine that scores as it did stays in force, one that cannot be asked too', async () => {
    const { state } = await stage()
    await checkDrift(database.db, engines(), signal)
    expect(await state()).toMatchObject({ state: 'in_force', drift: 0 })
    server.answerWith = () => ({ status: 403, body: '{}' })
    await checkDrift(database.db, engines(), signal)
    expect(await state()).toMatchObject({ state: 'in_force' })
    await checkDrift(database.db, [], signal)
    expect(await state()).toMatchObject({ state: 'in_force' })
  })

  test('one that scores otherwise no longer decides, and says why', async () => {
    const { ctx, state } = await stage()
    const vectors = [
      { index: 0, embedding: [1, 0.5] },
      { index: 1, embedding: [0.5, 1] },
    ]
    server.answerWith = () => ({ status: 200, body: JSON.stringify({ data: vectors }) })
    expect(await checkDrift(database.db, engines(), signal)).toBeGreaterThan(0)
    const now = await state()
    expect(now.state).toBe('retired')
    expect(now.reason).toMatch(/scores differently .* calibrate it again/)
    expect(await loadCuts(withinCtx(ctx), ctx.organizationId, 'en-US')).toEqual([])
  })
})
