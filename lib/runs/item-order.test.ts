import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'

import { voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { getRunResults, listRunItems } from '#lib/runs/item-queries.ts'
import { RunItemFilter, runItemSorts, type RunItemView } from '#lib/runs/schema.ts'

const database = useTestDatabase()
let ctx: Ctx
let runId: string

/** Confidences that four bytes cannot hold exactly, a tie, and a blind audit that failed. */
const judged = [
  { verdict: 'passed', confidence: 0.9 },
  { verdict: 'failed', confidence: 0.1 },
  { verdict: 'invalid', confidence: 0.7 },
  { verdict: 'failed', confidence: 0.97, reason: 'audit' },
  { verdict: 'passed', confidence: 0.9 },
  { verdict: 'failed', confidence: 0.3 },
] as const

beforeAll(async () => {
  ctx = await createCtx(database.db, 'viewer')
  const run = await createRunFixture(ctx, [...judged])
  runId = run.runId
  const times = [700, null, 90, 1_200, 700, 30]
  for (const [index, { id }] of run.executions.entries())
    await ctx.db
      .update(voiceTestExecutions)
      .set({ responseMs: times[index] ?? null, blame: index === 1 ? 'intent' : null })
      .where(eq(voiceTestExecutions.id, id))
  const first = run.executions[0]
  if (first)
    await ctx.db
      .update(testExecutionQueue)
      .set({ language: 'de-DE' })
      .where(eq(testExecutionQueue.id, first.itemId))
})

/** All items, read page by page. */
async function paged(query: Record<string, string>, limit: number): Promise<RunItemView[]> {
  const items: RunItemView[] = []
  let cursor: string | null = null
  do {
    const asked = { ...query, limit, ...(cursor !== null && { cursor }) }
    const page = await listRunItems(ctx, runId, RunItemFilter.parse(asked))
    items.push(...page.data)
    cursor = page.next_cursor
  } while (cursor !== null)
  return items
}

describe('items sorted by the server', () => {
  const cases: [Record<string, string>, (item: RunItemView) => unknown, unknown[]][] = [
    [{ sort: 'response' }, (item) => item.response_ms, [30, 90, 700, 700, 1_200, null]],
    [
      { sort: 'response', dir: 'desc' },
      (item) => item.response_ms,
      [1_200, 700, 700, 90, 30, null],
    ],
    [
      { sort: 'verdict' },
      (item) => (item.blind ? 'hidden' : item.verdict),
      ['failed', 'failed', 'invalid', 'hidden', 'passed', 'passed'],
    ],
    [{ sort: 'confidence' }, (item) => item.confidence, [0.1, 0.3, 0.7, 0.9, 0.9, null]],
    [
      { sort: 'confidence', dir: 'desc' },
      (item) => item.confidence,
      [0.9, 0.9, 0.7, 0.3, 0.1, null],
    ],
    [{ sort: 'blame' }, (item) => item.blame, ['intent', null, null, null, null, null]],
    [
      { sort: 'language' },
      (item) => item.language,
      ['de-DE', 'en-US', 'en-US', 'en-US', 'en-US', 'en-US'],
    ],
  ]
  test.each(cases)('by %o: those without a value are last', async (query, valueOf, expected) => {
    expect((await paged(query, 100)).map(valueOf)).toEqual(expected)
  })

  test.each(
    runItemSorts.flatMap((sort) => [
      { sort, dir: 'asc' },
      { sort, dir: 'desc' },
    ]),
  )('read page by page by $sort $dir, each comes once and in the same order', async (query) => {
    const whole = (await paged(query, 100)).map(({ id }) => id)
    expect(new Set(whole).size).toBe(judged.length)
    expect((await paged(query, 1)).map(({ id }) => id)).toEqual(whole)
    expect((await paged(query, 4)).map(({ id }) => id)).toEqual(whole)
  })

  test('ties stand in the order of the run, both ways', async () => {
    const order = (await paged({}, 100)).map(({ id }) => id)
    for (const dir of ['asc', 'desc'])
      expect((await paged({ sort: 'case', dir }, 2)).map(({ id }) => id)).toEqual(order)
  })

  test('where an open blind audit stands tells nothing of its judgement', async () => {
    for (const dir of ['asc', 'desc']) {
      expect((await paged({ sort: 'confidence', dir }, 100)).at(-1)?.blind).toBe(true)
      const rows = await paged({ sort: 'blame', dir }, 100)
      expect(rows.find(({ blind }) => blind)?.blame).toBeNull()
    }
  })

  test('filters hold in a sorted list', async () => {
    const rows = await paged({ sort: 'response', verdict: 'failed' }, 1)
    expect(rows.map(({ response_ms }) => response_ms)).toEqual([30, null])
  })

  test.each([
    ['of another sort', { sort: 'response' }, { sort: 'confidence' }],
    ['of the other direction', { sort: 'response' }, { sort: 'response', dir: 'desc' }],
    ['of the order of the run', {}, { sort: 'response' }],
    ['of a sorted list, unsorted', { sort: 'response' }, {}],
  ])('refuses a cursor %s', async (_, from, to) => {
    const first = RunItemFilter.parse({ ...from, limit: 1 })
    const { next_cursor: cursor } = await listRunItems(ctx, runId, first)
    await expect(
      listRunItems(ctx, runId, RunItemFilter.parse({ ...to, cursor })),
    ).rejects.toMatchObject({ code: 'invalid', message: 'The cursor is not valid' })
  })

  test('refuses the run of another organization', async () => {
    const other = await createCtx(database.db, 'admin')
    const filter = RunItemFilter.parse({ sort: 'verdict' })
    await expect(listRunItems(other, runId, filter)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getRunResults(other, runId, filter)).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('the first page of a run comes with what its filters can offer', async () => {
  const filter = RunItemFilter.parse({ limit: 2, sort: 'response' })
  const { items, languages, deviceProfiles } = await getRunResults(ctx, runId, filter)
  expect(items.data.map(({ response_ms }) => response_ms)).toEqual([30, 90])
  expect(languages).toEqual(['de-DE', 'en-US'])
  expect(deviceProfiles).toEqual([null])
})
