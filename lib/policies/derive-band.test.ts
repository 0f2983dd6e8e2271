import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'

import { shareOf } from '#lib/engines/validation/aggregate.ts'
import { countAudits, countQueue } from '#lib/policies/count-reviews.ts'
import { deriveBand } from '#lib/policies/derive-band.ts'
import { countingOf } from '#lib/policies/range-counts.ts'
import type { ReviewedDecision } from '#lib/policies/reviewed-decisions.ts'

const target = { targetId: 't', targetVersion: 1 }

function decision(more: Partial<ReviewedDecision> = {}): ReviewedDecision {
  const executionId = uuidv7()
  return {
    ...{
      executionId,
      caseId: 'c',
      language: 'en-US',
      ...target,
      band: 'intent@2',
      verdict: 'passed',
    },
    ...{ confidence: 0.97, share: 0.02, answer: executionId, truth: 'passed', ...more },
  }
}
const many = (count: number, more: Partial<ReviewedDecision> = {}) =>
  Array.from({ length: count }, () => decision(more))
const wrong = { truth: 'failed' }
const derive = (samples: ReviewedDecision[]) => deriveBand(countingOf(samples), 0.997, 0.9)

describe('a band', () => {
  test('without audits is fixed, with some it is earning, and says how far it is', () => {
    expect(derive([])).toMatchObject({ state: 'fixed', cut: 0.9, reviews: 0, bound: 1 })
    const earning = derive(many(120))
    expect(earning).toMatchObject({ state: 'earning', cut: 0.9, reviews: 120, needed: 1_140 })
    expect(earning.text).toBe(
      'collecting reviews: 120 of 1,140 reviews, 0 errors, at most 2.82 % wrong so far',
    )
  })

  test('is earned by as many audits as the bound needs, not by one fewer', () => {
    expect(derive(many(1_139)).state).toBe('earning')
    const earned = derive(many(1_140))
    expect(earned).toMatchObject({ state: 'earned', cut: 0.9 })
    expect(earned.bound).toBeLessThanOrEqual(0.003)
    expect(earned.text).toContain('0 errors in 1,140 reviews')
  })

  test('is suspended when reviews show the promise broken', () => {
    const broken = derive([...many(300), ...many(12, wrong)])
    expect(broken).toMatchObject({ state: 'suspended', errors: 12 })
    expect(broken.cut).toBeGreaterThan(1)
    expect(broken.text).toContain('every decision needs a review')
  })

  test('that promises everything is never earned', () => {
    expect(deriveBand(countingOf(many(5_000)), 1, 0.9)).toMatchObject({
      state: 'earning',
      needed: null,
    })
    expect(deriveBand(countingOf(many(50, wrong)), 1, 0.9).state).toBe('suspended')
  })

  test('borrows nothing: clean audits above lower no cut, however many they are', () => {
    const below = many(600, { confidence: 0.87, share: null })
    expect(derive([...many(20_000), ...below]).cut).toBe(0.9)
  })

  test('has its cut lowered by the reviews of that very range', () => {
    const below = many(1_500, { confidence: 0.87, share: null })
    expect(derive([...many(1_140), ...below])).toMatchObject({ state: 'earned', cut: 0.85 })
    const doubtful = [...below, ...many(40, { confidence: 0.86, share: null, ...wrong })]
    expect(derive([...many(1_140), ...doubtful]).cut).toBe(0.9)
  })

  test('walks no further than the first range that is not earned', () => {
    const lowest = many(5_000, { confidence: 0.72, share: null })
    expect(derive([...many(1_140), ...lowest]).cut).toBe(0.9)
  })
})

describe('audits', () => {
  test('count in the order of their draw, up to the first that is open', () => {
    const samples = [...many(10), decision({ truth: null }), ...many(90)]
    expect(countAudits(samples)).toEqual({ reviews: 10, errors: 0, open: 1 })
    expect(derive(samples).text).toContain('1 audit open')
  })

  test('of one case with one answer count once, and as wrong when any of them is', () => {
    const same = { answer: 'it is sunny' }
    expect(countAudits([...many(50, same), ...many(3)])).toMatchObject({ reviews: 4, errors: 0 })
    expect(countAudits([...many(50, same), decision({ ...same, ...wrong })])).toMatchObject({
      reviews: 1,
      errors: 1,
    })
    expect(countAudits([decision(same), decision({ ...same, caseId: 'd' })]).reviews).toBe(2)
  })

  test('drawn with a higher share stand for fewer decisions: they are thinned to the lowest', () => {
    // As they are drawn: every decision with its own number below the share.
    const drawn = (share: number, decisions: number) =>
      many(decisions, { share }).filter(({ executionId }) => shareOf(executionId) < share)
    const samples = [...drawn(0.02, 20_000), ...drawn(0.5, 4_000)]
    const { reviews } = countAudits(samples)
    expect(samples.length).toBeGreaterThan(2_000)
    // 2 % of 24,000 decisions, not 10 % of them.
    expect(reviews).toBeGreaterThan(400)
    expect(reviews).toBeLessThan(560)
  })

  test('that are thinned out still count with their errors, rounded up', () => {
    const thin = many(60, { share: 0.5, ...wrong }).filter(
      ({ executionId }) => shareOf(executionId) >= 0.02,
    )
    const { errors } = countAudits([...many(40), ...thin.slice(0, 20)])
    expect(errors).toBe(1)
  })
})

describe('the queue', () => {
  test('is counted whole or not at all', () => {
    const queue = many(30, { share: null, confidence: 0.7 })
    expect(countQueue(queue)).toEqual({ reviews: 30, errors: 0, open: 0 })
    const open = decision({ share: null, confidence: 0.7, truth: null })
    expect(countQueue([...queue, open])).toEqual({ reviews: 0, errors: 0, open: 1 })
  })

  test('earns nothing above the cut, where it is no random sample', () =>
    expect(derive(many(5_000, { share: null })).state).toBe('fixed'))
})
