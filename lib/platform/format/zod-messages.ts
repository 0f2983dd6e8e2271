import type { core } from 'zod'
import { config } from 'zod/v4/core'

import { nearestBranch, nearestName } from '#lib/platform/format/nearest.ts'
import { formatWords, sizeWords, typeWords } from '#lib/platform/format/zod-words.ts'

type Raw<I extends core.$ZodIssueBase> = core.$ZodRawIssue<I>
type Sized = Raw<core.$ZodIssueTooBig> | Raw<core.$ZodIssueTooSmall>

/** values named in one message; a longer list is cut */
const listed = 20

const typeText = (expected: string) => typeWords[expected] ?? `of the type ${expected}`

function listText(values: readonly unknown[], last: string): string {
  const texts = values.map(String)
  const end = texts.pop() ?? ''
  return texts.length === 0 ? end : `${texts.join(', ')} ${last} ${end}`
}

function oneOf(values: readonly unknown[]): string {
  if (values.length === 1) return `must be ${String(values[0])}`
  if (values.length <= listed) return `must be one of ${values.map(String).join(', ')}`
  const shown = values.slice(0, listed).map(String).join(', ')
  return `must be one of ${shown} and ${values.length - listed} more`
}

function typeMessage({ expected, input }: Raw<core.$ZodIssueInvalidType>): string {
  if (expected === 'never' || expected === 'undefined') return 'must be left out'
  if (input === undefined || expected === 'nonoptional') return 'is required'
  return `must be ${typeText(expected)}`
}

/** How much of something there may be: characters of a text, items of a list. */
function countMessage(issue: Sized, [one, many]: readonly [string, string]): string {
  const low = issue.code === 'too_small'
  const given = Number(low ? issue.minimum : issue.maximum)
  const limit = issue.inclusive === false ? given + (low ? 1 : -1) : given
  if (issue.origin === 'string' && low && limit === 1) return 'must not be empty'
  const bound = issue.exact ? 'exactly' : low ? 'at least' : 'at most'
  const verb = issue.origin === 'string' || issue.origin === 'file' ? 'be' : 'have'
  return `must ${verb} ${bound} ${limit} ${limit === 1 ? one : many}`
}

function sizeMessage(issue: Sized): string {
  const words = sizeWords[issue.origin]
  if (words) return countMessage(issue, words)
  const low = issue.code === 'too_small'
  const limit = low ? issue.minimum : issue.maximum
  const isDate = issue.origin === 'date'
  const shown = isDate ? new Date(Number(limit)).toISOString() : String(limit)
  const [beyond, than] = isDate
    ? [low ? 'later' : 'earlier', 'than']
    : [low ? 'more' : 'less', 'than']
  if (issue.exact) return `must be ${shown}`
  return issue.inclusive === false
    ? `must be ${beyond} ${than} ${shown}`
    : `must be ${shown} or ${beyond}`
}

function formatMessage(issue: Raw<core.$ZodIssueInvalidStringFormat>): string {
  if (issue.format === 'starts_with') return `must start with "${String(issue['prefix'])}"`
  if (issue.format === 'ends_with') return `must end with "${String(issue['suffix'])}"`
  if (issue.format === 'includes') return `must contain "${String(issue['includes'])}"`
  if (issue.format === 'regex' || issue.format === 'template_literal')
    return `must have the form ${String(issue.pattern)}`
  return `must be ${formatWords[issue.format] ?? `a valid ${issue.format.replaceAll('_', ' ')}`}`
}

/** What is wrong with one unknown field, with the field that was probably meant. */
export function unknownField(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known)
  return `is not a known field${meant === null ? '' : `; did you mean ${meant}?`}`
}

function fieldsOf(schema: unknown): string[] {
  const shape = (schema as core.$ZodObject | undefined)?._zod.def.shape
  return shape ? Object.keys(shape) : []
}

function unknownMessage(issue: Raw<core.$ZodIssueUnrecognizedKeys>): string {
  const known = fieldsOf(issue.inst)
  // Kept with the issue, which forgets its schema: each field is told at its own place later.
  Object.assign(issue, { known })
  const [only] = issue.keys
  if (issue.keys.length > 1 || only === undefined)
    return `has unknown fields: ${issue.keys.join(', ')}`
  const meant = nearestName(only, known)
  return `has an unknown field ${only}${meant === null ? '' : `; did you mean ${meant}?`}`
}

/** All that would do, where a value is of none of the types that are possible. */
function possible(errors: readonly (readonly core.$ZodIssue[])[]): string[] {
  const words = errors.flatMap(([issue]) => {
    if (issue?.code === 'invalid_union') return possible(issue.errors)
    return issue?.code === 'invalid_type' ? [typeText(issue.expected)] : []
  })
  return [...new Set(words)]
}

function unionMessage(issue: Raw<core.$ZodIssueInvalidUnion>): string {
  if (issue.inclusive === false) return 'fits several of the possible forms; it must fit one'
  if (issue.options && issue.options.length > 0) return oneOf(issue.options)
  if (issue.input === undefined) return 'is required'
  const [nearest] = nearestBranch(issue.errors) ?? []
  if (nearest) {
    const place = nearest.path.map(String).join('.')
    return place === '' ? nearest.message : `${place}: ${nearest.message}`
  }
  const words = possible(issue.errors)
  return words.length === 0 ? 'is not valid' : `must be ${listText(words, 'or')}`
}

/**
 * Zod's issues in the words of this program: what the value must be, to be read after the name of the field
 * (`max_ms must be 100 or more`). Never quotes the value, which may be a secret.
 */
export function zodMessage(issue: core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeMessage(issue)
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : oneOf(issue.values)
    case 'too_small':
    case 'too_big':
      return sizeMessage(issue)
    case 'invalid_format':
      return formatMessage(issue)
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return unknownMessage(issue)
    case 'invalid_union':
      return unionMessage(issue)
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues[0]?.message ?? 'is not valid'
    case 'custom':
      return 'is not valid'
  }
}

// The one map of this process: `customError` stays when another copy of zod's locale is loaded later.
config({ customError: zodMessage })
