import { appendFileSync } from 'node:fs'

import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** File to which fault tests append what they measured, as JSON lines; none in `npm test`. */
    faultReport: string
  }
}

/** Of many times only the least, the median and the greatest are shown. */
const summaryOf = (value: number | number[]) => {
  if (typeof value === 'number') return Math.round(value)
  const sorted = value.map(Math.round).sort((a, b) => a - b)
  return { min: sorted[0], median: sorted[sorted.length >> 1], max: sorted.at(-1) }
}

/** Tells `bench/faults.ts` what a fault test measured. Times in ms. */
export function report(fault: string, figures: Record<string, number | number[]>): void {
  const file = inject('faultReport')
  if (file === undefined) return
  const entries = Object.entries(figures).map(([name, value]) => [name, summaryOf(value)])
  appendFileSync(file, `${JSON.stringify({ fault, ...Object.fromEntries(entries) })}\n`)
}
