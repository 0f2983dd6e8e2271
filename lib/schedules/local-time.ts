const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}

const day = 86_400_000

/** What the clocks of a time zone show at an instant (ms since 1970), as if they showed UTC. */
export function localTime(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1_000) * 1_000
  const parts = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(whole)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, date, hour, minute, second) + (instant - whole)
}

/** ms that the clocks are ahead of UTC */
const offsetAt = (instant: number, timeZone: string) => localTime(instant, timeZone) - instant

export type Instants = {
  /** in order: one, two where clocks went back over it, none where they were put forward over it */
  at: number[]
  /** where none is: the instant by the clock as it was before, so the same amount later */
  later: number
  /** no later reading of the clock comes before it */
  earliest: number
}

/**
 * The instants at which the clocks of a time zone show `local` (ms, as `localTime` gives it). The clock may be changed
 * by any amount, half an hour as on Lord Howe, two hours as at Troll, a whole day as on Samoa.
 */
export function instantsOf(local: number, timeZone: string): Instants {
  const before = offsetAt(local - day, timeZone)
  const after = offsetAt(local + day, timeZone)
  const found = [...new Set([local - before, local - after])]
    .filter((instant) => localTime(instant, timeZone) === local)
    .toSorted((a, b) => a - b)
  return { at: found, later: local - before, earliest: local - Math.max(before, after) }
}
