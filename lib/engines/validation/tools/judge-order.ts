import type { Proof } from '#lib/engines/validation/score.ts'
import type { JudgedRule, ToolFinding } from '#lib/engines/validation/tools/judge-rule.ts'
import { matchName } from '#lib/engines/validation/tools/match-call.ts'
import type { ToldCalls } from '#lib/engines/validation/tools/told-calls.ts'

type Placed = { name: string; place: number; sure: number[]; likely: number[] }

/** Rules that have a place: by `order`, or all that are to be called. */
function placedOf(rules: readonly JudgedRule[], inOrder: boolean): Placed[] {
  return rules
    .flatMap(({ rule, matches }, index) => {
      const place = rule.order ?? (inOrder && rule.called !== false ? index : undefined)
      if (place === undefined) return []
      const at = (only: readonly Proof[]) =>
        matches.filter(({ proof }) => only.includes(proof)).map((match) => match.at)
      return [{ name: rule.name, place, sure: at(['right']), likely: at(['right', 'unproven']) }]
    })
    .sort((a, b) => a.place - b.place)
}

/** Whether calls can be chosen, one for each rule, that follow each other in the order of the places. */
function canFollow(placed: readonly Placed[]): boolean {
  let reached = -1
  for (const group of Map.groupBy(placed, ({ place }) => place).values()) {
    const chosen = group.map(({ likely }) => likely.find((at) => at > reached))
    if (chosen.some((at) => at === undefined)) return false
    reached = Math.max(...chosen.map((at) => at ?? -1))
  }
  return true
}

/** Whether every call of a rule came before every call of those with later places. */
function allFollow(placed: readonly Placed[]): boolean {
  return placed.every((one) =>
    placed.every(
      (later) =>
        later.place <= one.place ||
        (one.sure.length > 0 &&
          later.sure.length > 0 &&
          Math.max(...one.likely) < Math.min(...later.likely)),
    ),
  )
}

/**
 * Whether tools were called in the expected order. Where a tool was called several times, before and after another, nothing
 * is proven. Null when no order is expected, or a rule has no call to be placed: then the rule itself says so.
 */
export function judgeOrder(
  rules: readonly JudgedRule[],
  told: ToldCalls,
  inOrder: boolean,
): ToolFinding | null {
  const placed = placedOf(rules, inOrder)
  if (placed.length < 2) return null
  const expected = placed.map(({ name }) => name).join(', then ')
  const got = told.calls.map(({ name }) => name || '(no name)').join(', then ') || 'not called'
  const finding = (proof: Proof, why: string): ToolFinding => ({
    ...{ aspect: 'Order of tools', expected, got, proof, why },
    likely: proof !== 'wrong' && canFollow(placed),
  })
  if (placed.some(({ likely }) => likely.length === 0))
    return finding('unproven', `the order cannot be told: ${expected} were not all called`)
  if (!canFollow(placed))
    return told.gap === null
      ? finding('wrong', `the tools were called in the order ${got} instead of ${expected}`)
      : finding('unproven', `the order of the tools is not certain: ${told.gap}`)
  return allFollow(placed)
    ? finding('right', `the tools were called in the order ${expected}`)
    : finding('unproven', `the order of the tools is not certain: they were called as ${got}`)
}

/** Whether only tools were called that the rules name. */
export function judgeOthers(rules: readonly JudgedRule[], told: ToldCalls): ToolFinding {
  const isNamed = (name: string): Proof => {
    const proofs = rules.map(({ rule }) => matchName(rule.name, name))
    if (proofs.includes('right')) return 'right'
    return proofs.includes('unproven') || name === '' ? 'unproven' : 'wrong'
  }
  const others = told.calls.filter(({ name }) => isNamed(name) === 'wrong')
  const names = [...new Set(others.map(({ name }) => name))].join(', ')
  const finding = (proof: Proof, got: string, why: string): ToolFinding => ({
    ...{ aspect: 'Other tools', expected: 'none', got, proof, why },
    likely: proof !== 'wrong',
  })
  if (others.length > 0)
    return finding('wrong', names, `no other tool was to be called, but ${names} was`)
  if (told.gap !== null)
    return finding(
      'unproven',
      'none seen',
      `whether other tools were called is not known: ${told.gap}`,
    )
  return told.calls.every(({ name }) => isNamed(name) === 'right')
    ? finding('right', 'none', 'no other tool was called')
    : finding('unproven', 'perhaps', 'a call has a name that is spelled otherwise, or none')
}
