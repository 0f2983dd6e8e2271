import { expect, test } from 'vitest'

import type { OwnSideEvidence } from '#lib/engines/validation/evidence.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { policy, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { responseTime } from '#lib/engines/validation/validators/response-time.ts'

const quiet: OwnSideEvidence = { event_loop_ms: 0, send_late_ms: 0 }

function judged(
  response_ms: number,
  own_side: OwnSideEvidence | undefined,
  gates: ValidationPolicy['gates'] = {},
) {
  const turn = voiceTurn()
  return responseTime.validate(
    {
      ...turn,
      timings: { ...turn.timings, response_ms },
      ...(own_side && { own_side }),
    },
    { max_ms: 1_000 },
    { precedents: [], earlier: [], policy: { ...policy, gates } },
  )
}

test.each([
  ['in time', 900, quiet, 'right', /900 ms/],
  ['too late', 1_100, quiet, 'wrong', /1100 ms against a limit of 1000 ms/],
  ['too late, measured before our side was looked at', 1_100, undefined, 'wrong', /./],
  ['a loop that may explain it', 1_100, { ...quiet, event_loop_ms: 90 }, 'unproven', /±110 ms/],
  ['a loop that cannot', 2_000, { ...quiet, event_loop_ms: 90 }, 'wrong', /./],
  ['sound sent late', 950, { ...quiet, send_late_ms: 60 }, 'unproven', /±80 ms/],
  ['our side far too late', 5_000, { ...quiet, event_loop_ms: 101 }, 'unproven', /101 ms late/],
  [
    'late, and in time all the same',
    100,
    { ...quiet, send_late_ms: 400 },
    'unproven',
    /400 ms late/,
  ],
  ['a busy machine', 1_500, { ...quiet, machine_wait_ms: 700 }, 'unproven', /busy for 700 ms/],
  ['a machine that was a little busy', 1_500, { ...quiet, machine_wait_ms: 300 }, 'wrong', /./],
  ['a busy machine, and in time', 900, { ...quiet, machine_wait_ms: 800 }, 'right', /./],
] as const)('%s', (_, measured, own, proof, evidence) => {
  const found = judged(measured, own)
  expect(found.proof).toBe(proof)
  expect(found.evidence).toMatch(evidence)
})

test('how late our side may be is for the policy to say', () => {
  const late = { ...quiet, event_loop_ms: 300 }
  expect(judged(5_000, late).proof).toBe('unproven')
  expect(judged(5_000, late, { maxOwnSideMs: 500 }).proof).toBe('wrong')
  expect(judged(5_000, { ...quiet, event_loop_ms: 20 }, { maxOwnSideMs: 10 }).proof).toBe(
    'unproven',
  )
})
