import { RE2JS, RE2JSException } from 're2js'

import { patternFault } from '#lib/engines/validation/text/pattern-fault.ts'
import { patternSize } from '#lib/engines/validation/text/pattern-size.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'

/** Longest pattern in UTF-16 units; longer ones are refused when a suite is read. */
export const maxPattern = 500
/** Parts that a pattern may have once its repetitions are written out. */
const maxParts = 5_000
/** Characters times instructions that a search may take: two seconds at the worst, a thousandth of that as a rule. */
const maxWork = 20_000_000
/** Compiled patterns kept; those of a suite come again with every execution. Each remembers up to 8 MB of what it has seen. */
const cache = boundedCache<Compiled>(100)

export type Compiled = { pattern: RE2JS; fault: null } | { pattern: null; fault: string }

/** What other dialects have and RE2 has not, with what to write instead. */
const foreign: [RegExp, string][] = [
  [
    /\(\?<?[=!]/,
    'look-ahead and look-behind are not possible: write a second pattern, or use contains and not_contains',
  ],
  [/\\[1-9]/, 'back-references are not possible: write the repeated text out'],
  [/\\k[<{']/, 'back-references are not possible: write the repeated text out'],
  [
    /\(\?>|[*+?]\+/,
    'atomic groups and possessive repetitions are not known: write a plain repetition',
  ],
  [/\(\?\(/, 'conditional groups are not known: write the alternatives out with |'],
]

/** Escapes are pairs: what is escaped is no syntax, and neither is what stands in a class. */
function syntaxOf(source: string): string {
  return source
    .replaceAll(/\\\\/g, '')
    .replaceAll(/\\[^0-9k]/g, '')
    .replaceAll(/\[(?:\\.|[^\]\\])+\]/g, 'x')
}

function compile(source: string, flags: number): Compiled {
  const syntax = syntaxOf(source)
  const known = foreign.find(([sign]) => sign.test(syntax))
  if (known) return { pattern: null, fault: known[1] }
  const parts = patternSize(source)
  if (parts > maxParts)
    return {
      pattern: null,
      fault: `it is too large: with its repetitions written out it has ${parts} parts, at most ${maxParts} are possible`,
    }
  try {
    const pattern = RE2JS.compile(RE2JS.translateRegExp(source), flags)
    return { pattern, fault: null }
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    return { pattern: null, fault: patternFault(error.message, source) }
  }
}

/**
 * A pattern with the syntax of RE2, letters of either case unless `exact`; `fault` says in words why it cannot be used.
 */
export function compilePattern(source: string, { exact = false } = {}): Compiled {
  const key = exact ? `= ${source}` : `~ ${source}`
  return cache.get(key) ?? cache.set(key, compile(source, exact ? 0 : RE2JS.CASE_INSENSITIVE))
}

/** A pattern that is ASCII text as it stands, at most tied to the ends of the reply: each other sign of RE2's syntax is escaped. */
const literalForm =
  /^(\^?)((?:[^\\.*+?{}|()[\]^$\0-\x1f\x7f-\uffff]|\\[.*+?{}|()[\]^$\\/-])+)(\$?)$/
const ascii = /^[\0-\x7f]*$/

type Literal = { text: string; fromStart: boolean; toEnd: boolean }

/** What a pattern is that only names a text; null for any other. Such a pattern has no fault. */
export function literalOf(source: string): Literal | null {
  const [, start, text, end] = literalForm.exec(source) ?? []
  if (text === undefined) return null
  return {
    text: text.replaceAll(/\\(.)/g, '$1').toLowerCase(),
    fromStart: start !== '',
    toEnd: end !== '',
  }
}

/**
 * Where such a text stands in an ASCII reply, letters of either case: what the pattern would find, without compiling it,
 * which takes ten times as long as all else of judging a short reply. null when this cannot tell.
 */
export function findLiteral(
  { text, fromStart, toEnd }: Literal,
  reply: string,
): { start: number; end: number } | null {
  // Beyond ASCII a letter may have more than two cases.
  if (reply.length > 10_000 || !ascii.test(reply)) return null
  const lower = reply.toLowerCase()
  const start = fromStart ? 0 : toEnd ? reply.length - text.length : lower.indexOf(text)
  const end = start + text.length
  if (start < 0 || !lower.startsWith(text, start) || (toEnd && end !== reply.length)) return null
  return { start, end }
}

export type Found = { start: number; end: number } | null | 'too long'

/**
 * The first match of a pattern in a text, in time linear to the length of both; null without one. `too long`: it would take
 * too much time to find out.
 */
export function firstMatch(pattern: RE2JS, text: string): Found {
  if (text.length * pattern.programSize() > maxWork) return 'too long'
  const matcher = pattern.matcher(text)
  return matcher.find() ? { start: matcher.start(), end: matcher.end() } : null
}
