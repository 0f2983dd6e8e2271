import { z } from 'zod'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { ownSideDoubt, ownSideOf } from '#lib/engines/validation/own-side.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

/** ms by which a measured latency may be off: the onset of reply audio is known to ±20 ms, a text's to ±5 ms. */
const uncertainty = { voice: 20, text: 5 } as const

type Measured = {
  measured: number
  max: number
  off: number
  own: number
  /** why our own side was too late for it to be told; null when it was not */
  ownDoubt: string | null
  /** how long processes of a machine that the voice AI shares with us waited for a processor, ms: an answer is only made later by it */
  waited: number
}

/** Why the time proves nothing; null when it does. */
function doubtOf(turn: TurnEvidence, found: Measured): string | null {
  const { measured, max, off, ownDoubt, waited } = found
  if (ownDoubt !== null) return ownDoubt
  if (Math.abs(measured - max) <= off)
    return `not certain: within ±${Math.round(off)} ms, the accuracy of the measurement`
  const lead = uncountedLead(turn)
  if (measured <= max && measured + lead > max)
    return `not certain: the reply audio begins with ${(lead / 1_000).toFixed(1)} s of silence, which the caller waits as well`
  if (measured > max && measured - waited - off <= max)
    return `not certain: the voice AI runs on this machine, which was busy for ${Math.round(waited)} ms of that time`
  // A repeated attempt's time may hold another try's waiting: it proves nothing in either direction.
  return turn.attempts > 1 ? `not certain: measured on attempt ${turn.attempts}` : null
}

/**
 * Silence at the beginning of reply audio that nobody has counted yet, ms: in a turn that was held it is part of the
 * response time, in a line that tells only when the reply came it may be.
 */
function uncountedLead({ timings, reply_audio: audio, kind }: TurnEvidence): number {
  if (kind === 'text' || audio === null || timings.first_sound_ms !== undefined) return 0
  return audio.sound === undefined && audio.unheard === undefined ? 0 : (audio.speech_start_ms ?? 0)
}

function judge(turn: TurnEvidence, found: Measured): Judgement {
  const { measured, max, off, own, waited } = found
  const pass = measured <= max
  const doubt = doubtOf(turn, found)
  const shown = `${Math.round(measured)} ms against a limit of ${Math.round(max)} ms`
  return {
    score: pass ? 1 : max / measured,
    proof: doubt !== null ? 'unproven' : pass ? 'right' : 'wrong',
    pass,
    confidence: doubt !== null ? 0.5 : 0.99,
    evidence: `${shown}${doubt === null ? '' : `, ${doubt}`}.`,
    detail: {
      measured_ms: measured,
      max_ms: max,
      uncertainty_ms: off,
      own_side_ms: own,
      waited_ms: waited,
    },
  }
}

/** From the end of the caller's speech to the reply, against a limit in ms. */
export const responseTime = defineValidator({
  kind: 'response_time',
  label: 'Response time',
  version: 2,
  weight: 1,
  mustHave: true,
  config: z.object({ max_ms: z.number().positive() }),
  applies: (expectation) => expectation.response_time ?? null,
  validate(turn, { max_ms }, { policy }) {
    const measured = turn.timings.response_ms
    if (measured === null)
      return {
        score: 0,
        proof: 'unproven',
        pass: false,
        confidence: 0.3,
        evidence: `The response time was not measured; the limit is ${Math.round(max_ms)} ms.`,
      }
    const own = ownSideOf(turn)
    const base = uncertainty[turn.reply_audio === null || turn.kind === 'text' ? 'text' : 'voice']
    const ownDoubt = ownSideDoubt(own, policy)
    const waited = Math.max(0, turn.own_side?.machine_wait_ms ?? 0)
    return judge(turn, { measured, max: max_ms, off: base + own, own, ownDoubt, waited })
  },
})
