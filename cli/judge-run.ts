import type { RunItemView, RunView } from '#lib/runs/schema.ts'

import { exitCodes } from './exit.ts'

export type FailOn = 'any' | 'new' | 'never'

/** The same item in another run. */
const identity = ({ case: { id }, language, device_profile, repetition }: RunItemView) =>
  `${id} ${language} ${device_profile?.id ?? 'none'} ${repetition}`

/** Items that failed now and did not fail in `before`; without an earlier run every failure is new. */
export function newFailures(now: RunItemView[], before: RunItemView[] | null): RunItemView[] {
  const known = new Set((before ?? []).filter(({ verdict }) => verdict === 'failed').map(identity))
  return now.filter((item) => item.verdict === 'failed' && !known.has(identity(item)))
}

/**
 * The exit code of a finished run. Failures that count come first; items without evidence make the run invalid
 * (3) even where failures are tolerated, because nothing is known of them. A cancelled run proves nothing (2).
 */
export function judgeRun(run: RunView, failOn: FailOn, counting: number): number {
  if (run.status === 'cancelled') return exitCodes.error
  if (failOn !== 'never' && counting > 0) return exitCodes.failures
  if (run.counts.invalid > 0) return exitCodes.invalid
  return run.status === 'failed' ? exitCodes.error : exitCodes.ok
}
