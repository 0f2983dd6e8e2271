import { expect, test } from 'vitest'

import { reviewDecisions } from '#db/schema/review.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx, createUser } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { agreementWord, reviewAgreement } from '#lib/review/agreement.ts'

const database = useTestDatabase()

type Verdict = 'passed' | 'failed' | 'invalid'
type Looked = { automatic: Verdict; people: Verdict[]; audit?: boolean }

/** One execution for each entry, decided by one person after the other. */
async function decide(ctx: Ctx, looked: Looked[]) {
  const organization = { id: ctx.organizationId }
  const people = [
    await createUser(database.db, organization, 'reviewer'),
    await createUser(database.db, organization, 'reviewer'),
  ]
  const { executions } = await createRunFixture(
    ctx,
    looked.map(({ automatic, audit }) => ({
      verdict: automatic,
      reason: audit ? ('audit' as const) : ('doubtful' as const),
    })),
  )
  for (const [index, { automatic, people: said }] of looked.entries())
    for (const [person, verdict] of said.entries())
      await database.db.insert(reviewDecisions).values({
        organizationId: ctx.organizationId,
        itemId: executions[index]?.reviewId ?? '',
        executionId: executions[index]?.id ?? '',
        reviewerId: people[person % 2]?.id ?? null,
        decision: verdict === automatic ? 'approved' : 'rejected',
        ...{ verdict, automaticVerdict: automatic, automaticConfidence: 0.9 },
      })
}

test('nothing decided is no agreement, and says so without a number', async () => {
  const ctx = await createCtx(database.db)
  const nothing = { executions: 0, agreed: 0, coefficient: null, low: null, high: null, word: null }
  expect(await reviewAgreement(ctx)).toEqual({
    earshot: nothing,
    audits: nothing,
    people: { ...nothing, reviewers: 0 },
  })
})

test('the last decision counts, and blind audits are told apart', async () => {
  const ctx = await createCtx(database.db)
  // 20 both passed, 5 passed against failed, 10 failed against passed, 15 both failed: kappa 0.4 (Cohen's example)
  const pairs: [Verdict, Verdict, number][] = [
    ['passed', 'passed', 20],
    ['passed', 'failed', 5],
    ['failed', 'passed', 10],
    ['failed', 'failed', 15],
  ]
  await decide(
    ctx,
    pairs.flatMap(([automatic, found, times]) =>
      Array.from({ length: times }, (_, index) => ({
        automatic,
        // The first look of each said something else, by the same person.
        people: ['invalid', 'invalid', found] as Verdict[],
        audit: index === 0,
      })),
    ),
  )
  const { earshot, audits } = await reviewAgreement(ctx)
  expect(earshot).toMatchObject({ executions: 50, agreed: 35, word: 'fair' })
  expect(earshot.coefficient).toBeCloseTo(0.4, 10)
  expect(earshot.low).toBeLessThan(0.4)
  expect(earshot.high).toBeGreaterThan(0.4)
  expect(audits).toMatchObject({ executions: 4, agreed: 2, coefficient: 0 })
})

test('people are compared only where several looked', async () => {
  const ctx = await createCtx(database.db)
  await decide(ctx, [
    { automatic: 'passed', people: ['passed', 'passed'] },
    { automatic: 'passed', people: ['failed', 'failed'] },
    { automatic: 'failed', people: ['passed', 'failed'] },
    { automatic: 'failed', people: ['passed'] },
  ])
  const { people } = await reviewAgreement(ctx)
  expect(people).toMatchObject({ executions: 3, agreed: 2, reviewers: 2 })
  // Three units, values 3 × passed and 3 × failed: 1 − (6 − 1) · 2 / (2 · 3 · 3)
  expect(people.coefficient).toBeCloseTo(1 - (5 * 2) / 18, 10)
})

test('another organization is not counted', async () => {
  const [ours, theirs] = [await createCtx(database.db), await createCtx(database.db)]
  await decide(theirs, [{ automatic: 'passed', people: ['passed'] }])
  expect((await reviewAgreement(ours)).earshot.executions).toBe(0)
})

test.each([
  [-0.1, 'poor'],
  [0, 'slight'],
  [0.2, 'slight'],
  [0.21, 'fair'],
  [0.6, 'moderate'],
  [0.61, 'substantial'],
  [0.81, 'almost perfect'],
  [1, 'almost perfect'],
])('a coefficient of %d is %s', (coefficient, word) =>
  expect(agreementWord(coefficient)).toBe(word),
)
