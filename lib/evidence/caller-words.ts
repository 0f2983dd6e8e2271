import type { TurnView } from '#lib/executions/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'

/** What the caller did in a turn, in words: what was said, the keys, the silence. */
export function callerWords({ said, keys, silence_ms }: TurnView): string {
  if (keys) return `pressed ${keys.digits}${keys.tones ? ' (as tones)' : ''}`
  if (silence_ms !== null) return `said nothing for ${formatDuration(silence_ms)}`
  return said ?? 'a recording without a text'
}
