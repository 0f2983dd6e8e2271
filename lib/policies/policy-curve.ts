import type { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { deriveBands, type BandOfReviews, type ReviewedBand } from '#lib/policies/band-states.ts'
import { countDecisions, type DecisionCount } from '#lib/policies/count-decisions.ts'
import { readBands } from '#lib/policies/kept-bands.ts'
import { getPolicyInForce } from '#lib/policies/queries.ts'
import { rangeAbove, rangesOf } from '#lib/policies/range-counts.ts'
import { CurveQuery, type CurveView } from '#lib/policies/schema.ts'
import {
  sequentialReviewsNeeded,
  sequentialUpperBound,
} from '#lib/policies/statistics/sequential-bound.ts'

type Numbers = Pick<
  PolicySettings,
  'auto_pass_confidence' | 'auto_fail_confidence' | 'audit_share' | 'human_review'
> & { accuracy: number }

const total = (counts: readonly DecisionCount[]) =>
  counts.reduce((sum, { count }) => sum + count, 0)

/** Cuts that the curve is drawn for, the strictest first. */
const cuts = Array.from({ length: 11 }, (_, index) => Math.round((1 - index * 0.05) * 100) / 100)

/**
 * Reviews at or above a cut over all bands. Each band counts by its own rules: audits in the order of their draw, the
 * queue whole or not at all.
 */
function reviewsAbove(bands: readonly ReviewedBand[], cut: number) {
  const counts = bands.flatMap((band) => {
    const { audits, queue } = band.count(rangeAbove(cut))
    return [audits, queue]
  })
  const reviews = counts.reduce((sum, count) => sum + count.reviews, 0)
  const errors = counts.reduce((sum, count) => sum + count.errors, 0)
  return { reviews, errors, bound: sequentialUpperBound(errors, reviews) }
}

function sidesOf(
  counts: readonly DecisionCount[],
  bands: readonly ReviewedBand[],
): CurveView['sides'] {
  const all = total(counts)
  return (['passed', 'failed'] as const).map((verdict) => {
    const proven = counts.filter((count) => count.verdict === verdict && count.proven)
    const reviewed = bands.filter((band) => band.verdict === verdict)
    const points = cuts.map((cut) => {
      const automatic = total(proven.filter(({ confidence }) => confidence >= cut - 1e-9))
      return {
        cut,
        automated: all === 0 ? 0 : automatic / all,
        ...reviewsAbove(reviewed, cut),
      }
    })
    return { verdict, points }
  })
}

type Totals = CurveView['now']

/** What the decisions would be with other numbers, all else being as it was. */
function outcomeOf(
  counts: readonly DecisionCount[],
  bands: readonly BandOfReviews[],
  numbers: Numbers,
  days: number,
): Totals {
  const cutOf = new Map(bands.map(({ band, verdict, cut }) => [`${verdict} ${band}`, cut]))
  const sums = { auto_pass: 0, auto_fail: 0, manual_review: 0 }
  for (const { band, verdict, proven, confidence, count } of counts) {
    const fixed = verdict === 'passed' ? numbers.auto_pass_confidence : numbers.auto_fail_confidence
    const cut = cutOf.get(`${verdict} ${band}`) ?? fixed
    const automatic = !numbers.human_review || (proven && confidence >= cut - 1e-9)
    sums[!automatic ? 'manual_review' : verdict === 'passed' ? 'auto_pass' : 'auto_fail'] += count
  }
  const audits = numbers.human_review ? (sums.auto_pass + sums.auto_fail) * numbers.audit_share : 0
  const states = { fixed: 0, earning: 0, earned: 0, suspended: 0 }
  for (const { state } of bands) states[state] += 1
  return {
    ...sums,
    reviews_a_week: ((sums.manual_review + audits) / days) * 7,
    bands: states,
  }
}

const shares = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]

function loadOf({ auto_pass, auto_fail, manual_review }: Totals, days: number): CurveView['load'] {
  const week = (count: number) => (count / days) * 7
  return shares.map((audit_share) => ({
    audit_share,
    doubtful: week(manual_review),
    audits: week((auto_pass + auto_fail) * audit_share),
  }))
}

/** The band that fewest further reviews would earn, if none of them found an error. */
function nextOf(bands: readonly BandOfReviews[]): CurveView['next'] {
  const near = bands
    .flatMap(({ band, verdict, state, needed, reviews, text }) =>
      state === 'earning' && needed !== null
        ? [{ band, verdict, reviews: Math.max(1, needed - reviews), text }]
        : [],
    )
    .sort((a, b) => a.reviews - b.reviews)
  return near[0] ?? null
}

const shown = (value: number) => Math.round(value).toLocaleString('en-US')

function movesOf(now: Totals, then: Totals): string[] {
  const moves: string[] = []
  const say = (what: string, before: number, after: number) => {
    if (shown(before) !== shown(after)) moves.push(`${what}: ${shown(before)} → ${shown(after)}`)
  }
  say('passed without a person', now.auto_pass, then.auto_pass)
  say('failed without a person', now.auto_fail, then.auto_fail)
  say('decided by people', now.manual_review, then.manual_review)
  say('reviews a week', now.reviews_a_week, then.reviews_a_week)
  for (const state of ['earned', 'earning', 'suspended', 'fixed'] as const)
    say(`bands ${state}`, now.bands[state] ?? 0, then.bands[state] ?? 0)
  return moves
}

/**
 * Figures for choosing a policy, over the stored decisions of the last days: how far the cut may fall, what reviews cost,
 * and what moves if a number moves. Throws `NotFoundError` for a suite or case that is not there.
 */
export async function policyCurve(ctx: Ctx, input: CurveQuery = {}): Promise<CurveView> {
  const { suite_id, case_id, days, ...wanted } = CurveQuery.parse(input)
  const { settings: policy } = await getPolicyInForce(ctx, {
    ...(suite_id && { suite_id }),
    ...(case_id && { case_id }),
  })
  const inForce: Numbers = { ...policy, accuracy: settings().VALIDATION_ACCURACY_THRESHOLD }
  const asked: Numbers = {
    human_review: inForce.human_review,
    accuracy: wanted.accuracy ?? inForce.accuracy,
    audit_share: wanted.audit_share ?? inForce.audit_share,
    auto_pass_confidence: wanted.auto_pass_confidence ?? inForce.auto_pass_confidence,
    auto_fail_confidence: wanted.auto_fail_confidence ?? inForce.auto_fail_confidence,
  }
  const counts = await countDecisions(ctx, { days, suiteId: suite_id, caseId: case_id })
  const seen = new Set(counts.map(({ band }) => band))
  const drawn = cuts.map(rangeAbove)
  const reviewed = await readBands(ctx, {
    passed: [inForce, asked].flatMap((cut) => rangesOf(cut.auto_pass_confidence)).concat(drawn),
    failed: [inForce, asked].flatMap((cut) => rangesOf(cut.auto_fail_confidence)).concat(drawn),
  })
  const within = reviewed.filter(({ band }) => seen.has(band))
  const bands = deriveBands(within, inForce.accuracy, inForce)
  const now = outcomeOf(counts, bands, inForce, days)
  const bandsThen = deriveBands(within, asked.accuracy, asked)
  const whatIf = outcomeOf(counts, bandsThen, asked, days)
  return {
    accuracy: inForce.accuracy,
    days,
    decisions: total(counts),
    sides: sidesOf(counts, within),
    next: nextOf(bandsThen),
    needed: sequentialReviewsNeeded(0, Math.round((1 - asked.accuracy) * 1e9) / 1e9),
    load: loadOf(now, days),
    now,
    what_if: whatIf,
    moves: movesOf(now, whatIf),
  }
}
