import type { AlignedWord } from './aligned-word.ts'

const ops: readonly unknown[] = ['equal', 'substitute', 'insert', 'delete']

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string | null =>
  value === null || typeof value === 'string'

function isAlignedWord(value: unknown): value is AlignedWord {
  return isRecord(value) && ops.includes(value.op) && isText(value.said) && isText(value.heard)
}

export type Alignment = { words: AlignedWord[]; wer: number | null }

/** The word alignment that the transcript validator left in a score's detail; null when there is none. */
export function readAlignment(scores: { detail?: unknown }[]): Alignment | null {
  for (const { detail } of scores) {
    if (!isRecord(detail) || !Array.isArray(detail.alignment)) continue
    const words: unknown[] = detail.alignment
    if (words.every(isAlignedWord))
      return { words, wer: typeof detail.wer === 'number' ? detail.wer : null }
  }
  return null
}
