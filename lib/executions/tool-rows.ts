import { z } from 'zod'

import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { TurnView } from '#lib/executions/schema.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'

/** A row of the table of expectations. */
type ToolRow = {
  aspect: string
  expected: string
  got: string
  result: 'met' | 'missed' | 'unproven' | 'not_judged'
}

/** As the validator `tools` tells each of its findings. */
const Findings = z.object({
  tools: z.array(
    z.object({
      aspect: z.string(),
      expected: z.string(),
      got: z.string(),
      proof: z.enum(['right', 'wrong', 'unproven']),
    }),
  ),
})

const results = { right: 'met', wrong: 'missed', unproven: 'unproven' } as const

/** What was called, where no validator has looked. */
function unjudged({ tools = [], no_other_tools }: ResolvedExpectation, called: string) {
  const rows = tools.map(({ name, called: wanted = true }) => ({
    aspect: `Tool ${name}`,
    expected: wanted ? 'called' : 'not called',
  }))
  const others = no_other_tools ? [{ aspect: 'Other tools', expected: 'none' }] : []
  return [...rows, ...others].map((row) => ({
    ...row,
    got: called,
    result: 'not_judged' as const,
  }))
}

const claims = {
  right: 'nothing that was not done',
  wrong: 'more than was done',
  unproven: 'not certain',
}

/** What was expected of the tools of a turn, one rule a row, and whether the reply claims more than was done. */
export function toolRows(
  expected: ResolvedExpectation,
  { tool_calls: calls = [] }: Partial<Pick<TurnView, 'tool_calls'>>,
  scores: readonly ScoreView[],
): ToolRow[] {
  const score = scores.find(({ validator }) => validator === 'tools')
  const read = Findings.safeParse(score?.detail)
  const called = calls.map(({ name }) => name || 'a tool without a name').join(', ') || 'no tool'
  const rows: ToolRow[] = read.success
    ? read.data.tools.map(({ proof, ...row }) => ({ ...row, result: results[proof] }))
    : unjudged(expected, called)
  const said = scores.find(({ validator }) => validator === 'say_do')
  // What looks by itself is told only where there is something to tell.
  if (!said || (expected.say_do !== true && said.proof === 'right')) return rows
  const proof = said.proof ?? (said.pass ? 'right' : 'wrong')
  return [
    ...rows,
    {
      aspect: 'Said and done',
      expected: 'claims nothing that was not done',
      got: `claims ${claims[proof]}`,
      result: results[proof],
    },
  ]
}
