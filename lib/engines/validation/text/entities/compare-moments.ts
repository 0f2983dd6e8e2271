import { isDay, weekdayOf } from '#lib/engines/validation/text/entities/iso-values.ts'
import type { Clock, Day, Moment } from '#lib/engines/validation/text/entities/moment.ts'
import {
  right,
  unproven,
  wrong,
  type EntityContext,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'

type Relation = 'same' | 'unclear' | 'different'

/** Zones reach from UTC-12 to UTC+14, so that two of them lie 26 hours apart. */
const maxShift = 14 * 60
const dayMinutes = 1_440

const dayNumber = ({ year, month, day }: Day) =>
  year === null || month === null || day === null
    ? null
    : Date.UTC(year, month - 1, day) / 86_400_000

function weekdayIn(date: Day): number | null {
  if (date.weekday !== null) return date.weekday
  const { year, month, day } = date
  return year === null || month === null || day === null ? null : weekdayOf(year, month, day)
}

function relateDays(a: Day, b: Day): Relation {
  for (const field of ['year', 'month', 'day'] as const)
    if (a[field] !== null && b[field] !== null && a[field] !== b[field]) return 'different'
  const weekdays = [weekdayIn(a), weekdayIn(b)]
  if (weekdays[0] !== null && weekdays[1] !== null && weekdays[0] !== weekdays[1])
    return 'different'
  const alike = (['year', 'month', 'day'] as const).every(
    (field) => (a[field] === null) === (b[field] === null),
  )
  if (!alike) return 'unclear'
  // A whole date names its weekday already.
  return (a.weekday === null) === (b.weekday === null) || dayNumber(a) !== null ? 'same' : 'unclear'
}

/** Best relation over all readings; a match of less likely readings alone proves nothing. */
function bestOf<T>(a: readonly T[], b: readonly T[], relate: (x: T, y: T) => Relation): Relation {
  const pairs = a.flatMap((x) => b.map((y) => relate(x, y)))
  if (pairs.every((relation) => relation === 'different')) return 'different'
  const equalSets = a.length === b.length && a.every((x) => b.some((y) => relate(x, y) === 'same'))
  return equalSets ? 'same' : 'unclear'
}

/** Days since 1970 of the reference in the caller's zone. */
function todayOf({ referenceTime, zone }: EntityContext): number | null {
  const instant = referenceTime === undefined ? NaN : Date.parse(referenceTime)
  if (Number.isNaN(instant)) return null
  try {
    const text = new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: zone ?? 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' },
    }).format(instant)
    return Date.parse(`${text}T00:00:00Z`) / 86_400_000
  } catch {
    return null
  }
}

/** Days since 1970 that a day without its year or with its weekday only means next, seen from today. */
function upcoming(date: Day, today: number): number | null {
  const whole = dayNumber(date)
  if (whole !== null) return whole
  const { month, day, weekday } = date
  if (month !== null && day !== null) {
    const year = new Date(today * 86_400_000).getUTCFullYear()
    for (const one of [year, year + 1, year + 2, year + 3, year + 4])
      if (isDay(one, month, day) && Date.UTC(one, month - 1, day) / 86_400_000 >= today)
        return Date.UTC(one, month - 1, day) / 86_400_000
    return null
  }
  if (weekday === null || day !== null || month !== null) return null
  const ahead = (weekday - weekdayOfNumber(today) + 7) % 7
  // "Monday" on a Monday is today or a week on.
  return ahead === 0 ? null : today + ahead
}

const weekdayOfNumber = (days: number) => new Date(days * 86_400_000).getUTCDay() || 7

/** Relation of the days of two moments; null when at most one names a day. */
function relateDates(a: Moment, b: Moment, context: EntityContext): Relation | null {
  if (a.relative !== null && b.relative !== null)
    return a.relative.some((days) => b.relative?.includes(days)) ? 'same' : 'different'
  const named = (moment: Moment) => moment.days !== null || moment.relative !== null
  if (!named(a) || !named(b)) return null
  const plain = a.days !== null && b.days !== null ? bestOf(a.days, b.days, relateDays) : 'unclear'
  const today = todayOf(context)
  if (plain !== 'unclear' || today === null) return plain
  const numbers = (moment: Moment) =>
    moment.relative?.map((days) => today + days) ??
    moment.days?.map((day) => upcoming(day, today)) ??
    []
  const [x, y] = [numbers(a), numbers(b)]
  if (x.length !== 1 || y.length !== 1 || x[0] == null || y[0] == null) return 'unclear'
  if (x[0] === y[0]) return 'same'
  return a.relative !== null || b.relative !== null ? 'different' : 'unclear'
}

const wholeDay = (moment: Moment) =>
  moment.days?.length === 1 && moment.days[0] !== undefined ? dayNumber(moment.days[0]) : null

const single = (moment: Moment): Clock | null =>
  moment.times?.length === 1 ? (moment.times[0] ?? null) : null

/** Minutes between two moments on the same clock; null unless both say day and time exactly. */
function gapOf(
  a: Moment,
  b: Moment,
): { local: number; instant: number | null; odd: boolean } | null {
  const [dayA, dayB, timeA, timeB] = [wholeDay(a), wholeDay(b), single(a), single(b)]
  if (timeA === null || timeB === null) return null
  if ((dayA === null) !== (dayB === null)) return null
  const days = dayA === null || dayB === null ? 0 : (dayA - dayB) * dayMinutes
  const local = Math.round((days + timeA.minutes - timeB.minutes) * 60_000) / 60_000
  const both = timeA.offset !== null && timeB.offset !== null
  const instant = both ? local - (timeA.offset ?? 0) + (timeB.offset ?? 0) : null
  return { local, instant, odd: timeA.offset !== timeB.offset && !both }
}

/** Two date-times or two times of which at least one names its zone. */
function zonedMatch(a: Moment, b: Moment): EntityMatch | null {
  const gap = gapOf(a, b)
  if (gap === null) return null
  if (gap.instant !== null) {
    const apart = wholeDay(a) === null ? gap.instant % dayMinutes : gap.instant
    return apart === 0 ? right('the same instant') : wrong('another instant')
  }
  if (!gap.odd) return null
  if (gap.local === 0) return unproven('the same time, a zone given on one side only', 0.8)
  return Math.abs(gap.local) > maxShift || gap.local % 15 !== 0
    ? wrong('another time in any zone')
    : unproven('the same only in another zone', 0.2)
}

const sameTimes = (a: Clock, b: Clock): Relation =>
  a.minutes === b.minutes && a.offset === b.offset ? 'same' : 'different'

function relateTimes(a: readonly Clock[], b: readonly Clock[]): Relation {
  const bare = (times: readonly Clock[]) => times.map(({ minutes }) => ({ minutes, offset: null }))
  const zones = new Set([...a, ...b].map(({ offset }) => offset)).size > 1
  return zones ? bestOf(bare(a), bare(b), sameTimes) : bestOf(a, b, sameTimes)
}

const midnight = (moment: Moment) => single(moment)?.minutes === 0

/** One side says a day, the other a day and a time. */
function dayAgainstTime(day: Moment, full: Moment, dates: Relation, expectsDay: boolean) {
  const clock = single(full)
  if (dates === 'different') {
    const [x, y] = [wholeDay(day), wholeDay(full)]
    const shifted = x !== null && y !== null && Math.abs(x - y) === 1 && clock?.offset != null
    return shifted ? unproven('the same day only in another zone', 0.3) : wrong('another date')
  }
  if (dates === 'same' && full.machine && midnight(full) && expectsDay)
    return right('the same date')
  return unproven(`the value says ${expectsDay ? 'a time as well' : 'no time'}`, 0.6)
}

/** One side says a time, the other a day and a time, as systems that know a day do. */
function timeAgainstFull(times: Relation, full: Moment, expectsTime: boolean): EntityMatch {
  const zoned = single(full)?.offset
  if (times === 'different')
    return zoned == null ? wrong('another time') : unproven('the same only in another zone', 0.2)
  if (times === 'unclear') return unproven('half of the day given on one side only', 0.7)
  if (!expectsTime) return unproven('the value says no day', 0.6)
  // Many systems write the local time of a day that nobody named; `Z` leaves open whose time it is.
  return full.machine && zoned !== 0
    ? right('the same time')
    : unproven(zoned === 0 ? 'the same time, in UTC' : 'the value says a day as well', 0.7)
}

/** Compares days and times of the day; date-times that name their zones are compared as instants. */
export function compareMoments(a: Moment, b: Moment, context: EntityContext): EntityMatch {
  const dates = relateDates(a, b, context)
  const zoned = dates === null && (a.days ?? b.days) !== null ? null : zonedMatch(a, b)
  if (zoned !== null) return zoned
  const times = a.times !== null && b.times !== null ? relateTimes(a.times, b.times) : null
  const named = (moment: Moment) => moment.days !== null || moment.relative !== null
  if (dates !== null && times === null && (a.times ?? b.times) !== null)
    return a.times === null ? dayAgainstTime(a, b, dates, true) : dayAgainstTime(b, a, dates, false)
  if (dates === null && times !== null && named(a) !== named(b))
    return named(b) ? timeAgainstFull(times, b, true) : timeAgainstFull(times, a, false)
  if (dates === null && times === null) return wrong('a day against a time')
  if (dates === 'different') return wrong('another date')
  if (times === 'different') return wrong('another time')
  if (dates === 'unclear' && (a.relative === null) !== (b.relative === null))
    return unproven('a relative day against a date', 0.4)
  if (dates === 'unclear') return unproven('the day is the same as far as both say it', 0.7)
  if (times === 'unclear') return unproven('half of the day given on one side only', 0.7)
  return right(
    dates === null ? 'the same time' : times === null ? 'the same date' : 'the same moment',
  )
}
