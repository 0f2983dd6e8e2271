import { describe, expect, test } from 'vitest'

import { nextStep, type Probe } from '#lib/robustness/next-step.ts'

const plan = { from: 30, to: -10, tolerance: 1, step: 0.5 }

/** Follows a search against a voice AI that passes down to `limit`, and tells the levels that were tried. */
function follow(limit: number, { from, to, ...rest } = plan) {
  const probes: Probe[] = []
  for (;;) {
    const step = nextStep({ from, to, ...rest }, probes)
    if (!('level' in step)) return { step, levels: probes.map(({ level }) => level) }
    const passes = from > to ? step.level >= limit : step.level <= limit
    probes.push({ level: step.level, passed: passes ? 3 : 0, failed: passes ? 0 : 3 })
    if (probes.length > 50) throw new Error('It does not end')
  }
}

describe('a search', () => {
  test.each([29.9, 20, 7.3, 0, -9.9])('finds a limit of %s dB to 1 dB', (limit) => {
    const { step, levels } = follow(limit)
    expect(step).toMatchObject({ outcome: 'found' })
    if (!('breakPoint' in step)) return
    expect(step.passesAt).toBeGreaterThanOrEqual(limit)
    expect(step.failsAt).toBeLessThan(limit)
    expect(step.passesAt - step.failsAt).toBeLessThanOrEqual(1)
    expect(levels.length).toBeLessThanOrEqual(9)
  })

  test('goes the other way where more is harder', () => {
    const { step } = follow(1.237, { from: 1, to: 1.4, tolerance: 0.02, step: 0.01 })
    expect(step).toMatchObject({ outcome: 'found', passesAt: 1.23, failsAt: 1.25 })
  })

  test('ends at once where the easy end fails, and after two levels where the hard one passes', () => {
    expect(follow(99)).toEqual({ step: { outcome: 'always_fails', failsAt: 30 }, levels: [30] })
    expect(follow(-99)).toEqual({
      step: { outcome: 'never_fails', passesAt: -10 },
      levels: [30, -10],
    })
  })

  test('a level passes by majority', () => {
    const mixed = (passed: number, failed: number) => [{ level: 30, passed, failed }]
    expect(nextStep(plan, mixed(2, 1))).toEqual({ level: -10 })
    expect(nextStep(plan, mixed(1, 2))).toEqual({ outcome: 'always_fails', failsAt: 30 })
  })

  test('does not guess where nothing could be judged', () => {
    expect(nextStep(plan, [{ level: 30, passed: 0, failed: 0 }])).toEqual({ outcome: 'not_judged' })
  })

  test('ends where the grid of the axis is coarser than the tolerance', () => {
    const coarse = { from: 10, to: 0, tolerance: 1, step: 5 }
    const { step } = follow(7, coarse)
    expect(step).toMatchObject({ outcome: 'found', passesAt: 10, failsAt: 5 })
  })
})
