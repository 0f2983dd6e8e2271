import type { Said, ToolOutcome, ToolRequest, ToolUse } from '#simulator/domains/domain.ts'
import type { AwaitedTool } from '#simulator/understanding/answer.ts'
import type { Understood } from '#simulator/understanding/understand.ts'

/** Runs a tool; null when its result is not there yet. */
export type RunTool = (tool: AwaitedTool) => ToolOutcome | null

/** How a weak spot goes wrong with tools. */
export type ToolFault =
  /** says that it is done although the tool failed */
  | { claims: true }
  /** says that it is done and uses no tool */
  | { skips: true }
  /** gives tools this order number instead of the one that was said */
  | { mistakes: string }

type Acted = { uses: ToolUse[]; awaits: AwaitedTool | null; said: Said | null }

/** More than any intent uses. */
const mostTools = 5

/** Uses the tools that an answer needs, one after the other, until the answer is known or a result has to be waited for. */
export function actOut(
  { intent, filling }: Understood,
  { run, turn, fault }: { run: RunTool; turn: number; fault: ToolFault | null },
): Acted {
  const uses: ToolUse[] = []
  const success: Said = { reply: intent.reply }
  if (!intent.act) return { uses, awaits: null, said: null }
  if (fault && 'skips' in fault) return { uses, awaits: null, said: success }
  for (let n = 1; n <= mostTools; n++) {
    const next = intent.act(filling, uses)
    if (!('use' in next)) {
      const last = uses.at(-1)?.outcome
      const claims = fault !== null && 'claims' in fault && last !== undefined && 'error' in last
      return { uses, awaits: null, said: claims ? success : next }
    }
    const tool = { ...mistaken(next.use, fault), id: `call-${turn}-${n}` }
    const outcome = run(tool)
    if (outcome === null) return { uses, awaits: tool, said: null }
    uses.push({ ...tool, outcome })
  }
  throw new Error(`${intent.kind} does not come to an end`)
}

const mistaken = (use: ToolRequest, fault: ToolFault | null): ToolRequest =>
  fault && 'mistakes' in fault
    ? { ...use, arguments: { ...use.arguments, order_id: fault.mistakes } }
    : use
