import { CronExpressionParser } from 'cron-parser'

import { errorMessage, InvalidError } from '#lib/platform/errors.ts'

/**
 * The next moments of a cron expression of five fields in an IANA time zone, after `after`. Where clocks go forward, a
 * time of day that is left out comes an hour later; where they go back, one that comes twice counts once, while
 * "every n minutes" goes on without a gap.
 * Throws `InvalidError` for an expression that cannot be read or never comes.
 */
export function occurrences(cron: string, timeZone: string, after: Date, count: number): Date[] {
  try {
    const times = CronExpressionParser.parse(cron, { tz: timeZone, currentDate: after })
    return times.take(count).map((time) => time.toDate())
  } catch (error) {
    throw new InvalidError(`The schedule ${cron} cannot be read`, [
      { path: 'cron', message: errorMessage(error) },
    ])
  }
}
