import type { QuietHours } from '#lib/notifications/schema.ts'

const minute = 60_000
const day = 24 * 60

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Minutes since midnight on the clocks of `timeZone`. */
function minuteOfDay(instant: Date, timeZone: string): number {
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  formatters.set(timeZone, formatter)
  const parts = formatter.formatToParts(instant)
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return read('hour') * 60 + read('minute')
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const ahead = (from: number, to: number) => (to - from + day) % day

/** When the quiet hours that hold at `now` end; null when none do. Changes of the clock are followed. */
export function quietUntil(quiet: QuietHours | null, now: Date): Date | null {
  if (!quiet) return null
  const { time_zone: zone } = quiet
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)]
  const local = minuteOfDay(now, zone)
  if (ahead(from, local) >= ahead(from, to)) return null
  const start = Math.floor(now.getTime() / minute) * minute
  const guess = new Date(start + ahead(local, to) * minute)
  // A clock that is changed in between puts the guess off by what it was changed.
  const off = ahead(minuteOfDay(guess, zone), to)
  const shift = off > day / 2 ? off - day : off
  return new Date(guess.getTime() + shift * minute)
}
