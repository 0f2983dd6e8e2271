import type { Day, Moment } from '#lib/engines/validation/text/entities/moment.ts'

const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i
const timeOnly = /^T?(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{2}(?::?\d{2})?)?$/i
const zonedTime = /^T?(\d{2}):(\d{2})(Z|[+-]\d{2}(?::?\d{2})?)$/i

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null
  if (/^z$/i.test(text)) return 0
  const digits = text.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0)
  return text.startsWith('-') ? -minutes : minutes
}

/** Minutes of the day with seconds as a fraction; null beyond 24:00. */
function minutesOf(hour: string, minute: string, second = '0', part = '0'): number | null {
  const [h, m, s] = [Number(hour), Number(minute), Number(`${second}.${part}`)]
  return h > 24 || m > 59 || s >= 61 || (h === 24 && m + s > 0) ? null : h * 60 + m + s / 60
}

/** 1 (Monday) to 7 of a day of the Gregorian calendar. */
export const weekdayOf = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7

export const isDay = (year: number, month: number, day: number) => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const monthOnly = /^(\d{4})-(0[1-9]|1[0-2])$/

/** An ISO 8601 date, date-time or time with seconds or zone; null for anything else. */
export function isoMoment(text: string): Moment | null {
  const full = dateTime.exec(text)
  if (full !== null) {
    const [, y, mo, d, hour, minute, second, part, zone] = full
    const day: Day = { year: Number(y), month: Number(mo), day: Number(d), weekday: null }
    if (!isDay(Number(y), Number(mo), Number(d))) return null
    if (hour === undefined || minute === undefined)
      return { days: [day], times: null, relative: null, machine: true }
    const minutes = minutesOf(hour, minute, second, part)
    if (minutes === null) return null
    const times = [{ minutes, offset: offsetOf(zone) }]
    return { days: [day], times, relative: null, machine: true }
  }
  const month = monthOnly.exec(text)
  if (month !== null) {
    const day: Day = { year: Number(month[1]), month: Number(month[2]), day: null, weekday: null }
    return { days: [day], times: null, relative: null, machine: true }
  }
  const bare = timeOnly.exec(text)
  const zoned = bare === null ? zonedTime.exec(text) : null
  const [, hour, minute] = bare ?? zoned ?? []
  if (hour === undefined || minute === undefined) return null
  const minutes = minutesOf(hour, minute, bare?.[3], bare?.[4])
  if (minutes === null) return null
  const times = [{ minutes, offset: offsetOf(bare === null ? zoned?.[3] : bare[5]) }]
  return { days: null, times, relative: null, machine: true }
}

/** An ISO 8601 duration: seconds, or months for years and months; null for anything else and for a mixture. */
export function isoDuration(text: string): { seconds: number } | { months: number } | null {
  const parts =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(
      text,
    )
  if (parts === null || !/\d/.test(text) || /T$/i.test(text)) return null
  const at = (index: number) => Number(parts[index] ?? 0)
  const months = at(1) * 12 + at(2)
  const seconds = at(3) * 604_800 + at(4) * 86_400 + at(5) * 3_600 + at(6) * 60 + at(7)
  if (months > 0) return seconds > 0 ? null : { months }
  return { seconds }
}
