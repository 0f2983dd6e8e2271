import { sameSpelling } from '#lib/engines/validation/text/entities/same-spelling.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

/** Tokens of both texts that stand for each other but are not the same; one side may be empty. */
export type Gap = { expected: Token[]; actual: Token[] }
export type Alignment = { same: number; gaps: Gap[] }

/** How two tokens relate; words are the same in any spelling that is right in the language. */
export function relateTokens(a: Token, b: Token, language: string) {
  if (a.kind !== 'word' || b.kind !== 'word') return relate(a, b)
  return sameSpelling(a.key, b.key, language) ? 'same' : 'different'
}

const maxTokens = 60

/** Aligns two texts so that as much as possible is the same in the same order; null for texts too long. */
export function align(
  expected: readonly Token[],
  actual: readonly Token[],
  language: string,
): Alignment | null {
  if (expected.length > maxTokens || actual.length > maxTokens) return null
  const width = actual.length + 1
  const length = new Int32Array((expected.length + 1) * width)
  const same = (i: number, j: number) => {
    const [a, b] = [expected[i], actual[j]]
    return a !== undefined && b !== undefined && relateTokens(a, b, language) === 'same'
  }
  for (let i = expected.length - 1; i >= 0; i--)
    for (let j = actual.length - 1; j >= 0; j--)
      length[i * width + j] = same(i, j)
        ? (length[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0)
  return walk(expected, actual, { length, width, same })
}

function walk(
  expected: readonly Token[],
  actual: readonly Token[],
  table: { length: Int32Array; width: number; same: (i: number, j: number) => boolean },
): Alignment {
  const { length, width } = table
  const found: Alignment = { same: 0, gaps: [] }
  let gap: Gap = { expected: [], actual: [] }
  const close = () => {
    if (gap.expected.length + gap.actual.length > 0) found.gaps.push(gap)
    gap = { expected: [], actual: [] }
  }
  let [i, j] = [0, 0]
  while (i < expected.length || j < actual.length) {
    const [a, b] = [expected[i], actual[j]]
    if (a !== undefined && b !== undefined && table.same(i, j)) {
      close()
      found.same++
      i++
      j++
    } else if (
      b === undefined ||
      (a !== undefined && (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0))
    ) {
      if (a !== undefined) gap.expected.push(a)
      i++
    } else {
      gap.actual.push(b)
      j++
    }
  }
  close()
  return found
}
