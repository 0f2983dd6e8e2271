/** `day` as YYYY-MM-DD */
export type DayVerdicts = { day: string; passed: number; failed: number; invalid: number }

/** How many executions answered within [from_ms, to_ms) */
export type LatencyBucket = { from_ms: number; to_ms: number; count: number }

/** One point of a trend; null where there is nothing to say. */
export type TrendPoint = { at: string; values: Record<string, number | null> }
export type TrendSeries = { key: string; label: string }
export type TrendUnit = 'share' | 'ms' | 'count'
