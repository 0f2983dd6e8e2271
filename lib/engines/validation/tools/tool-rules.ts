import { z } from 'zod'

import { isRecord } from '#lib/engines/validation/text/entities/find-entity.ts'
import { compilePattern, maxPattern } from '#lib/engines/validation/text/matches.ts'
import { matcherOf } from '#lib/engines/validation/tools/matchers.ts'
import { pathSteps } from '#lib/engines/validation/tools/value-path.ts'
import type { Json } from '#lib/platform/json.ts'

/** Deepest object of an expected value, and most fields of an object. */
const maxDepth = 8
const maxFields = 50
const maxTimes = 50

/** Notes a fault at a place. */
export type SayFault = (path: (string | number)[], message: string) => void

/** Says what is wrong with the patterns, ranges and paths of an expected value, each at its place. */
function checkValue(value: Json, path: (string | number)[], say: SayFault): void {
  if (path.length > maxDepth + 2) return say(path, `is nested more than ${maxDepth} deep`)
  if (Array.isArray(value)) return value.forEach((one, at) => checkValue(one, [...path, at], say))
  if (!isRecord(value)) return
  const matcher = matcherOf(value)
  if (matcher?.kind === 'matches') {
    const { fault } =
      matcher.pattern.length > maxPattern
        ? { fault: `it is longer than ${maxPattern} characters` }
        : compilePattern(matcher.pattern)
    if (fault !== null) say([...path, 'matches'], `is not a valid pattern: ${fault}`)
  }
  if (matcher?.kind === 'range' && matcher.min > matcher.max)
    say([...path, 'min'], 'must not be greater than max')
  if (matcher === null) checkFields(value, path, say)
}

/** Says what is wrong with expected values by path. */
export function checkFields(
  fields: { [key: string]: Json },
  path: (string | number)[],
  say: SayFault,
): void {
  const names = Object.keys(fields)
  if (names.length > maxFields) say(path, `may name at most ${maxFields} fields`)
  for (const name of names) {
    if (pathSteps(name) === null)
      say([...path, name], 'is not a path: write names with dots, and places as in items[0].sku')
    checkValue(fields[name] ?? null, [...path, name], say)
  }
}

const Times = z.union(
  [
    z.int().min(0).max(maxTimes),
    z
      .strictObject({
        min: z.int().min(0).max(maxTimes).optional(),
        max: z.int().min(0).max(maxTimes).optional(),
      })
      .refine(({ min, max }) => (min ?? max) !== undefined, 'needs min or max')
      .refine(({ min = 0, max = maxTimes }) => min <= max, 'min must not be greater than max'),
  ],
  { error: `must be a number from 0 to ${maxTimes}, or { min, max }` },
)

/** Keys of a rule that say something of a call, and so mean nothing of one that must not come. */
const ofCalls = ['times', 'result', 'status', 'order'] as const

/** One rule of `tools`: what is expected of the calls of one tool. */
const ToolRule = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    /** false: it must not be called; with arguments: not with these */
    called: z.boolean().optional(),
    /** at least once unless said otherwise */
    times: Times.optional(),
    /** by path: a value, `{ matches }`, `{ min, max }`, `{ any: true }`; null: not given */
    arguments: z.record(z.string().min(1).max(200), z.json()).optional(),
    /** the same: one value, or some of its fields by path */
    result: z.json().optional(),
    status: z.enum(['succeeded', 'failed']).optional(),
    /** place among the tools of the list that have one */
    order: z.int().min(1).max(maxTimes).optional(),
  })
  .superRefine((rule, context) => {
    const say: SayFault = (path, message) => context.addIssue({ code: 'custom', path, message })
    if (rule.arguments !== undefined) checkFields(rule.arguments, ['arguments'], say)
    if (rule.result !== undefined) checkValue(rule.result, ['result'], say)
    if (rule.called !== false) return
    for (const key of ofCalls)
      if (rule[key] !== undefined)
        say([key], `says nothing of a tool that must not be called: leave out ${key}, or called`)
  })

/** `tools` of an expectation. */
export const ToolRules = z.array(ToolRule).min(1).max(50)
