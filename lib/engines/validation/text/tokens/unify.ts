import { tablesOf } from '#lib/engines/validation/text/tokens/language-tables.ts'
import {
  isNumberSign,
  sharesCurrency,
} from '#lib/engines/validation/text/tokens/read-with-number.ts'
import { saidAlike } from '#lib/engines/validation/text/tokens/said-alike.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'
import { valueIndex } from '#lib/engines/validation/text/tokens/value-index.ts'

/** A pair of places from which both sides are alike, or up to which they differ. */
type Region = { a: number; b: number; endA: number; endB: number }

/** Most tokens of a side that are compared by more than their keys. */
const maxTokens = 400

/** The hypothesis with reference tokens in the place of those that mean the same. */
function alikeTokens(reference: readonly Token[], hypothesis: readonly Token[]): Token[] {
  const known = new Map(reference.map((token) => [token.key, token]))
  const typed = reference.filter((token) => token.readings.length > 0).slice(0, maxTokens)
  const sameAs = valueIndex(typed)
  return hypothesis.map((token, index) => {
    const same = known.get(token.key)
    if (same !== undefined) return same
    if (token.readings.length === 0 || index > maxTokens) return token
    return sameAs(token) ?? token
  })
}

/** What a token is when digits and letters are written without gaps; null for tokens that no code is made of. */
function compact(token: Token): string | null {
  const [first] = token.readings
  if (first === undefined) return token.key.length <= 12 ? token.key : null
  if (first.type === 'identifier') return first.value.toLowerCase()
  if (first.type === 'number' && token.digits === undefined) return first.value
  if (token.digits !== undefined) return token.digits
  if (first.type === 'ordinal') return `${first.value}th`
  return (token.words ?? []).join('')
}

function joined(tokens: readonly Token[], hyphens = ''): string | null {
  let text = ''
  for (const token of tokens) {
    if (token.kind === 'word' && hyphens.slice(token.start, token.end) === '-') continue
    const part = compact(token)
    if (part === null) return null
    text += part
  }
  return /[0-9]/.test(text) ? text.replace(/(?<=[0-9])(?:st|nd|rd|th)$/, 'th') : null
}

/** Whether the tokens are codes in words: `twelve thirty four`. Beside them the hyphen of `12-34` makes no range. */
function isSpokenCode(tokens: readonly Token[], source: string): boolean {
  return tokens.every(
    ({ digits, start, end }) => digits !== undefined && !/[0-9]/.test(source.slice(start, end)),
  )
}

/** Whether both are the same digits and letters, in one piece or in several; `alike` are the heard tokens or those alike. */
function isSameCode(
  expected: readonly Token[],
  heard: readonly Token[],
  alike: readonly Token[],
  texts?: Texts,
): boolean {
  const code = joined(expected)
  if (code !== null && code === joined(alike)) return true
  if (texts === undefined) return false
  if (isSpokenCode(heard, texts.heard)) return isSame(joined(expected, texts.said), joined(heard))
  return isSpokenCode(expected, texts.said) && isSame(code, joined(heard, texts.heard))
}

const isSame = (a: string | null, b: string | null) => a !== null && a === b

/** Whether what is said in place of the other is read out alike, see `saidAlike`. */
function isReadAlike(
  { a, b, endA, endB }: Region,
  reference: readonly Token[],
  hypothesis: readonly Token[],
  { said, heard, language }: Texts,
): boolean {
  const tables = tablesOf(language)
  const expected = { tokens: reference.slice(a, endA), source: said }
  const found = { tokens: hypothesis.slice(b, endB), source: heard }
  if (found.tokens.length === 0)
    return isNumberSign(expected.tokens, hypothesis[endB], heard, tables)
  if (expected.tokens.length === 0) return isNumberSign(found.tokens, reference[endA], said, tables)
  if (expected.tokens.length === 1 && found.tokens.length === 1) {
    if (sharesCurrency(reference, a, hypothesis[b], tables)) return true
    if (sharesCurrency(hypothesis, b, reference[a], tables)) return true
  }
  return saidAlike(expected, found, tables)
}

type Texts = { said: string; heard: string; language: string }

/** Longest common subsequence of keys as regions that differ. */
function regions(a: readonly Token[], b: readonly Token[]): Region[] {
  const width = b.length + 1
  const table = new Uint16Array((a.length + 1) * width)
  for (let row = a.length - 1; row >= 0; row--)
    for (let column = b.length - 1; column >= 0; column--)
      table[row * width + column] =
        a[row]?.key === b[column]?.key
          ? (table[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(table[(row + 1) * width + column] ?? 0, table[row * width + column + 1] ?? 0)
  const result: Region[] = []
  let [row, column] = [0, 0]
  let open: Region | null = null
  const at = (r: number, c: number) => table[r * width + c] ?? 0
  while (row < a.length || column < b.length) {
    if (row < a.length && column < b.length && a[row]?.key === b[column]?.key) {
      if (open !== null) result.push({ ...open, endA: row, endB: column })
      open = null
      row++
      column++
      continue
    }
    open ??= { a: row, b: column, endA: row, endB: column }
    if (column >= b.length || (row < a.length && at(row + 1, column) >= at(row, column + 1))) row++
    else column++
  }
  if (open !== null) result.push({ ...open, endA: row, endB: column })
  return result
}

/**
 * The hypothesis with what means the same said in the reference's tokens: `five dollars` for `$5`, `5 24` for `524`,
 * `RC 232` for `RC232`.
 */
export function unify(
  reference: readonly Token[],
  hypothesis: readonly Token[],
  texts?: Texts,
): readonly Token[] {
  const alike = alikeTokens(reference, hypothesis)
  if (reference.length > maxTokens || alike.length > maxTokens) return alike
  const isTyped = (token: Token) => token.readings.length > 0
  if (!reference.some(isTyped) && !alike.some(isTyped)) return alike
  const result: Token[] = []
  let from = 0
  for (const region of regions(reference, alike)) {
    const expected = reference.slice(region.a, region.endA)
    const heard = alike.slice(region.b, region.endB)
    result.push(...alike.slice(from, region.b))
    const same =
      isSameCode(expected, hypothesis.slice(region.b, region.endB), heard, texts) ||
      (texts !== undefined && isReadAlike(region, reference, hypothesis, texts))
    result.push(...(same ? expected : heard))
    from = region.endB
  }
  result.push(...alike.slice(from))
  return result
}
