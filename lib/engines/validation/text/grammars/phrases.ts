import { foldOf } from '#lib/engines/validation/text/grammars/folded-tables.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/** Words of a list written with spaces. */
export function words(list: string): string[] {
  return list.split(/\s+/u).filter((word) => word !== '')
}

/** Phrases of a list written with `|` between them. */
export function phrases(list: string): string[] {
  return list
    .split('|')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
}

/** Rows of a value and its forms, turned round: form -> value. A `|` parts forms that hold spaces: `mile per hour|mph`. */
export function formsOf<T extends string | number>(
  rows: readonly (readonly [T, string])[],
): Map<string, T> {
  return new Map(
    rows.flatMap(([value, list]) =>
      (list.includes('|') ? phrases(list) : words(list)).map((form) => [form, value] as const),
    ),
  )
}

/** Every stem with every ending: `endings('перв', 'ый ая ое')`; `-` is the bare stem. */
export function endings(stems: string, list: string): string[] {
  const tails = words(list).map((tail) => (tail === '-' ? '' : tail))
  return words(stems).flatMap((stem) => tails.map((tail) => stem + tail))
}

const mostWords = 4

type Openings = { firsts: ReadonlySet<string>; fold: ((word: string) => string) | null }
const openings = new WeakMap<ReadonlyMap<string, unknown>, Openings>()

/** First words of a table's phrases: most words of a text are none of them. */
function openingsOf(table: ReadonlyMap<string, unknown>): Openings {
  let known = openings.get(table)
  if (known === undefined) {
    const fold = foldOf(table)
    const firsts = new Set<string>()
    for (const phrase of table.keys()) {
      const [first = ''] = phrase.split(' ')
      firsts.add(first)
      if (fold !== null) firsts.add(fold(first))
    }
    openings.set(table, (known = { firsts, fold }))
  }
  return known
}

/** The longest phrase of the table that starts at `at`. */
export function phraseAt<T>(
  lexemes: readonly Lexeme[],
  at: number,
  table: ReadonlyMap<string, T>,
): { value: T; end: number } | null {
  const first = lexemes[at]
  if (first === undefined) return null
  const { firsts, fold } = openingsOf(table)
  if (!firsts.has(first.text) && (fold === null || !firsts.has(fold(first.text)))) return null
  let text = ''
  let found: { value: T; end: number } | null = null
  for (let index = at; index < Math.min(lexemes.length, at + mostWords); index += 1) {
    const lexeme = lexemes[index]
    if (lexeme === undefined || lexeme.kind === 'digits') break
    text = index === at ? lexeme.text : `${text} ${lexeme.text}`
    const value = table.get(text)
    if (value !== undefined) found = { value, end: index + 1 }
  }
  return found
}
