import type { Outage } from '#lib/platform/net/network-error.ts'
import type { ExecutionRecord } from '#lib/runs/results/outcome.ts'

/** A fault that may hold for each call of the run: refused credentials, settings that cannot be used. */
export type Refusal = { fault: string; message: string }

export type Executed = {
  record: ExecutionRecord
  /** nothing was judged, and another try may judge it */
  repeatable: boolean
  /** our own side threw: a defect or an outage of Earshot, not of the voice AI */
  broken: boolean
  /** the thread that held its calls is gone, which another of them may have caused */
  threadLost?: true
  /** whether it is this item's alone is found out by asking the target, see `RefusedRuns`; null for none */
  refusal: Refusal | null
  /** the voice AI, or our breaker, asks that the next try waits so long, ms */
  retryAfterMs: number | null
  /** the voice AI answers nobody at present */
  outage: Outage | null
}
