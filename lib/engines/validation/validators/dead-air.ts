import { z } from 'zod'

import { ownSideDoubt, ownSideInReply } from '#lib/engines/validation/own-side.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

/** ms by which a pause may be off: a frame on each side */
const uncertaintyMs = 40
/** Shorter pauses are not kept. */
const shortestMs = 1_000

/** The longest silence inside the reply, as the caller heard it, against a limit in ms. Text has no pauses. */
export const deadAir = defineValidator({
  kind: 'dead_air',
  label: 'Dead air',
  version: 1,
  weight: 1,
  mustHave: true,
  config: z.object({ max_ms: z.number().positive() }),
  applies: ({ dead_air: expected }, { kind }) => (kind === 'text' ? null : (expected ?? null)),
  validate(turn, { max_ms: max }, { policy }): Judgement {
    const measured = turn.timings.dead_air_ms ?? null
    if (measured === null)
      return {
        ...{ score: 0, proof: 'unproven', pass: false, confidence: 0.3 },
        evidence: `How long the reply paused was not measured; the limit is ${Math.round(max)} ms.`,
      }
    const own = ownSideInReply(turn)
    const off = uncertaintyMs + own
    const pass = measured <= max
    const waited = Math.max(0, turn.own_side?.machine_wait_ms ?? 0)
    const isClose = Math.abs(Math.max(measured, shortestMs) - max) <= off
    const isOurs = !pass && measured - waited - off <= max
    const doubt =
      ownSideDoubt(own, policy) ??
      (isClose
        ? `not certain: within ±${Math.round(off)} ms, the accuracy of the measurement`
        : isOurs
          ? `not certain: the voice AI runs on this machine, which was busy for ${Math.round(waited)} ms of that time`
          : null)
    const shown =
      measured === 0
        ? `The reply had no pause of ${shortestMs} ms or more; the limit is ${Math.round(max)} ms`
        : `The reply paused for up to ${Math.round(measured)} ms, against a limit of ${Math.round(max)} ms`
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
