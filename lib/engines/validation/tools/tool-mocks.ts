import { z } from 'zod'

import { patternParts } from '#lib/engines/validation/tools/pattern-parts.ts'
import { checkFields, type SayFault } from '#lib/engines/validation/tools/tool-rules.ts'

const maxMocks = 50
const maxBytes = 64 * 1024
/** Parts of all patterns together: they are tried while a voice AI waits. */
const maxParts = 10_000
/** ms that an answer may be held back: a conversation must not wait for its own test */
const maxDelay = 30_000

const ToolMock = z
  .strictObject({
    /** the tool, exactly as the voice AI names it */
    tool: z.string().trim().min(1).max(200),
    /** by path, as `arguments` of an expected tool; any arguments unless said otherwise */
    arguments: z.record(z.string().min(1).max(200), z.json()).optional(),
    /** what the tool gives back */
    result: z.json().optional(),
    /** why it fails, instead of a result */
    error: z.string().trim().min(1).max(2_000).optional(),
    /** how long the answer takes */
    delay_ms: z.int().min(0).max(maxDelay).optional(),
    /** serves so many calls, then the next mock that fits */
    times: z.int().min(1).max(1_000).optional(),
    /** it may stay unused */
    optional: z.boolean().optional(),
  })
  .superRefine((mock, context) => {
    const say: SayFault = (path, message) => context.addIssue({ code: 'custom', path, message })
    const given = [mock.result, mock.error].filter((one) => one !== undefined)
    if (given.length === 0) say([], 'needs result or error: what the tool answers')
    if (given.length > 1) say(['error'], 'may only be one of: result, error')
    if (mock.arguments !== undefined) checkFields(mock.arguments, ['arguments'], say)
    const bytes = new TextEncoder().encode(JSON.stringify(mock)).length
    if (bytes > maxBytes)
      say(
        [],
        `is ${Math.ceil(bytes / 1_024)} kB of JSON: at most ${maxBytes / 1_024} kB are possible`,
      )
  })
export type ToolMock = z.output<typeof ToolMock>

/** `mocks` of a case or of a target: what tools answer that the voice AI lets us run, the first that fits. */
export const ToolMocks = z
  .array(ToolMock, {
    error: ({ code }) =>
      code === 'invalid_type'
        ? 'must be a list of mocks: [{ tool, arguments, result }]'
        : undefined,
  })
  .max(maxMocks)
  .superRefine((mocks, context) => {
    const parts = mocks.reduce((sum, mock) => sum + patternParts(mock.arguments ?? null), 0)
    if (parts > maxParts)
      context.addIssue({
        code: 'custom',
        message: `has patterns of ${parts} parts together, with their repetitions written out: at most ${maxParts} are possible`,
      })
  })
