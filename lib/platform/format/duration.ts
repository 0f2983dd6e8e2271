const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** A duration in words that fit a table cell: `84 ms`, `1.25 s`, `3 min 05 s`, `2 h 10 min`. `ms` in milliseconds. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return '–'
  const rounded = Math.round(ms)
  if (rounded < second) return `${rounded} ms`
  if (rounded < minute - 5) return `${(ms / second).toFixed(rounded < 10 * second ? 2 : 1)} s`
  const seconds = Math.round(ms / second)
  if (ms < hour) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  const minutes = Math.round(ms / minute)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

/** A limit or a measured time within a sentence: `84 ms`, `8.2 s`, `30 s`, `1 min 30 s`. `ms` in milliseconds. */
export function formatLimit(ms: number): string {
  const rounded = Math.round(ms)
  if (!(rounded >= second && rounded < minute)) return formatDuration(ms)
  return `${Number((ms / second).toFixed(1))} s`
}

/** A position in audio as `m:ss.t`; `seconds` in seconds. */
export function formatPosition(seconds: number): string {
  const tenths = Math.max(0, Math.round((Number.isFinite(seconds) ? seconds : 0) * 10))
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0')
  return `${Math.floor(tenths / 600)}:${rest}`
}
