/** Recharts paints SVG attributes: colours come from the theme's variables, so both themes need no second render. */
export const axis = {
  stroke: 'var(--border)',
  tickLine: false,
  tick: { fill: 'var(--muted-foreground)', fontSize: 11 },
} as const

export const grid = { stroke: 'var(--border)', strokeDasharray: '2 4', vertical: false } as const

/** Distinct in hue and, through `dashes`, without hue. */
export const seriesColors = [
  'var(--primary)',
  'var(--review-mark)',
  'var(--invalid-mark)',
  'var(--passed-mark)',
  'var(--failed-mark)',
  'var(--idle-mark)',
]
export const seriesDashes = ['0', '6 3', '2 3', '8 3 2 3', '4 2', '1 2']

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** `2026-11-22` or an RFC 3339 instant as `22 Nov`. */
export function formatDay(value: string): string {
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? value : day.format(date)
}
