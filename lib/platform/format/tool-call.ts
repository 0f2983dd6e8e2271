import { formatDuration } from '#lib/platform/format/duration.ts'

/** How a tool call ended, in words. */
export const toolStatuses = {
  succeeded: 'succeeded',
  failed: 'failed',
  requested: 'called, but how it ended is not known',
  unanswered: 'not answered',
} as const

/** When a tool was called, from the start of its turn, and how long it took. Times in ms; null: not known. */
export function toolTimes({
  requested_ms: from,
  ended_ms: to,
}: {
  requested_ms: number | null
  ended_ms: number | null
}): string {
  if (from === null) return 'at an unknown time'
  const took = to === null ? '' : `, took ${formatDuration(Math.max(0, to - from))}`
  return `after ${formatDuration(from)}${took}`
}

/** Arguments or a result as text: JSON, but for what is text already. */
export const toolValue = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : value === null || value === undefined
      ? 'not told'
      : JSON.stringify(value)
