import { z } from 'zod'

import type { ExpectedTool } from '#lib/engines/validation/expected.ts'
import type { Proof } from '#lib/engines/validation/score.ts'
import { judgeOrder, judgeOthers } from '#lib/engines/validation/tools/judge-order.ts'
import { judgeRule, type ToolFinding } from '#lib/engines/validation/tools/judge-rule.ts'
import { toldCalls } from '#lib/engines/validation/tools/told-calls.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

type ToolsConfig = { tools: ExpectedTool[]; inOrder: boolean; noOthers: boolean }

/** How sure each outcome is, for ordering; it proves nothing. */
const confidenceOf: Record<Proof, number> = { right: 0.98, wrong: 0.97, unproven: 0.5 }
const scoreOf: Record<Proof, number> = { right: 1, unproven: 0.5, wrong: 0 }

function evidenceOf(findings: readonly ToolFinding[], proof: Proof, gap: string | null): string {
  const list = findings.filter((finding) => finding.proof === proof)
  const words = list
    .slice(0, 5)
    .map(({ why }) => why)
    .join('; ')
  const more = list.length > 5 ? ` and ${list.length - 5} more` : ''
  if (proof !== 'unproven') return `Tools: ${words}${more}.`
  const because = gap !== null && !words.includes(gap) ? ` (${gap})` : ''
  return `Tools not proven: ${words}${more}${because}.`
}

/**
 * The tools that the voice AI called in the turn: which, how often, with what, in which order, with what result. Where the
 * connector does not tell of them nothing is proven.
 */
export const tools = defineValidator<ToolsConfig>({
  kind: 'tools',
  label: 'Tools',
  version: 1,
  weight: 2,
  mustHave: true,
  config: z.object({
    tools: z.custom<ExpectedTool[]>(Array.isArray),
    inOrder: z.boolean(),
    noOthers: z.boolean(),
  }),
  applies: ({
    tools: expected = [],
    tools_in_order: inOrder = false,
    no_other_tools: noOthers = false,
  }) => (expected.length > 0 || noOthers ? { tools: expected, inOrder, noOthers } : null),
  validate(turn, { tools: expected, inOrder, noOthers }) {
    const told = toldCalls(turn)
    const rules = expected.map((rule) => judgeRule(rule, told, turn.language))
    const order = judgeOrder(rules, told, inOrder)
    const findings = [
      ...rules.map(({ finding }) => finding),
      ...(order === null ? [] : [order]),
      ...(noOthers ? [judgeOthers(rules, told)] : []),
    ]
    const has = (proof: Proof) => findings.some((finding) => finding.proof === proof)
    const proof = has('wrong') ? 'wrong' : has('unproven') ? 'unproven' : 'right'
    return {
      score: findings.reduce((sum, { proof: one }) => sum + scoreOf[one], 0) / findings.length,
      proof,
      pass: findings.every(({ likely }) => likely),
      confidence: confidenceOf[proof],
      evidence: evidenceOf(findings, proof, told.gap),
      detail: { tools: findings },
    }
  },
})
