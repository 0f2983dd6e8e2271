import type { ValidationView } from '#lib/executions/schema.ts'

export type ProofStep = {
  /** null where the execution has one turn only */
  turn: number | null
  validator: string
  proof: 'right' | 'wrong' | 'unproven'
  evidence: string
  /** a person's earlier decision that decided here */
  precedentId: string | null
}

export type ProofView = {
  /** the question that the steps answer */
  title: string
  steps: ProofStep[]
  /** what keeps the whole from being proven, beyond the steps */
  doubts: { turn: number | null; why: string }[]
  /** what came of it, in one sentence */
  outcome: string
}

type Judged = Pick<
  ValidationView,
  'review_status' | 'automatic_verdict' | 'automatic_confidence' | 'proven' | 'doubts' | 'scores'
>

const titles = {
  manual_review: 'Why manual review?',
  auto_pass: 'Why was this decided automatically?',
  auto_fail: 'Why was this decided automatically?',
  approved: 'What Earshot could prove',
  rejected: 'What Earshot could prove',
} as const

function outcomeOf({ review_status: status, automatic_verdict: verdict, proven, scores }: Judged) {
  if (verdict === 'invalid') return 'The evidence does not allow a verdict: nothing was judged.'
  const must = scores.filter(({ must_have }) => must_have)
  const asked = status !== 'auto_pass' && status !== 'auto_fail'
  if (!proven)
    return status === 'manual_review'
      ? `Nothing proves a verdict; ${verdict} is only the likelier one, so a person decides.`
      : asked
        ? `Nothing proved a verdict; ${verdict} was only the likelier one, so a person decided.`
        : `Nothing proves it; human review is off, so the likelier verdict decided: ${verdict}.`
  const proof =
    verdict === 'failed'
      ? 'One must-have is proven wrong: failed.'
      : must.length === 1
        ? 'The one must-have is proven right: passed.'
        : `All ${must.length} must-haves are proven right: passed.`
  return status === 'manual_review'
    ? `${proof} It is not sure enough to stand without a person.`
    : proof
}

/**
 * How a verdict came about, must-have by must-have; null for judgements from before proofs were kept.
 */
export function proofSteps(validation: Judged, turns: number): ProofView | null {
  const { scores, doubts, proven, review_status: status } = validation
  const must = scores.filter(({ must_have }) => must_have)
  if (proven === null || must.some(({ proof }) => proof === null)) return null
  const stated = new Set(must.map(({ turn, evidence }) => `${turn} ${evidence}`))
  const turnOf = (turn: number | null) => (turns > 1 ? turn : null)
  return {
    title: titles[status],
    steps: must.map(({ turn, validator, proof, evidence, precedent_id: precedentId }) => ({
      turn: turnOf(turn),
      validator,
      proof: proof ?? 'unproven',
      evidence,
      precedentId,
    })),
    // A must-have that is not proven is a doubt as well: it has its own line already.
    doubts: doubts
      .filter(({ turn, why }) => turn === null || !stated.has(`${turn} ${why}`))
      .map(({ turn, why }) => ({ turn: turnOf(turn), why })),
    outcome: outcomeOf(validation),
  }
}
