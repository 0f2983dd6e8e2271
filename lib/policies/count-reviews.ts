import { shareOf } from '#lib/engines/validation/aggregate.ts'
import type { ReviewedDecision } from '#lib/policies/reviewed-decisions.ts'

/** Reviews that count as one random sample. */
export type Count = {
  reviews: number
  errors: number
  /** not decided yet */
  open: number
}

type Answer = { kept: boolean; wrong: boolean; share: number }

/** Repetitions of one case with one answer, taken together: wrong when any of them is. */
function byAnswer(samples: readonly ReviewedDecision[], keep: number): Answer[] {
  const answers = new Map<string, Answer>()
  for (const { executionId, caseId, answer, share, truth, verdict } of samples) {
    const key = `${caseId} ${answer}`
    const before = answers.get(key)
    const probability = share ?? 1
    answers.set(key, {
      kept: (before?.kept ?? false) || probability <= keep || shareOf(executionId) < keep,
      wrong: (before?.wrong ?? false) || truth !== verdict,
      share: Math.max(before?.share ?? 0, probability),
    })
  }
  return [...answers.values()]
}

/**
 * Audits, as a simple random sample of the automatic decisions. They count in the order of their draw up to the first that
 * is open, since whoever decides chooses which are decided. When the share of audits changed, those drawn with a higher
 * one stand for fewer decisions: audits are thinned to the lowest share by the number they were drawn by, which makes
 * every decision equally likely to count (Horvitz and Thompson's weights, made equal). Errors that are thinned out still
 * count by their weight, rounded up.
 */
export function countAudits(samples: readonly ReviewedDecision[]): Count {
  const audits = samples.filter(({ share }) => share !== null)
  const firstOpen = audits.findIndex(({ truth }) => truth === null)
  const decided = firstOpen === -1 ? audits : audits.slice(0, firstOpen)
  const lowest = Math.min(1, ...decided.map(({ share }) => share ?? 1))
  const answers = byAnswer(decided, lowest)
  const kept = answers.filter((answer) => answer.kept)
  const keptErrors = kept.filter(({ wrong }) => wrong).length
  const weighted = answers
    .filter(({ wrong }) => wrong)
    .reduce((sum, { share }) => sum + lowest / share, 0)
  return {
    reviews: kept.length,
    errors: Math.min(kept.length, Math.max(keptErrors, Math.ceil(weighted - 1e-9))),
    open: audits.filter(({ truth }) => truth === null).length,
  }
}

/** What was in the queue anyway: counted when all of it is decided, and otherwise not at all. */
export function countQueue(samples: readonly ReviewedDecision[]): Count {
  const queue = samples.filter(({ share }) => share === null)
  const open = queue.filter(({ truth }) => truth === null).length
  if (open > 0) return { reviews: 0, errors: 0, open }
  const answers = byAnswer(queue, 1)
  return { reviews: answers.length, errors: answers.filter(({ wrong }) => wrong).length, open }
}
