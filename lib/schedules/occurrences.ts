import { CronExpressionParser } from 'cron-parser'

import { errorMessage, InvalidError } from '#lib/platform/errors.ts'
import { instantsOf, localTime } from '#lib/schedules/local-time.ts'

const day = 86_400_000

/** Whether it goes by the clock, "every n minutes" or "every hour", rather than naming times of the day. */
function isEvery(cron: string): boolean {
  const [minute = '', hour = ''] = cron.split(/ +/)
  return minute.startsWith('*') || hour === '*'
}

/** Readings of the clock that fit, from one day before `local` on: clocks are changed by no more than that. */
const readings = (cron: string, local: number) =>
  CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(local) })

/** Instants that a reading of the clock stands for. */
function instantsFor(local: number, timeZone: string, every: boolean) {
  const { at, later, earliest } = instantsOf(local, timeZone)
  if (every) return { instants: at, earliest }
  const [first = later] = at
  return { instants: [first], earliest }
}

function find(cron: string, timeZone: string, after: Date, count: number): Date[] {
  const from = after.getTime()
  const every = isEvery(cron)
  const local = localTime(from, timeZone)
  // The day before matters only where the clock is changed in it.
  const isQuiet =
    localTime(from - day, timeZone) === local - day &&
    localTime(from + day, timeZone) === local + day
  const expression = readings(cron, isQuiet ? local : local - day - 1)
  let found: number[] = []
  for (;;) {
    const reading = expression.next().getTime()
    const { instants, earliest } = instantsFor(reading, timeZone, every)
    const last = found[count - 1]
    if (last !== undefined && last < earliest) break
    const fresh = instants.filter((instant) => instant > from && !found.includes(instant))
    found = [...found, ...fresh].toSorted((a, b) => a - b)
  }
  return found.slice(0, count).map((instant) => new Date(instant))
}

/**
 * The next moments of a cron expression of five fields in an IANA time zone, after `after`. Where clocks go forward, a
 * time of day that is left out comes later by what they were changed; where they go back, one that comes twice counts
 * once. "Every n minutes" and "every hour" go by the clock through both.
 * Throws `InvalidError` for an expression that cannot be read or never comes.
 */
export function occurrences(cron: string, timeZone: string, after: Date, count: number): Date[] {
  try {
    return find(cron, timeZone, after, count)
  } catch (error) {
    throw new InvalidError(`The schedule ${cron} cannot be read`, [
      { path: 'cron', message: errorMessage(error) },
    ])
  }
}
