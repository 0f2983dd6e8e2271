import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import { lexemesOf } from '#lib/engines/validation/text/tokens/lexemes.ts'

type Entry<T> = { parts: readonly string[]; value: T }

/** Phrases by their first lexeme, the longest first. */
export type PhraseTable<T> = ReadonlyMap<string, readonly Entry<T>[]>

/** Cuts keys into lexemes as texts are, so that `km/h`, `o'clock` and `p. m.` may be written as they are read. */
export function phraseTable<T>(
  entries: Iterable<readonly [string, T]>,
  language: string,
  unspaced: boolean,
): PhraseTable<T> {
  const table = new Map<string, Entry<T>[]>()
  for (const [key, value] of entries) {
    const parts = lexemesOf(key, language, unspaced).map((lexeme) => lexeme.text)
    const first = parts[0]
    if (first === undefined) continue
    const row = table.get(first)
    if (row === undefined) table.set(first, [{ parts, value }])
    else row.push({ parts, value })
  }
  for (const row of table.values()) row.sort((a, b) => b.parts.length - a.parts.length)
  return table
}

/** The longest phrase that starts at `at`, or null. */
export function readPhrase<T>(
  table: PhraseTable<T>,
  lexemes: readonly Lexeme[],
  at: number,
): { value: T; end: number } | null {
  const first = lexemes[at]
  const row = first === undefined ? undefined : table.get(first.text)
  if (row === undefined) return null
  for (const { parts, value } of row) {
    let index = 1
    while (index < parts.length && lexemes[at + index]?.text === parts[index]) index++
    if (index === parts.length) return { value, end: at + index }
  }
  return null
}
