/** An escape, a set, a repetition with numbers, or any other sign. */
const pieces = /\\(?:[pPx]\{[^}]*\}|[^])|\[\^?\]?(?:\\[^]|[^\]\\])*\]|\{\d+,?\d*\}|[^]/gu

const numbers = /\d+/g

type Group = {
  /** parts so far */
  size: number
  /** of them the last one, which a repetition repeats */
  last: number
}

/**
 * How many parts a pattern has once its repetitions are written out, at most: `a{3}b` has 4. What it costs to compile, and to
 * look for in each character of a text, grows with it.
 */
export function patternSize(source: string): number {
  const outer: Group[] = []
  let group: Group = { size: 0, last: 0 }
  for (const [piece] of source.matchAll(pieces)) {
    if (piece === '(') {
      outer.push(group)
      group = { size: 1, last: 1 }
    } else if (piece === ')') {
      const inner = group.size
      const before = outer.pop()
      if (before !== undefined) group = { size: before.size + inner, last: inner }
    } else if (piece.length > 1 && piece.startsWith('{')) {
      const times = Math.max(1, ...(piece.match(numbers) ?? []).map(Number))
      const repeated = group.last * times
      group = { size: group.size - group.last + repeated, last: repeated }
    } else if (piece === '*' || piece === '+' || piece === '?') {
      group = { size: group.size + 1, last: group.last + 1 }
    } else group = { size: group.size + 1, last: 1 }
  }
  // Groups that nothing closes: what is in them counts all the same.
  return outer.reduce((sum, { size }) => sum + size, group.size)
}
