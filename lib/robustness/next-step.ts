/** A level that was tried, and how often the case passed there. */
export type Probe = { level: number; passed: number; failed: number }

type Plan = { from: number; to: number; tolerance: number; step: number }

export type Step =
  | { level: number }
  | {
      outcome: 'found'
      breakPoint: number
      passesAt: number
      failsAt: number
    }
  | { outcome: 'never_fails'; passesAt: number }
  | { outcome: 'always_fails'; failsAt: number }
  | { outcome: 'not_judged' }

const passes = ({ passed, failed }: Probe) => passed > failed

/** The level midway, on the grid of the axis; binary fractions are rounded away. */
function midway(a: number, b: number, step: number): number {
  const level = Math.round((a + b) / 2 / step) * step
  return Number(level.toFixed(6))
}

/**
 * What to do after the probes so far, in the order in which they were tried: first the easy end, then the hard end,
 * then bisection of the interval between a level that passes and one that fails. A level passes by majority; one of
 * which nothing could be judged ends the search.
 */
export function nextStep({ from, to, tolerance, step }: Plan, probes: readonly Probe[]): Step {
  if (probes.some(({ passed, failed }) => passed + failed === 0)) return { outcome: 'not_judged' }
  const [easy, hard, ...others] = probes
  if (!easy) return { level: from }
  if (!passes(easy)) return { outcome: 'always_fails', failsAt: from }
  if (!hard) return { level: to }
  if (passes(hard)) return { outcome: 'never_fails', passesAt: to }
  let [passesAt, failsAt] = [from, to]
  for (const probe of others)
    if (passes(probe)) passesAt = probe.level
    else failsAt = probe.level
  const level = midway(passesAt, failsAt, step)
  const known =
    Math.abs(passesAt - failsAt) <= tolerance + 1e-9 || level === passesAt || level === failsAt
  if (!known) return { level }
  return { outcome: 'found', breakPoint: (passesAt + failsAt) / 2, passesAt, failsAt }
}
