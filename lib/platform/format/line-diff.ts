export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string }

/** Cells of the comparison table at most; texts that differ by more are shown as replaced as a whole. */
const limit = 4_000_000

/** Length of the longest common subsequence of each pair of ends; row-major, one row and column too many. */
function commonLengths(before: string[], after: string[]): Uint16Array {
  const width = after.length + 1
  const table = new Uint16Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      table[i * width + j] =
        before[i] === after[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0)
  return table
}

function middle(before: string[], after: string[]): DiffLine[] {
  const removed = before.map((text): DiffLine => ({ kind: 'removed', text }))
  const added = after.map((text): DiffLine => ({ kind: 'added', text }))
  if ((before.length + 1) * (after.length + 1) > limit) return [...removed, ...added]
  const table = commonLengths(before, after)
  const at = (i: number, j: number) => table[i * (after.length + 1) + j] ?? 0
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < before.length && j < after.length)
    if (before[i] === after[j]) {
      lines.push({ kind: 'same', text: before[i] ?? '' })
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1))
      lines.push({ kind: 'removed', text: before[i++] ?? '' })
    else lines.push({ kind: 'added', text: after[j++] ?? '' })
  return [...lines, ...removed.slice(i), ...added.slice(j)]
}

/** The lines of both texts in order, each marked; removed lines stand before what replaced them. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start += 1
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const same = (lines: string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }))
  return [
    ...same(a.slice(0, start)),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(a.slice(a.length - end)),
  ]
}
