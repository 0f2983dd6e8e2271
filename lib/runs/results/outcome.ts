import type { ReviewStatus, RunMode, RunPurpose } from '#db/enums.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import type { Json } from '#lib/platform/json.ts'
import type { RecordedConditions } from '#lib/runs/execute/conditions.ts'
import type { StoredCall } from '#lib/runs/execute/store-call.ts'

/** An item that this worker has begun: `attempt` is the fence of its result. */
export type BegunItem = {
  id: string
  attempt: number
  retries: number
  /** tries used up before this one */
  tries: number
  crashes: number
  organizationId: string
  runId: string
  targetId: string
  suiteId: string
  caseId: string
  caseVersion: number
  language: string
  deviceProfileId: string | null
  repetition: number
  mode: RunMode
  purpose: RunPurpose
  /** by the clock of the database: that of a worker may be wrong */
  begunAt: Date
}

/** All that is recorded of one attempt. */
export type ExecutionRecord = {
  id: string
  startedAt: Date
  finishedAt: Date
  turns: TurnEvidence[]
  twinTurns: TurnEvidence[] | null
  exchange: Json
  attempts: Json
  /** response latency of the slowest turn, whole ms */
  responseMs: number | null
  /** no request of it was repeated: only such latencies enter statistics */
  clean: boolean
  validation: Validation
  /** probability with which an automatic verdict was drawn as an audit, 0..1 */
  auditShare: number
  /** the recording of the whole call, where time matters in it */
  call: StoredCall | null
  /** what the device profile did to what was said; null without one */
  conditions: RecordedConditions | null
}

/** Why and for how long no call of its target is begun. */
type TargetCooldown = { ms: number; reason: string }

/**
 * How a begun item ended. `retry`: recorded, and tried again. `deferred`: recorded too, and waits as if it had not been tried,
 * because its target answers nobody. `handback`: not done, another worker takes it, or this one after the `cooldown`.
 */
export type Outcome =
  | {
      kind: 'final' | 'retry'
      item: BegunItem
      record: ExecutionRecord
      /** it came through: what vanished under it before was not its doing */
      cleared: boolean
      /** Earshot itself failed on the last try: the item joins the dead letters with its cause */
      deadLetter: boolean
      /** ms until it is tried again, at the least; null of a final one */
      waitMs: number | null
    }
  | {
      kind: 'deferred'
      item: BegunItem
      record: ExecutionRecord
      cleared: true
      cooldown: TargetCooldown
    }
  | { kind: 'handback'; item: BegunItem; cooldown: TargetCooldown | null }

export const isRecorded = (
  outcome: Outcome,
): outcome is Extract<Outcome, { record: ExecutionRecord }> => 'record' in outcome

/** One counted execution; `sign` -1 takes it out of the counts again. */
export type CountedExecution = {
  sign: 1 | -1
  organizationId: string
  runId: string
  suiteId: string
  language: string
  mode: RunMode
  purpose: RunPurpose
  finishedAt: Date
  verdict: 'passed' | 'failed' | 'invalid'
  reviewStatus: ReviewStatus
  afterRetry: boolean
  /** null when it does not enter latency statistics */
  responseMs: number | null
}

/** How an ended execution enters the counters. */
export function countedExecution({
  item,
  record,
}: {
  item: BegunItem
  record: ExecutionRecord
}): CountedExecution {
  return {
    sign: 1,
    organizationId: item.organizationId,
    runId: item.runId,
    suiteId: item.suiteId,
    language: item.language,
    mode: item.mode,
    purpose: item.purpose,
    finishedAt: record.finishedAt,
    verdict: record.validation.verdict,
    reviewStatus: record.validation.status,
    afterRetry: item.retries > 0 || !record.clean,
    responseMs: record.clean && record.validation.verdict !== 'invalid' ? record.responseMs : null,
  }
}
