import type { Lexeme } from './types.ts'

/** Phrases to look up at a place; keys are lexemes joined by `joint`. */
export type Phrases<T> = {
  entries: ReadonlyMap<string, T>
  joint: '' | ' '
  /** of the longest key: characters where nothing joins, words where a space does */
  longest: number
  /** first characters, or first words where a space joins: nothing else needs a look */
  firsts: ReadonlySet<string>
}

/** A table of phrases; keys are brought to NFKC, as lexemes are. */
export function phraseTable<T>(
  entries: Iterable<readonly [string, T]>,
  joint: '' | ' ',
): Phrases<T> {
  const table = new Map<string, T>()
  const firsts = new Set<string>()
  let longest = 0
  for (const [phrase, value] of entries) {
    const key = phrase.normalize('NFKC').replaceAll('\u0e4d\u0e32', '\u0e33')
    table.set(key, value)
    firsts.add(joint === '' ? key.charAt(0) : (key.split(' ')[0] ?? ''))
    longest = Math.max(longest, joint === '' ? key.length : key.split(' ').length)
  }
  return { entries: table, joint, longest, firsts }
}

/** The longest phrase of the table that begins at `at`. */
export function readPhrase<T>(
  lexemes: readonly Lexeme[],
  at: number,
  table: Phrases<T>,
): { value: T; end: number } | null {
  const first = lexemes[at]?.text ?? ''
  if (!table.firsts.has(table.joint === '' ? first.charAt(0) : first)) return null
  let found: { value: T; end: number } | null = null
  let text = ''
  for (let end = at; end < lexemes.length;) {
    const { text: next, kind } = lexemes[end]!
    if (kind === 'digits') break
    text = end === at ? next : `${text}${table.joint}${next}`
    end++
    if (table.joint === '' ? text.length > table.longest : end - at > table.longest) break
    const value = table.entries.get(text)
    if (value !== undefined) found = { value, end }
  }
  return found
}

/** Where the one phrase ends, or null. */
export function skipPhrase(
  lexemes: readonly Lexeme[],
  at: number,
  table: Phrases<unknown>,
): number | null {
  return readPhrase(lexemes, at, table)?.end ?? null
}

/** Digits in figures with grouping commas and a decimal point (a comma where `decimalComma`): `1,250`, `2.5`. */
export function readFigures(
  lexemes: readonly Lexeme[],
  at: number,
  decimalComma = false,
): { value: string; end: number } | null {
  const first = lexemes[at]
  if (first?.kind !== 'digits') return null
  const [group, point] = decimalComma ? ['.', ','] : [',', '.']
  let value = first.text
  let end = at + 1
  const part = (sign: string) => {
    const [mark, digits] = [lexemes[end], lexemes[end + 1]]
    if (mark?.text !== sign || !mark.glued || digits?.kind !== 'digits' || !digits.glued)
      return null
    return digits.text
  }
  for (let next = part(group); next?.length === 3; next = part(group)) {
    value += next
    end += 2
  }
  const fraction = part(point)
  if (fraction !== null) {
    value += `.${fraction}`
    end += 2
  }
  return { value: plain(value), end }
}

/** `007` -> `7`, `2.50` -> `2.5`. */
function plain(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.')
  const rest = fraction.replace(/0+$/, '')
  return `${whole.replace(/^0+(?=\d)/, '')}${rest === '' ? '' : `.${rest}`}`
}
