import { z } from 'zod'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { ownSideDoubt, ownSideInReply, ownSideOf } from '#lib/engines/validation/own-side.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

/** ms by which it may be off: a frame and the end of the filler's arrival for sound, what a message takes for text */
const uncertainty = { voice: 40, text: 5 } as const

type Found = {
  measured: number
  /** whether the answer itself is known to have come then */ isAnswer: boolean
}

/**
 * When the answer itself came. Where nothing is known to have come before it, it is no sooner than the response, and the
 * response only where the connector tells of all tools and none was called.
 */
function measuredIn(turn: TurnEvidence): Found | null {
  const { final_answer_ms: answered = null, response_ms: responded } = turn.timings
  if (answered !== null) return { measured: answered, isAnswer: true }
  if (responded === null) return null
  const isAnswer =
    turn.fillers === undefined && turn.tools_told === 'all' && (turn.tool_calls ?? []).length === 0
  return { measured: responded, isAnswer }
}

function doubtOf(
  turn: TurnEvidence,
  { measured, isAnswer }: Found,
  { max, off, waited }: { max: number; off: number; waited: number },
): string | null {
  if (Math.abs(measured - max) <= off)
    return `not certain: within ±${Math.round(off)} ms, the accuracy of the measurement`
  if (measured <= max && !isAnswer)
    return 'not certain: that is when something came, and whether it was the answer is not known'
  if (measured > max && measured - waited - off <= max)
    return `not certain: the voice AI runs on this machine, which was busy for ${Math.round(waited)} ms of that time`
  return turn.attempts > 1 ? `not certain: measured on attempt ${turn.attempts}` : null
}

/** From the end of the caller's speech to the answer itself, whatever was said before it, against a limit in ms. */
export const finalAnswer = defineValidator({
  kind: 'final_answer',
  label: 'Time to the answer itself',
  version: 1,
  weight: 1,
  mustHave: true,
  config: z.object({ max_ms: z.number().positive() }),
  applies: ({ final_answer: expected }) => expected ?? null,
  validate(turn, { max_ms: max }, { policy }): Judgement {
    const found = measuredIn(turn)
    if (found === null)
      return {
        ...{ score: 0, proof: 'unproven', pass: false, confidence: 0.3 },
        evidence: `When the answer came was not measured; the limit is ${Math.round(max)} ms.`,
      }
    const { measured } = found
    const own = ownSideOf(turn) + ownSideInReply(turn)
    const isText = turn.reply_audio === null || turn.kind === 'text'
    const off = uncertainty[isText ? 'text' : 'voice'] + own
    const waited = Math.max(0, turn.own_side?.machine_wait_ms ?? 0)
    const doubt = ownSideDoubt(own, policy) ?? doubtOf(turn, found, { max, off, waited })
    const pass = measured <= max
    const shown = `The answer came after ${Math.round(measured)} ms, against a limit of ${Math.round(max)} ms`
    return {
      score: pass ? 1 : max / measured,
      proof: doubt !== null ? 'unproven' : pass ? 'right' : 'wrong',
      pass,
      confidence: doubt !== null ? 0.5 : 0.97,
      evidence: `${shown}${doubt === null ? '' : `, ${doubt}`}.`,
      detail: { measured_ms: measured, max_ms: max, uncertainty_ms: off, own_side_ms: own },
    }
  },
})
