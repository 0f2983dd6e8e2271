import { z } from 'zod'

import {
  judgedLine,
  lineInput,
  readLine,
  turnsOf,
  type JudgedLine,
  type LineFault,
} from '#lib/engines/validation/offline/judge-line.ts'
import { policyOf } from '#lib/engines/validation/policy-settings.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import { validateInTime } from '#lib/engines/validation/thread/validate-in-time.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { loadPolicies } from '#lib/policies/in-force.ts'

/** Each line is read by itself, so that one that cannot be read does not hide the others. */
export const JudgeLinesInput = z.strictObject({
  lines: z.array(z.json()).min(1).max(100),
})
export type JudgeLinesInput = z.output<typeof JudgeLinesInput>

const Share = z.number().min(0).max(1)

const LineScoreView = z.object({
  validator: z.string(),
  version: z.number().int(),
  turn: z.number().int(),
  score: Share,
  proof: z.enum(['right', 'wrong', 'unproven']),
  pass: z.boolean(),
  confidence: Share,
  weight: z.number(),
  must_have: z.boolean(),
  evidence: z.string(),
  marks: z.array(z.json()).optional(),
  detail: z.json().optional(),
})

const JudgedLineView = z.object({
  id: z.union([z.string(), z.number()]).nullable(),
  verdict: z.enum(['passed', 'failed', 'invalid']),
  review_status: z.enum(['auto_pass', 'auto_fail', 'manual_review']),
  confidence: Share,
  blame: z.string().nullable(),
  reason: z.string(),
  scores: z.array(LineScoreView),
})

const LineFaultView = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  /** place in the list, from 1 */
  line: z.number().int().optional(),
  error: z.string(),
})

export const JudgedLinesView = z.object({
  results: z.array(z.union([JudgedLineView, LineFaultView])),
})

/** ms that judging the lines of one request may take together */
const requestMs = 20_000
const late = `was not judged: the lines before it took ${requestMs / 1_000} s. Send fewer at once.`

const noFiles = 'reply.audio and reply.stimulus are files: only `earshot judge` reads them'

async function judgeOne(
  value: unknown,
  number: number,
  policy: ValidationPolicy,
  signal: AbortSignal,
): Promise<JudgedLine | LineFault> {
  const read = readLine(value)
  if (read.line === null)
    return { ...(read.id === undefined ? { line: number } : { id: read.id }), error: read.error }
  const { line } = read
  const fault = (error: string) => ({
    ...(line.id == null ? { line: number } : { id: line.id }),
    error,
  })
  const named = turnsOf(line).some(({ reply }) => reply?.audio != null || reply?.stimulus != null)
  if (named) return fault(noFiles)
  if (signal.aborted) return fault(late)
  try {
    return judgedLine(line, await validateInTime(lineInput(line, policy), signal))
  } catch (error) {
    if (signal.aborted) return fault(late)
    throw error
  }
}

/** Judges lines by the organization's policy in force; nothing is stored, and what reviews have earned is not used. */
export async function judgeLines(
  ctx: Ctx,
  { lines }: JudgeLinesInput,
): Promise<{ results: (JudgedLine | LineFault)[] }> {
  const policies = await loadPolicies(withinCtx(ctx), ctx.organizationId)
  const { settings, version } = policies.of({ suiteId: null, caseId: null })
  const policy = policyOf(settings, version)
  const signal = AbortSignal.timeout(requestMs)
  const results: (JudgedLine | LineFault)[] = []
  for (const [index, line] of lines.entries()) {
    results.push(await judgeOne(line, index + 1, policy, signal))
    // Others wait for this process as well.
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  return { results }
}
