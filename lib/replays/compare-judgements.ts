import type { validationResults } from '#db/schema/executions.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import type { ReplayJudgement, ReplaySummary } from '#lib/replays/schema.ts'

type Verdict = ReplayJudgement['verdict']

/** An execution that would be judged otherwise. */
export type Change = {
  executionId: string
  revision: number
  before: ReplayJudgement
  after: ReplayJudgement
  /** what a person decided */
  decided: Verdict | null
  contradicts: boolean
  /** waits as a blind audit */
  blind: boolean
}

type Kept = typeof validationResults.$inferSelect

/** What Earshot itself had said: a person's decision stands beside it, not in its place. */
function automaticSide(kept: Kept): ReplayJudgement {
  const decided = kept.reviewStatus === 'approved' || kept.reviewStatus === 'rejected'
  return {
    verdict: kept.automaticVerdict,
    review_status: decided ? 'manual_review' : kept.reviewStatus,
    confidence: kept.automaticConfidence,
    blame: kept.blame,
    reason: kept.reason,
  }
}

/** What would change; null when verdict, need of a person and blame stay. */
export function compareJudgements(
  kept: Kept,
  validation: Validation,
  blind: boolean,
): Change | null {
  const isDecided = kept.reviewStatus === 'approved' || kept.reviewStatus === 'rejected'
  const before = automaticSide(kept)
  const after: ReplayJudgement = {
    verdict: validation.verdict,
    review_status: validation.status,
    confidence: validation.confidence,
    blame: validation.blame,
    reason: validation.reason,
  }
  // Whether a person was needed is past once one has decided.
  const samePeople = isDecided || before.review_status === after.review_status
  const sameBlame = isDecided || before.blame === after.blame
  if (before.verdict === after.verdict && samePeople && sameBlame) return null
  const decided = isDecided ? kept.verdict : null
  return {
    executionId: kept.executionId,
    revision: kept.revision,
    ...{ before, after, decided, blind },
    contradicts:
      decided !== null && decided !== after.verdict && after.review_status !== 'manual_review',
  }
}

/** Counts of changes so far and one more. */
export function addChange(
  summary: ReplaySummary,
  { before, after, decided, contradicts, blind }: Change,
): ReplaySummary {
  const flips = before.verdict !== after.verdict
  const wasAsked = before.review_status === 'manual_review'
  const isAsked = after.review_status === 'manual_review'
  const add = (count: number, more: boolean) => count + Number(more)
  return {
    changed: summary.changed + 1,
    verdicts: add(summary.verdicts, flips),
    passed_to_failed: add(
      summary.passed_to_failed,
      before.verdict === 'passed' && after.verdict === 'failed',
    ),
    failed_to_passed: add(
      summary.failed_to_passed,
      before.verdict === 'failed' && after.verdict === 'passed',
    ),
    no_longer_reviewed: add(summary.no_longer_reviewed, decided === null && wasAsked && !isAsked),
    now_reviewed: add(summary.now_reviewed, decided === null && !wasAsked && isAsked),
    contradicts_people: add(summary.contradicts_people, contradicts),
    agrees_with_people: add(
      summary.agrees_with_people,
      decided !== null && before.verdict !== decided && after.verdict === decided,
    ),
    hidden: add(summary.hidden, blind),
  }
}

export const noChanges: ReplaySummary = {
  changed: 0,
  verdicts: 0,
  passed_to_failed: 0,
  failed_to_passed: 0,
  no_longer_reviewed: 0,
  now_reviewed: 0,
  contradicts_people: 0,
  agrees_with_people: 0,
  hidden: 0,
}
