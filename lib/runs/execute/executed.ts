import type { Outage } from '#lib/platform/net/network-error.ts'
import type { ExecutionRecord } from '#lib/runs/results/outcome.ts'

export type Executed = {
  record: ExecutionRecord
  /** nothing was judged, and another try may judge it */
  repeatable: boolean
  /** our own side threw: a defect or an outage of Earshot, not of the voice AI */
  broken: boolean
  /** why no other item of the run can be judged either; null when that is not so */
  endsRun: string | null
  /** the voice AI, or our breaker, asks that the next try waits so long, ms */
  retryAfterMs: number | null
  /** the voice AI answers nobody at present */
  outage: Outage | null
}
