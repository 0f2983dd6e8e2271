import { z } from 'zod'

const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A name of the IANA time zone database. */
export const TimeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, 'is not a time zone such as Europe/Berlin')

/** All that the platform knows, UTC first. */
export const timeZones = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
]
