/** Recharts paints SVG attributes: colours come from the theme's variables, so both themes need no second render. */
export const axis = {
  stroke: 'var(--border)',
  tickLine: false,
  tick: { fill: 'var(--muted-foreground)', fontSize: 11 },
} as const

export const grid = { stroke: 'var(--border)', strokeDasharray: '2 4', vertical: false } as const

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** `2026-11-22` or an RFC 3339 instant as `22 Nov`. */
export function formatDay(value: string): string {
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? value : day.format(date)
}
