import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/** Part of the day that a text names beside the hour. */
export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night'

type Readings = [TypedValue, ...TypedValue[]]

const time = (hour: number, minute: number): TypedValue => ({
  type: 'time',
  minutes: ((((hour % 24) + 24) % 24) * 60 + minute) % 1440,
  offset: null,
})

function hourIn(part: DayPart, hour: number): number {
  if (hour > 12) return hour
  switch (part) {
    case 'morning':
      return hour % 12
    case 'noon':
      return hour >= 10 ? hour : hour + 12
    case 'afternoon':
    case 'evening':
      return part === 'evening' && hour === 12 ? 24 : (hour % 12) + 12
    case 'night':
      return hour === 12 ? 24 : hour >= 6 ? hour + 12 : hour
  }
}

/**
 * Readings of a clock time: one where the part of the day or the hour says which half, both halves otherwise.
 * Null where hour or minute is none.
 */
export function clockReadings(hour: number, minute: number, part: DayPart | null): Readings | null {
  if (!(hour >= 0 && hour <= 24 && minute >= 0 && minute < 60) || (hour === 24 && minute > 0))
    return null
  if (part !== null) return [time(hourIn(part, hour), minute)]
  // 12:30 without a part of the day is half past noon, as in figures
  return hour === 0 || hour >= 12
    ? [time(hour, minute)]
    : [time(hour, minute), time(hour + 12, minute)]
}
