import type { Token } from '../tokens/types.ts'

const imperial = /^(?:inch|foot|yard|mile|acre|gallon|ounce|pound|mile-per-hour)$/
/** How far a converted figure may be rounded: 3 ft and 1 m are not one length, 1 gallon and 4 litres are said for it. */
const rounding = 0.06

type Unit = { value: number; dimension: string; name: string }

function unitOf({ readings, words }: Token): Unit[] {
  return readings.flatMap((reading) =>
    reading.type === 'measure'
      ? [{ value: Number(reading.value), dimension: reading.dimension, name: words?.[1] ?? '' }]
      : [],
  )
}

/** Whether one measure may be the other in the units of another system, rounded: 5 miles and 8 km. */
export function mayBeConverted(a: Token, b: Token): boolean {
  return unitOf(a).some((x) =>
    unitOf(b).some((y) => {
      // `pounds` are read as money first, and a sum of feet and inches bears the name of its dimension.
      const other = x.name === y.name ? false : imperial.test(x.name) || imperial.test(y.name)
      const odd = other || [x, y].some(({ name, dimension }) => name === dimension || name === 'gbp')
      if (x.dimension !== y.dimension || !odd || x.value * y.value <= 0) return false
      return Math.abs(x.value - y.value) <= rounding * Math.max(Math.abs(x.value), Math.abs(y.value))
    }),
  )
}
