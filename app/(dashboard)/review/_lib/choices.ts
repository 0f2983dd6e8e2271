import type { Verdict } from '#components/verdict/types.ts'
import type { DecideReviewInput } from '#lib/review/schema.ts'

export type ReviewChoice = {
  label: string
  verdict: Verdict
  input: Omit<DecideReviewInput, 'notes'>
}

const words: Record<Verdict, string> = { passed: 'passed', failed: 'failed', invalid: 'invalid' }
const others: Record<Verdict, [Verdict, Verdict]> = {
  passed: ['failed', 'invalid'],
  failed: ['passed', 'invalid'],
  invalid: ['failed', 'passed'],
}

/** The verdict that rejecting records; `turn` counts how often it was changed. */
function rejectionVerdict(automatic: Verdict | null, turn: number): Verdict {
  const options: [Verdict, Verdict] = automatic === null ? ['failed', 'invalid'] : others[automatic]
  return turn % 2 === 0 ? options[0] : options[1]
}

/**
 * What approving and rejecting record. Approving confirms the automatic verdict; in a blind audit, where that
 * is hidden, it says that the answer passed.
 */
export function reviewChoices(
  automatic: Verdict | null,
  turn: number,
): { approve: ReviewChoice; reject: ReviewChoice } {
  const against = rejectionVerdict(automatic, turn)
  if (automatic === null)
    return {
      approve: { label: 'Passed', verdict: 'passed', input: { verdict: 'passed' } },
      reject: {
        label: against === 'failed' ? 'Failed' : 'Invalid',
        verdict: against,
        input: { verdict: against },
      },
    }
  return {
    approve: {
      label: `Approve: ${words[automatic]}`,
      verdict: automatic,
      input: { decision: 'approved', verdict: automatic },
    },
    reject: {
      label: `Reject: ${words[against]}`,
      verdict: against,
      input: { decision: 'rejected', verdict: against },
    },
  }
}
