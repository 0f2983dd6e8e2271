import { diffArrays } from 'diff'

export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string }

/** Lines that may be added or removed at most; texts that differ by more are shown as replaced as a whole. */
const limit = 1_000

const marked = (kind: DiffLine['kind'], lines: string[]) =>
  lines.map((text): DiffLine => ({ kind, text }))

/** The lines of both texts in order, each marked; removed lines stand before what replaced them. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  const changes = diffArrays(a, b, { maxEditLength: limit })
  if (!changes) return [...marked('removed', a), ...marked('added', b)]
  return changes.flatMap(({ value, added, removed }) =>
    marked(added ? 'added' : removed ? 'removed' : 'same', value),
  )
}
