import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { reviewDecisions } from '#db/schema/review.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'

const database = useTestDatabase()
useBoss(database)
const api = useApi(database)

const doubtful = (confidence: number) =>
  ({ verdict: 'failed', confidence, reason: 'doubtful' }) as const

async function stage() {
  const ctx = await createCtx(database.db)
  const { executions } = await createRunFixture(ctx, [doubtful(0.4), doubtful(0.5), doubtful(0.6)])
  return { ctx, ids: executions.map(({ reviewId }) => reviewId) }
}

const decide = (ctx: Ctx, id: string | undefined, json: object, headers = {}) =>
  api.call(ctx, 'POST', `/api/v1/reviews/${id}/decision`, {
    json: { verdict: 'failed', ...json },
    headers,
  })

test('a decision answers the decided item alone, unless the next one is asked for', async () => {
  const { ctx, ids } = await stage()
  const alone = await decide(ctx, ids[0], {})
  expect(alone).toMatchObject({ status: 200, body: { id: ids[0], status: 'decided' } })
  expect(alone.body).not.toHaveProperty('next')
  expect(await decide(ctx, ids[1], { claim_next: {} })).toMatchObject({
    status: 200,
    body: { id: ids[1], status: 'decided', next: { item: { id: ids[2], status: 'pending' } } },
  })
  expect(await decide(ctx, ids[2], { claim_next: {} })).toMatchObject({
    body: { id: ids[2], next: null },
  })
})

test('the next item is none of those that were put aside', async () => {
  const { ctx, ids } = await stage()
  expect(await decide(ctx, ids[0], { claim_next: { skip: [ids[1]] } })).toMatchObject({
    body: { next: { item: { id: ids[2] } } },
  })
  expect(await decide(ctx, ids[2], { claim_next: { skip: ['one'] } })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'claim_next.skip[0]' }] },
  })
})

test('the same Idempotency-Key decides and claims once, and answers the same', async () => {
  const { ctx, ids } = await stage()
  const key = { 'idempotency-key': `decide-${ids[0]}` }
  const first = await decide(ctx, ids[0], { claim_next: {} }, key)
  expect(first).toMatchObject({ status: 200, body: { next: { item: { id: ids[1] } } } })
  const again = await decide(ctx, ids[0], { claim_next: {} }, key)
  expect(again.body).toEqual(first.body)
  const kept = await database.db
    .select()
    .from(reviewDecisions)
    .where(eq(reviewDecisions.itemId, ids[0] ?? ''))
  expect(kept).toHaveLength(1)
})
