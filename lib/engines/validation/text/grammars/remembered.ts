import type { Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** A reader that keeps its answers for the text at hand: readers of times, dates and amounts all ask for the same places. */
export function remembered<T>(read: Reader<T>): Reader<T> {
  let of: readonly Lexeme[] | null = null
  let answers: (ReturnType<Reader<T>> | undefined)[] = []
  return (lexemes, at) => {
    if (lexemes !== of) {
      of = lexemes
      answers = []
    }
    const known = answers[at]
    if (known !== undefined) return known
    const answer = read(lexemes, at)
    // the reader may have asked for a part of the text, which has its own places
    if (lexemes === of) answers[at] = answer
    return answer
  }
}
