import type { ToolCallEvidence } from '#lib/engines/validation/evidence.ts'
import type { ExpectedTool } from '#lib/engines/validation/expected.ts'
import type { Proof } from '#lib/engines/validation/score.ts'
import { declaredValue } from '#lib/engines/validation/text/entities/declared-value.ts'
import { flatName, isRecord } from '#lib/engines/validation/text/entities/find-entity.ts'
import {
  right,
  unproven,
  wrong,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import { matchFields, matchValue } from '#lib/engines/validation/tools/match-value.ts'
import { matcherOf } from '#lib/engines/validation/tools/matchers.ts'
import type { Json } from '#lib/platform/json.ts'

/** A call beside a rule; `why` names what is not as expected. */
export type CallMatch = { call: ToolCallEvidence; at: number; proof: Proof; why: string }

/** `right`: the same name; `unproven`: one that is spelled otherwise, or is not told. */
export function matchName(expected: string, actual: string): Proof {
  if (actual === expected) return 'right'
  if (actual === '') return 'unproven'
  return flatName(actual) === flatName(expected) && flatName(actual) !== '' ? 'unproven' : 'wrong'
}

/** What is read of a value, or why nothing can be said of it. */
function readable(call: ToolCallEvidence, what: 'arguments' | 'result'): EntityMatch | null {
  return call.cut?.includes(what) === true
    ? unproven(`the ${what} were too long to be kept whole`)
    : null
}

function matchArguments(
  expected: Record<string, Json>,
  call: ToolCallEvidence,
  language: string,
): EntityMatch {
  const cut = readable(call, 'arguments')
  if (cut !== null) return cut
  const given = call.arguments
  if (given === null) return unproven('its arguments are not told')
  if (typeof given !== 'object') return unproven('its arguments are no JSON object')
  return matchFields(expected, given, language)
}

function matchResult(expected: Json, call: ToolCallEvidence, language: string): EntityMatch {
  if (call.status === 'failed')
    return wrong(`it failed${call.error === undefined ? '' : `: ${call.error}`}`)
  const cut = readable(call, 'result')
  if (cut !== null) return cut
  if (call.result === undefined) return unproven('its result is not told')
  const isFields =
    isRecord(expected) && matcherOf(expected) === null && declaredValue(expected) === null
  if (isFields && typeof call.result === 'object' && call.result !== null)
    return matchFields(expected, call.result, language)
  return matchValue(expected, call.result, { language, name: 'result' })
}

function matchStatus(expected: 'succeeded' | 'failed', call: ToolCallEvidence): EntityMatch {
  if (call.status === expected) return right('as expected')
  if (call.status === 'requested') return unproven('how it ended is not told')
  return call.status === 'unanswered' ? unproven('nothing answered it') : wrong(`it ${call.status}`)
}

/** Whether a call is one that the rule speaks of; null when it is one of another tool. */
export function matchCall(
  rule: ExpectedTool,
  call: ToolCallEvidence,
  at: number,
  language: string,
): CallMatch | null {
  const name = matchName(rule.name, call.name)
  if (name === 'wrong') return null
  const findings: EntityMatch[] = [
    ...(name === 'right'
      ? []
      : [unproven(call.name === '' ? 'its name is not told' : `it is called ${call.name}`)]),
    ...(rule.arguments === undefined ? [] : [matchArguments(rule.arguments, call, language)]),
    ...(rule.result === undefined ? [] : [matchResult(rule.result, call, language)]),
    ...(rule.status === undefined ? [] : [matchStatus(rule.status, call)]),
  ]
  const not =
    findings.find(({ match }) => match === 'wrong') ??
    findings.find(({ match }) => match === 'unproven')
  return { call, at, proof: not?.match ?? 'right', why: not?.how ?? '' }
}
