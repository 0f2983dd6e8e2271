import { isHyphen } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/** Phrases by their first word, longest first; a hyphen inside a phrase counts as a space. */
export type PhraseTable<T> = ReadonlyMap<string, readonly { words: readonly string[]; value: T }[]>

/** `value: 'a phrase, another'` as a table for `phraseAt`; the key of a row is the value. */
export function phraseTable<T>(rows: readonly (readonly [T, string])[]): PhraseTable<T> {
  const table = new Map<string, { words: readonly string[]; value: T }[]>()
  for (const [value, list] of rows)
    for (const phrase of list.split(',')) {
      // an elided word is a lexeme of its own
      const words = phrase
        .trim()
        .replace(/'(?=\S)/g, "' ")
        .split(' ')
      const first = words[0] ?? ''
      const known = table.get(first)
      if (known === undefined) table.set(first, [{ words, value }])
      else known.push({ words, value })
    }
  for (const entries of table.values()) entries.sort((a, b) => b.words.length - a.words.length)
  return table
}

function endOf(lexemes: readonly Lexeme[], at: number, words: readonly string[]): number | null {
  let next = at
  for (const [index, word] of words.entries()) {
    if (index > 0 && isHyphen(lexemes, next)) next += 1
    if (lexemes[next]?.text !== word) return null
    next += 1
  }
  return next
}

/** The longest phrase of a table at a place, past a hyphen before it. */
export function findPhrase<T>(
  lexemes: readonly Lexeme[],
  at: number,
  table: PhraseTable<T>,
): { value: T; end: number } | null {
  const from = isHyphen(lexemes, at) ? at + 1 : at
  for (const { words, value } of table.get(lexemes[from]?.text ?? '') ?? []) {
    const end = endOf(lexemes, from, words)
    if (end !== null) return { value, end }
  }
  return null
}
