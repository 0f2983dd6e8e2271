import { cachedValidators } from '#lib/engines/validation/cached-validators.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import { judgeInTime, type Judged } from '#lib/runs/execute/judge.ts'

type Of = Pick<Judged, 'executionId' | 'case' | 'policy' | 'precedents' | 'targetVersion'>

/**
 * Judges turns while the conversation goes on, then the whole of it; each turn is looked at once. `fails` is false for a
 * turn whose evidence allows no judgement: that is no failure.
 */
export function createJudge(of: Of, signal?: AbortSignal) {
  // Only a case that stops is judged before its end, and only then is there anything to remember.
  const remembered = of.case.stop_on_failure === true ? { validators: cachedValidators() } : {}
  return {
    /** `earlier`: the turns before it, whose tool calls a reply may speak of */
    fails: async (turn: TurnEvidence, earlier: readonly TurnEvidence[]): Promise<boolean> => {
      const held = { turns: [turn], earlier, twinTurns: null, plannedTurns: 1 }
      const { verdict, proven } = await judgeInTime({ ...of, ...held, ...remembered }, signal)
      // What is only likelier wrong ends no conversation: a person needs the rest of it.
      return verdict === 'failed' && (proven || !of.policy.humanReview)
    },
    judge: (held: Pick<Judged, 'turns' | 'twinTurns'>): Promise<Validation> =>
      judgeInTime({ ...of, ...held, ...remembered }, signal),
  }
}
