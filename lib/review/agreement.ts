import { and, desc, eq, sql } from 'drizzle-orm'

import { verdicts } from '#db/enums.ts'
import { reviewDecisions, reviewItems } from '#db/schema/review.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { cohenKappa, krippendorffAlpha } from '#lib/platform/statistics/agreement.ts'
import { bootstrapInterval } from '#lib/platform/statistics/bootstrap.ts'
import type { AgreementFigures, AgreementView } from '#lib/review/schema.ts'

type Verdict = (typeof verdicts)[number]

/** Executions that the figures rest on, the newest: an interval over more would keep the server busy. */
const most = 2_000

const scale: readonly [above: number, word: AgreementFigures['word']][] = [
  [0.8, 'almost perfect'],
  [0.6, 'substantial'],
  [0.4, 'moderate'],
  [0.2, 'fair'],
  [0, 'slight'],
]

/** The word for a coefficient of agreement. Landis and Koch, Biometrics 33 (1977) 159–174. */
export function agreementWord(coefficient: number): NonNullable<AgreementFigures['word']> {
  return (
    scale.find(([above]) => coefficient > above)?.[1] ?? (coefficient === 0 ? 'slight' : 'poor')
  )
}

/** What each judge said of one execution. */
type Said = readonly Verdict[]

const isAgreed = (said: Said) => said.every((verdict) => verdict === said[0])

function figuresOf(
  items: readonly Said[],
  coefficient: (drawn: readonly Said[]) => number | null,
): AgreementFigures {
  const value = coefficient(items)
  const interval = value === null ? null : bootstrapInterval(items, coefficient)
  return {
    executions: items.length,
    agreed: items.filter(isAgreed).length,
    coefficient: value,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    word: value === null ? null : agreementWord(value),
  }
}

/** Cohen's kappa of pairs: what Earshot said, what the last person found. */
function kappa(pairs: readonly Said[]): number | null {
  const table = verdicts.map(() => verdicts.map(() => 0))
  for (const [automatic, found] of pairs) {
    const row = automatic && table[verdicts.indexOf(automatic)]
    const column = found === undefined ? -1 : verdicts.indexOf(found)
    if (row && column >= 0) row[column] = (row[column] ?? 0) + 1
  }
  return cohenKappa(table)
}

/** Krippendorff's alpha: who said what does not matter to it, so that any column takes any person. */
function alpha(items: readonly Said[]): number | null {
  const raters = Math.max(0, ...items.map((said) => said.length))
  return krippendorffAlpha(
    Array.from({ length: raters }, (_, rater) =>
      items.map((said) => {
        const verdict = said[rater]
        return verdict === undefined ? null : verdicts.indexOf(verdict)
      }),
    ),
  )
}

/** The newest decision of each person on each execution, the newest execution first. */
async function readDecisions(ctx: Ctx) {
  const newest = ctx.db
    .selectDistinct({ executionId: reviewDecisions.executionId })
    .from(reviewDecisions)
    .where(eq(reviewDecisions.organizationId, ctx.organizationId))
    .orderBy(desc(reviewDecisions.executionId))
    .limit(most)
  return ctx.db
    .select({
      executionId: reviewDecisions.executionId,
      reviewerId: reviewDecisions.reviewerId,
      verdict: reviewDecisions.verdict,
      automatic: reviewDecisions.automaticVerdict,
      drawn: sql<boolean>`${reviewItems.auditShare} is not null`,
    })
    .from(reviewDecisions)
    .innerJoin(reviewItems, eq(reviewItems.id, reviewDecisions.itemId))
    .where(
      and(
        eq(reviewDecisions.organizationId, ctx.organizationId),
        sql`${reviewDecisions.executionId} in ${newest}`,
      ),
    )
    .orderBy(reviewDecisions.executionId, reviewDecisions.id)
}

/**
 * How often people agree with Earshot, over all that they decided and over blind audits alone, and how often with each
 * other where several looked at one execution. Of the newest 2,000 executions that were decided; intervals of 95 %.
 */
export async function reviewAgreement(ctx: Ctx): Promise<AgreementView> {
  const decisions = Map.groupBy(await readDecisions(ctx), ({ executionId }) => executionId)
  const all: Said[] = []
  const audits: Said[] = []
  const people: Said[] = []
  const reviewers = new Set<string>()
  for (const of of decisions.values()) {
    const last = of.at(-1)
    if (!last) continue
    const pair = [last.automatic, last.verdict]
    all.push(pair)
    if (last.drawn) audits.push(pair)
    const byPerson = new Map<string, Verdict>()
    for (const { reviewerId, verdict } of of) if (reviewerId) byPerson.set(reviewerId, verdict)
    if (byPerson.size < 2) continue
    people.push([...byPerson.values()])
    for (const reviewerId of byPerson.keys()) reviewers.add(reviewerId)
  }
  return {
    earshot: figuresOf(all, kappa),
    audits: figuresOf(audits, kappa),
    people: { ...figuresOf(people, alpha), reviewers: reviewers.size },
  }
}
