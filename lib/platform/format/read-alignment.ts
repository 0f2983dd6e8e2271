import type { AlignedWord } from '#lib/platform/format/aligned-word.ts'

const ops: Record<string, AlignedWord['op']> = {
  '=': 'equal',
  s: 'substitute',
  d: 'delete',
  i: 'insert',
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string | null =>
  value === null || typeof value === 'string'

/** One step as the transcript validator stores it: `[mark, said, heard]`. */
function readStep(step: unknown): AlignedWord | null {
  if (!Array.isArray(step)) return null
  const [mark, said, heard] = step as unknown[]
  const op = typeof mark === 'string' ? ops[mark] : undefined
  return op && isText(said) && isText(heard) ? { op, said, heard } : null
}

export type Alignment = { words: AlignedWord[]; wer: number | null }

/** The word alignment that the transcript validator left in a score's detail; null when there is none. */
export function readAlignment(scores: { detail?: unknown }[]): Alignment | null {
  for (const { detail } of scores) {
    if (!isRecord(detail) || !Array.isArray(detail.alignment)) continue
    const words = detail.alignment.map(readStep).filter((word) => word !== null)
    if (words.length > 0 && words.length === detail.alignment.length)
      return { words, wer: typeof detail.wer === 'number' ? detail.wer : null }
  }
  return null
}
