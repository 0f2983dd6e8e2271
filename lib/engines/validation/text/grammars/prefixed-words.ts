/** Cuts particles off a word that are written in one with it (`وعشرون` -> `و عشرون`); null leaves the word. */
export type Splitter = (word: string) => readonly string[] | null

/**
 * Splitter for prefixed particles, at most two of them, and only before words that are known, so that a word that merely
 * begins with such a letter stays whole. A word that `fold` changes comes back folded.
 */
export function prefixSplitter(
  prefixes: readonly string[],
  isKnown: (word: string) => boolean,
  fold: (word: string) => string,
): Splitter {
  const cut = (word: string, depth: number): readonly string[] | null => {
    for (const prefix of prefixes) {
      if (!word.startsWith(prefix) || word.length <= prefix.length + 1) continue
      const rest = word.slice(prefix.length)
      if (isKnown(rest)) return [prefix, rest]
      const more = depth > 0 ? cut(rest, depth - 1) : null
      if (more !== null) return [prefix, ...more]
    }
    return null
  }
  return (word) => {
    const folded = fold(word)
    const parts = isKnown(folded) ? null : cut(folded, 1)
    return parts ?? (folded === word ? null : [folded])
  }
}
