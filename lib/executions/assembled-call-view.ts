import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { callPlan } from '#lib/executions/call-plan.ts'
import type { CallView } from '#lib/executions/schema.ts'

/** The call as `assembleCall` puts it together; null of a call by text, and where there is nothing to hear. */
export function assembledCallView(url: string, turns: readonly TurnEvidence[]): CallView | null {
  const plan = turns.some(({ kind }) => kind === 'voice') ? callPlan(turns) : null
  return (
    plan && {
      ...{ url, assembled: true },
      duration_ms: Math.round(plan.durationMs),
      turns: plan.turns.map(({ turn, zeroMs, caller, voiceAi }) => ({
        turn,
        at_ms: Math.round(caller?.atMs ?? voiceAi[0]?.atMs ?? zeroMs),
        zero_ms: Math.round(zeroMs * 10) / 10,
      })),
      overlaps: [],
    }
  )
}
