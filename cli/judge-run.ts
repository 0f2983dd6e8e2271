import { exitCodes } from '#cli/exit.ts'
import type { RunItemView, RunView } from '#lib/runs/schema.ts'

export type FailOn = 'any' | 'new' | 'never'

/** The same item in another run. */
const identity = ({ case: { id }, language, device_profile, repetition }: RunItemView) =>
  `${id} ${language} ${device_profile?.id ?? 'none'} ${repetition}`

/**
 * How many items failed now and did not fail in `before`; without an earlier run every failure is new. What open blind audits
 * hide is known by its number only (`failed` of the run): as many of them count as cannot be known failures.
 */
export function newFailures(
  now: RunItemView[],
  before: RunItemView[] | null,
  failed: number,
): number {
  const known = new Set((before ?? []).filter(({ verdict }) => verdict === 'failed').map(identity))
  const shown = now.filter(({ verdict }) => verdict === 'failed')
  const hidden = Math.max(0, failed - shown.length)
  const knownHidden = now.filter((item) => item.blind && known.has(identity(item))).length
  const fresh = shown.filter((item) => !known.has(identity(item))).length
  return fresh + Math.max(0, hidden - knownHidden)
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
