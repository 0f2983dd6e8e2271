import { FunctionExpressionType, JSONPathEnvironment, type FilterFunction } from 'json-p3'

import { compilePattern, firstMatch } from '#lib/engines/validation/text/matches.ts'

/** `match` (the whole text) and `search` (some part of it) of RFC 9535; no answer in time, and a faulty pattern, are no match. */
const patternFunction = (whole: boolean): FilterFunction => ({
  argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
  returnType: FunctionExpressionType.LogicalType,
  call(text: unknown, source: unknown): boolean {
    if (typeof text !== 'string' || typeof source !== 'string') return false
    const { pattern } = compilePattern(whole ? `^(?:${source})$` : source, { exact: true })
    const found = pattern === null ? null : firstMatch(pattern, text)
    return found !== null && found !== 'too long'
  },
})

/** JSONPath whose patterns take linear time: those of json-p3 are JavaScript's, some of which never end. */
export const environment = new JSONPathEnvironment()
environment.functionRegister.set('match', patternFunction(true))
environment.functionRegister.set('search', patternFunction(false))

const strings = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/gs
/** A path from the root within a filter that may lead to more than one place. */
const manyFromRoot = /\$[^\s)=<>!&|]*(?:\.\.|[*?,:])/
const brackets = /\[([^[\]]*)\]/g
/** Places that lists of selectors (`[0,1]`) may multiply to. */
const maxBranches = 64

/**
 * Why a query could take too long on a large document; null when its time grows with the document alone. Each node is
 * looked at once, or once for each of its ancestors.
 */
export function costFault(expression: string): string | null {
  const text = expression.replaceAll(strings, "''")
  if (text.split('..').length > 2) return 'must not use .. more than once'
  if (manyFromRoot.test(text.slice(1)))
    return 'must name one place only where a filter begins a path with $'
  let branches = 1
  for (const [, inner = ''] of text.matchAll(brackets)) branches *= inner.split(',').length
  return branches > maxBranches
    ? `must not branch into more than ${maxBranches} places with lists such as [0,1]`
    : null
}
