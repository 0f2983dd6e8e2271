import { CronExpressionParser } from 'cron-parser'

import { errorMessage, InvalidError } from '#lib/platform/errors.ts'
import { instantsOf, localTime } from '#lib/schedules/local-time.ts'

const day = 86_400_000

/** Whether it goes by the clock, "every n minutes" or "every hour", rather than naming times of the day. */
function isEvery(cron: string): boolean {
  const [minute = '', hour = ''] = cron.split(/ +/)
  return minute.startsWith('*') || hour === '*'
}

/** Readings of the clock that fit, after `local`. */
const readings = (cron: string, local: number) =>
  CronExpressionParser.parse(cron, { tz: 'UTC', currentDate: new Date(local) })

type Window = {
  local: number
  offset: number
  /** ms by which the clock is changed within a day of it */ change: number
}

function windowOf(from: number, timeZone: string): Window {
  const [before = 0, offset = 0, after = 0] = [from - day, from, from + day].map(
    (instant) => localTime(instant, timeZone) - instant,
  )
  const change = Math.max(before, offset, after) - Math.min(before, offset, after)
  return { local: from + offset, offset, change }
}

/** Instants that a reading of the clock stands for. */
function instantsFor(reading: number, timeZone: string, every: boolean, near: Window) {
  // Most days have no change of the clock, and asking for one is what takes time.
  if (near.change === 0 && reading < near.local + day / 2)
    return { instants: [reading - near.offset], earliest: reading - near.offset }
  const { at, later, earliest } = instantsOf(reading, timeZone)
  if (every) return { instants: at, earliest }
  const [first = later] = at
  return { instants: [first], earliest }
}

function find(cron: string, timeZone: string, after: Date, count: number): Date[] {
  const from = after.getTime()
  const every = isEvery(cron)
  const near = windowOf(from, timeZone)
  // Readings of before count where the clock went back over them, or they are left out and come later.
  const start = near.change === 0 ? near.local : near.local - near.change - 1
  const expression = readings(cron, start)
  let found: number[] = []
  for (;;) {
    const reading = expression.next().getTime()
    const { instants, earliest } = instantsFor(reading, timeZone, every, near)
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
