import { z } from 'zod'

import type { ToolCallEvidence } from '#lib/engines/validation/evidence.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import type { Json } from '#lib/platform/json.ts'

const Ms = z.number().min(0).max(86_400_000).nullish()
const Name = z.string().max(200)

/** A tool call of a line, plainly or as chat completions write it (`function: { name, arguments }`). */
const ToolCallLine = z
  .object({
    id: Name.nullish(),
    name: Name.optional(),
    arguments: z.json().optional(),
    function: z.object({ name: Name, arguments: z.json().optional() }).optional(),
    result: z.json().optional(),
    error: z.string().max(20_000).nullish(),
    status: z.enum(['requested', 'succeeded', 'failed', 'unanswered']).nullish(),
    requested_ms: Ms,
    ended_ms: Ms,
    executed_by: z.enum(['voice_ai', 'earshot']).nullish(),
  })
  .refine((call) => (call.name ?? call.function) !== undefined, {
    path: ['name'],
    error: 'is missing',
  })
type ToolCallLine = z.output<typeof ToolCallLine>

/** `reply.tool_calls` of a line: all tools that were called, in their order; an empty list for none. */
export const ToolCallLines = z.array(ToolCallLine).max(200)

/** Arguments are often written as a text of JSON; any other text stays as it is. */
function argumentsOf(given: Json | undefined): Json {
  if (typeof given !== 'string') return given ?? null
  try {
    const parsed = JSON.parse(given) as Json
    return typeof parsed === 'object' ? parsed : given
  } catch {
    return given
  }
}

/** What a line does not say follows from what it says: an error is a failure, a result a success. */
function statusOf({ status, error, result }: ToolCallLine): ToolCallEvidence['status'] {
  if (status) return status
  if (error !== undefined && error !== null) return 'failed'
  return result === undefined ? 'requested' : 'succeeded'
}

/** The tool calls of a line as evidence; the line tells of all of them. */
export const toolCallEvidence = (calls: readonly ToolCallLine[]): ToolCallEvidence[] =>
  calls.map((call, at) => ({
    id: call.id ?? `call-${at + 1}`,
    name: call.name ?? call.function?.name ?? '',
    arguments: argumentsOf(call.arguments ?? call.function?.arguments),
    status: statusOf(call),
    requested_ms: call.requested_ms ?? null,
    ended_ms: call.ended_ms ?? null,
    executed_by: call.executed_by ?? 'voice_ai',
    ...definedValues({ result: call.result, error: call.error ?? undefined }),
  }))
