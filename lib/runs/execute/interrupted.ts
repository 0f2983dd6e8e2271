import { v7 as uuidv7 } from 'uuid'

import type { Validation } from '#lib/engines/validation/verdict.ts'
import { asSentence } from '#lib/platform/format/sentence.ts'
import { fixedPolicy } from '#lib/policies/create-policies.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'

/** The judgement of an execution that our own side broke off: not a word about the voice AI. */
function brokenOff(reason: string): Validation {
  return {
    verdict: 'invalid',
    confidence: 1,
    proven: false,
    band: null,
    bandText: null,
    doubts: [],
    score: null,
    status: 'auto_fail',
    blame: 'infrastructure',
    blameReason: 'Earshot itself failed',
    reason: asSentence(`Earshot could not carry out the execution: ${reason}`),
    scores: [],
    policyVersion: fixedPolicy.version,
    audit: false,
    twin: null,
  }
}

/** The record of such an execution, to be tried again. `ms` is how long it took. */
export function interrupted(startedAt: Date, reason: string, ms = 0): Executed {
  return {
    record: {
      id: uuidv7(),
      startedAt,
      finishedAt: new Date(startedAt.getTime() + ms),
      turns: [],
      twinTurns: null,
      exchange: [],
      attempts: [],
      responseMs: null,
      clean: false,
      validation: brokenOff(reason),
      auditShare: 0,
      call: null,
      conditions: null,
    },
    repeatable: true,
    broken: true,
    refusal: null,
    retryAfterMs: null,
    outage: null,
  }
}
