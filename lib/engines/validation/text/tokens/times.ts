import {
  digitsAt,
  gluedDigits,
  gluedSign,
  textAt,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type TimeValue = Extract<TypedValue, { type: 'time' }>

/** What a time counts as in word error rates: hour, minute, half of the day. */
function words(readings: readonly TypedValue[]): string[] {
  const times = readings.filter((value): value is TimeValue => value.type === 'time')
  const [first] = times
  if (first === undefined) return []
  const hour = Math.floor(first.minutes / 60)
  const minute = Math.floor(first.minutes % 60)
  const result = [String(hour % 12 === 0 ? 12 : hour % 12)]
  if (minute !== 0) result.push(String(minute).padStart(2, '0'))
  if (times.length === 1) result.push(hour < 12 ? 'am' : 'pm')
  return result
}

/** A reading of one or more times, the likeliest first. */
function timeReading(end: number, readings: readonly TypedValue[]): Reading {
  return { end, readings, words: words(readings) }
}

/** `-04:00`, `+01:00`, `+0100`, `Z` after an ISO time; minutes from UTC. */
function offsetAt(
  context: ReadingContext,
  at: number,
  iso: boolean,
): { offset: number | null; end: number } {
  const none = { offset: null, end: at }
  const lexeme = context.lexemes[at]
  if (lexeme === undefined || !lexeme.glued) return none
  if (iso && lexeme.text === 'z') return { offset: 0, end: at + 1 }
  if (!(lexeme.text === '+' || (iso && (lexeme.text === '-' || lexeme.text === '−')))) return none
  if (!gluedDigits(context, at + 1)) return none
  const sign = lexeme.text === '+' ? 1 : -1
  const compact = digitsAt(context, at + 1, 4, 4)
  if (compact !== null)
    return {
      offset: sign * (Number(compact.slice(0, 2)) * 60 + Number(compact.slice(2))),
      end: at + 2,
    }
  const hours = digitsAt(context, at + 1, 2, 2)
  if (hours === null) return none
  const minutes =
    gluedSign(context, at + 2, ':') && gluedDigits(context, at + 3)
      ? digitsAt(context, at + 3, 2, 2)
      : null
  return {
    offset: sign * (Number(hours) * 60 + Number(minutes ?? 0)),
    end: minutes === null ? at + 2 : at + 4,
  }
}

function halfAt(context: ReadingContext, at: number): { half: 'am' | 'pm'; end: number } | null {
  const text = textAt(context, at)
  if (text === 'am' || text === 'pm') return { half: text, end: at + 1 }
  const letter = text === 'a' || text === 'p' ? text : null
  if (
    letter !== null &&
    textAt(context, at + 1) === 'm' &&
    context.lexemes[at + 1]?.glued === false
  )
    return { half: `${letter}m`, end: at + 2 }
  return null
}

/** Both halves of the day where the text does not say which: hours 1 to 11 without a leading zero. */
function readings(
  hourText: string,
  minute: number,
  half: 'am' | 'pm' | null,
  offset: number | null,
  hours24: boolean,
): TimeValue[] | null {
  const hour = Number(hourText)
  const time = (minutes: number): TimeValue => ({ type: 'time', minutes, offset })
  if (half !== null)
    return hour < 1 || hour > 12
      ? hour < 24 && half === 'pm' && hour > 12
        ? [time(hour * 60 + minute)]
        : null
      : [time((hour % 12) * 60 + minute + (half === 'pm' ? 720 : 0))]
  if (hour > 24 || (hour === 24 && minute > 0)) return null
  const base = (hour % 24) * 60 + minute
  // 12:30 without a half of the day is half past noon: midnight is written 0:30 or 12:30 am.
  const said = hours24 || hour === 0 || hour >= 12 || hourText.startsWith('0') || offset !== null
  return said ? [time(base)] : [time(base), time(base + 720)]
}

/** `7:30`, `07:30:15`, `7.30 am`, `7 pm`, `T07:30-04:00`. */
function clockFigures(context: ReadingContext, at: number, iso: boolean): Reading | null {
  const hour = digitsAt(context, at, 1, 2)
  if (hour === null) return null
  const mark = textAt(context, at + 1)
  const marked = gluedSign(context, at + 1, ':.') && gluedDigits(context, at + 2)
  const minuteText = marked ? digitsAt(context, at + 2, 2, 2) : null
  if (minuteText !== null && Number(minuteText) < 60) {
    let end = at + 3
    let minute = Number(minuteText)
    if (gluedSign(context, end, ':') && gluedDigits(context, end + 1)) {
      const seconds = digitsAt(context, end + 1, 2, 2)
      if (seconds === null || Number(seconds) > 59) return null
      minute += Number(seconds) / 60
      end += 2
      if (iso && gluedSign(context, end, '.,') && gluedDigits(context, end + 1)) end += 2
    }
    const half = halfAt(context, end)
    if (mark === '.' && half === null) return null
    const zone = half === null ? offsetAt(context, end, iso) : { offset: null, end: half.end }
    if (mark === '.' && gluedSign(context, end, '.') && gluedDigits(context, end + 1)) return null
    const values = readings(
      iso ? hour.padStart(2, '0') : hour,
      minute,
      half?.half ?? null,
      zone.offset,
      context.tables.grammar.hours24 === true,
    )
    return values === null ? null : timeReading(zone.end, values)
  }
  const half = halfAt(context, at + 1)
  if (half === null) return null
  const values = readings(hour, 0, half.half, null, false)
  return values === null ? null : timeReading(half.end, values)
}

/** A time of the day in digits or words. */
export function timeAt(context: ReadingContext, at: number): Reading | null {
  const { lexemes, tables } = context
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  const spoken = tables.grammar.clock?.(lexemes, at) ?? null
  const said = spoken === null ? null : timeReading(spoken.end, spoken.readings)
  const iso = lexeme.text === 't' && gluedDigits(context, at + 1)
  const written =
    iso || lexeme.kind === 'digits' ? clockFigures(context, iso ? at + 1 : at, iso) : null
  if (said === null || written === null) return said ?? written
  return said.end >= written.end ? said : written
}
