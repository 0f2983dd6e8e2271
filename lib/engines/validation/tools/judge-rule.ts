import type { ExpectedTool } from '#lib/engines/validation/expected.ts'
import type { Proof } from '#lib/engines/validation/score.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import { matchCall, type CallMatch } from '#lib/engines/validation/tools/match-call.ts'
import type { ToldCalls } from '#lib/engines/validation/tools/told-calls.ts'
import type { Json } from '#lib/platform/json.ts'

/** What one part of the expectation comes to. `expected` and `got` are for people. */
export type ToolFinding = {
  aspect: string
  expected: string
  got: string
  proof: Proof
  /** where nothing is proven, whether it is likelier to hold */
  likely: boolean
  /** half a sentence */
  why: string
}

export type JudgedRule = { rule: ExpectedTool; matches: readonly CallMatch[]; finding: ToolFinding }

type Bounds = { min: number; max: number }

/** How often a tool must be called at least and at most. */
function boundsOf({ called, times }: ExpectedTool): Bounds {
  if (called === false) return { min: 0, max: 0 }
  if (times === undefined) return { min: 1, max: Infinity }
  if (typeof times === 'number') return { min: times, max: times }
  return { min: times.min ?? 0, max: times.max ?? Infinity }
}

const often = (times: number) => (times === 1 ? 'once' : `${times} times`)

function boundsText({ min, max }: Bounds): string {
  if (max === 0) return 'not called'
  if (min === max) return `called ${often(min)}`
  if (max === Infinity) return min <= 1 ? 'called' : `called ${often(min)} or more`
  return min === 0 ? `called ${often(max)} at most` : `called ${min} to ${max} times`
}

const show = (value: Json) =>
  quote(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 80)

/** A rule as a person would say it: `called once, with {"guests":4}`. */
function expectedText(rule: ExpectedTool): string {
  const parts = [
    boundsText(boundsOf(rule)),
    ...(rule.arguments === undefined ? [] : [`with ${JSON.stringify(rule.arguments)}`]),
    ...(rule.result === undefined ? [] : [`result ${JSON.stringify(rule.result)}`]),
    ...(rule.status === undefined ? [] : [`and ${rule.status}`]),
  ]
  return parts.join(', ')
}

const gotText = (matches: readonly CallMatch[]) =>
  matches.length === 0
    ? 'not called'
    : matches
        .slice(0, 5)
        .map(({ call }) => `${show(call.arguments)} (${call.status})`)
        .join('; ')

/** Calls that fit, those that may, and those that do not, against what is expected; others may be hidden in a gap. */
function proofOf({ min, max }: Bounds, matches: readonly CallMatch[], gap: boolean): Proof {
  const count = (proof: Proof) => matches.filter((match) => match.proof === proof).length
  const [sure, likely] = [count('right'), count('right') + count('unproven')]
  const most = gap ? Infinity : likely
  if (sure > max || most < min) return 'wrong'
  return sure >= min && most <= max ? 'right' : 'unproven'
}

function whyOf(
  rule: ExpectedTool,
  matches: readonly CallMatch[],
  proof: Proof,
  gap: string | null,
): string {
  const wanted = boundsText(boundsOf(rule))
  const fitting = matches.filter((match) => match.proof === 'right').length
  const short = rule.arguments ?? rule.result ?? rule.status
  const these = rule.called === false && rule.arguments !== undefined ? ' with these arguments' : ''
  const was = fitting === 0 ? `was not called${these}` : `was called ${often(fitting)}`
  const asExpected = short === undefined ? '' : ' as expected'
  if (proof === 'right') return `${rule.name} ${was}${fitting === 0 ? '' : asExpected}`
  const odd =
    matches.find((match) => match.proof === (proof === 'wrong' ? 'wrong' : 'unproven')) ??
    matches.find((match) => match.proof !== 'right')
  if (proof === 'unproven') {
    const open = odd?.proof === 'unproven' ? odd.why : (gap ?? odd?.why ?? '')
    return `${rule.name} (expected: ${wanted}): ${open}`
  }
  if (rule.called === false) return `${rule.name} must not be called${these}, but ${was}`
  if (odd !== undefined && fitting === 0)
    return `${rule.name} was called with ${show(odd.call.arguments)}, but not as expected (${odd.why})`
  return `${rule.name} ${was}${fitting === 0 ? '' : asExpected}, where it is to be ${wanted}`
}

/** One rule against the calls of a turn. */
export function judgeRule(rule: ExpectedTool, told: ToldCalls, language: string): JudgedRule {
  const matches = told.calls.flatMap((call, at) => matchCall(rule, call, at, language) ?? [])
  const proof = told.blind ? 'unproven' : proofOf(boundsOf(rule), matches, told.gap !== null)
  return {
    rule,
    matches,
    finding: {
      aspect: `Tool ${rule.name}`,
      expected: expectedText(rule),
      got: told.blind ? 'not told' : gotText(matches),
      proof,
      likely:
        proof !== 'wrong' &&
        (told.blind ||
          boundsOf(rule).min === 0 ||
          matches.some((match) => match.proof !== 'wrong')),
      why: whyOf(rule, matches, proof, told.gap),
    },
  }
}
