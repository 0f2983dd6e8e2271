const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string | undefined): Intl.DateTimeFormat {
  const key = zone ?? 'local'
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
      ...(zone !== undefined && { timeZone: zone }),
    })
    formatters.set(key, found)
  }
  return found
}

/** An RFC 3339 instant as `22 Nov 2026, 17:40`, in `zone` or the reader's own; UTC says so. */
export function formatInstant(value: string, zone?: string): string {
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return value
  const text = formatter(zone).format(date)
  return zone === 'UTC' ? `${text} UTC` : text
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

/** How long ago, in the largest fitting unit: `3 hours ago`, `just now`, `in 2 days`. */
export function formatAgo(value: string, now: Date): string {
  const seconds = (new Date(value).getTime() - now.getTime()) / 1_000
  if (Number.isNaN(seconds)) return value
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  return 'just now'
}
