import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/**
 * Cuts words into parts by the grammar (`3시에` is 3, 시 and 에), each with its own place in the source. A single part is
 * the word in the spelling that the grammar's tables have.
 */
export function splitLexemes(
  lexemes: readonly Lexeme[],
  split: (word: string) => readonly string[] | null,
): Lexeme[] {
  return lexemes.flatMap((lexeme) => {
    const parts = lexeme.kind === 'word' ? split(lexeme.text) : null
    if (parts === null) return [lexeme]
    if (parts.length === 1) return [{ ...lexeme, text: parts[0] ?? lexeme.text }]
    const exact = lexeme.end - lexeme.start === lexeme.text.length
    let from = 0
    return parts.map((text, index) => {
      const start = exact ? lexeme.start + from : lexeme.start
      from += text.length
      const last = index === parts.length - 1
      const end = exact && !last ? lexeme.start + from : lexeme.end
      return { ...lexeme, text, start, end, glued: index > 0 || lexeme.glued }
    })
  })
}
