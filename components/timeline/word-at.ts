import type { TimelineEntry } from '#lib/executions/timeline/schema.ts'

/**
 * Which word of a text is about being said, from 0; -1 outside of it. Nothing measures single words: each takes of the
 * measured speech what it has of the letters.
 */
export function wordAt(
  { value, from_ms, to_ms }: Pick<TimelineEntry, 'value' | 'from_ms' | 'to_ms'>,
  position: number,
): number {
  if (to_ms === null || to_ms <= from_ms || position < from_ms || position >= to_ms) return -1
  const words = value.split(/\s+/)
  const letters = words.reduce((sum, word) => sum + word.length + 1, 0)
  let left = ((position - from_ms) / (to_ms - from_ms)) * letters
  for (const [place, word] of words.entries()) {
    left -= word.length + 1
    if (left < 0) return place
  }
  return words.length - 1
}
