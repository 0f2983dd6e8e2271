import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

export type DayPart = 'am' | 'pm' | 'morning' | 'noon' | 'evening' | 'night'

/** Minutes of the day with the part of the day it is said to be in; null when they contradict each other. */
function placed(minutes: number, part: DayPart): number | null {
  if (minutes >= 780) return part === 'am' || part === 'morning' ? null : minutes
  const half = minutes % 720
  if (part === 'am' || part === 'morning') return half
  if (part === 'pm') return half + 720
  if (part === 'noon') return half >= 660 ? half : half + 720
  if (part === 'evening') return half < 60 ? half : half + 720
  return half < 360 ? half : half + 720
}

/**
 * Readings of a clock time. `hour` is the one that was said (0..24), `shift` the minutes added to it; an hour up to 12
 * without a part of the day is morning or evening, the likelier first. Null when there is no such time.
 */
export function clockReadings(
  hour: number,
  shift: number,
  part: DayPart | null,
): [TypedValue, ...TypedValue[]] | null {
  if (!Number.isInteger(hour) || hour < 0 || hour > 24) return null
  const minutes = (hour * 60 + shift + 1440) % 1440
  const time = (value: number): TypedValue => ({ type: 'time', minutes: value, offset: null })
  if (part !== null) {
    const value = placed(hour === 12 || hour === 24 ? minutes % 720 : minutes, part)
    return value === null ? null : [time(value)]
  }
  if (hour > 12 || hour === 0) return [time(minutes)]
  const half = minutes % 720
  // 12:30 without a part of the day is half past noon, as in figures
  return half < 60 ? [time(half + 720)] : [time(half), time(half + 720)]
}
