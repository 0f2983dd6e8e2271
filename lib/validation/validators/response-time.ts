import { z } from 'zod'

import { defineValidator } from '../types.ts'

/** ms by which a measured latency may be off: the onset of reply audio is known to ±20 ms, a text's to ±5 ms. */
const uncertainty = { voice: 20, text: 5 } as const

/** From the end of the caller's speech to the reply, against a limit in ms. */
export const responseTime = defineValidator({
  kind: 'response_time',
  label: 'Response time',
  version: 1,
  weight: 1,
  mustHave: true,
  config: z.object({ max_ms: z.number().positive() }),
  applies: (expectation) => expectation.response_time ?? null,
  validate(turn, { max_ms }) {
    const measured = turn.timings.response_ms
    if (measured === null)
      return {
        score: 0,
        pass: false,
        confidence: 0.3,
        evidence: `The response time was not measured; the limit is ${max_ms} ms.`,
      }
    const off = uncertainty[turn.reply_audio === null || turn.kind === 'text' ? 'text' : 'voice']
    const pass = measured <= max_ms
    const borderline = Math.abs(measured - max_ms) <= off
    const shown = `${Math.round(measured)} ms against a limit of ${max_ms} ms`
    const repeated = turn.attempts > 1
    return {
      score: pass ? 1 : max_ms / measured,
      pass,
      // A repeated attempt's time may hold another try's waiting: it proves nothing in either direction.
      confidence: borderline ? 0.5 : repeated ? 0.7 : 0.99,
      evidence: `${shown}${borderline ? `, within the uncertainty of ±${off} ms` : ''}${repeated ? `, on attempt ${turn.attempts}` : ''}.`,
      detail: { measured_ms: measured, max_ms, uncertainty_ms: off },
    }
  },
})
