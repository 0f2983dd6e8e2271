import { formatDuration } from '#lib/format/duration.ts'
import { formatCount, formatShare } from '#lib/format/share.ts'

import type { TrendUnit } from './types.ts'

export function formatTrendValue(unit: TrendUnit, value: number | null): string {
  if (value === null) return '–'
  if (unit === 'share') return formatShare(value)
  return unit === 'ms' ? formatDuration(value) : formatCount(value)
}
