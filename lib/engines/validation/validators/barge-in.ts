import { z } from 'zod'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Judgement } from '#lib/engines/validation/score.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

/** ms by which the end of speech may be off: a frame of 20 ms on each channel. */
const uncertaintyMs = 40

/** Whether the voice AI went on speaking for a caller who only showed that they listen. */
function wentOn({ barge_in: tried }: TurnEvidence): Judgement {
  const stopped = tried?.false_stop ?? null
  const detail = { ...tried }
  if (stopped === null)
    return {
      ...{ score: 0, proof: 'unproven', pass: false, confidence: 0.3, detail },
      evidence:
        'Whether the voice AI stopped for the caller was not measured: its reply ended before that could be heard.',
    }
  return {
    ...{ score: stopped ? 0 : 1, pass: !stopped, confidence: 0.95, detail },
    proof: stopped ? 'wrong' : 'right',
    evidence: stopped
      ? 'The voice AI stopped speaking although the caller only showed that they were listening.'
      : 'The voice AI went on speaking while the caller showed that they were listening.',
  }
}

/** How soon the voice AI stopped once the caller had broken into its reply, as a caller would have heard it. */
export const bargeIn = defineValidator({
  kind: 'barge_in',
  label: 'Barge-in',
  version: 3,
  weight: 1,
  mustHave: true,
  config: z.object({
    max_stop_ms: z.number().positive().optional(),
    stops: z.literal(false).optional(),
  }),
  applies: ({ barge_in: expected }, turn) =>
    expected === undefined || turn.barge_in === undefined ? null : expected,
  validate(turn, { max_stop_ms }) {
    if (max_stop_ms === undefined) return wentOn(turn)
    const { barge_in: tried } = turn
    const stopped = tried?.stopped_ms ?? null
    if (stopped === null)
      return {
        score: 0,
        proof: 'unproven',
        pass: false,
        confidence: 0.3,
        evidence:
          'The caller did not speak over the voice AI, so how soon it stops was not measured.',
      }
    const pass = stopped <= max_stop_ms
    const borderline = Math.abs(stopped - max_stop_ms) <= uncertaintyMs
    const shown = `${Math.round(stopped)} ms after the caller interrupted, against a limit of ${Math.round(max_stop_ms)} ms`
    return {
      score: pass ? 1 : max_stop_ms / stopped,
      proof: borderline ? 'unproven' : pass ? 'right' : 'wrong',
      pass,
      confidence: borderline ? 0.5 : 0.97,
      evidence: `The voice AI stopped speaking ${shown}${borderline ? `, not certain: within ±${uncertaintyMs} ms, the accuracy of the measurement` : ''}.`,
      detail: { ...tried, max_stop_ms },
    }
  },
})
