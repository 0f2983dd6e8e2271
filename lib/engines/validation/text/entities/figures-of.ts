import { canonicalDecimal } from '#lib/engines/validation/text/entities/decimals.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'
import { units } from '#lib/engines/validation/text/units.ts'

/** Every figure that a typed token may be meant by: its number, its number in any unit of its dimension, hour, day, year. */
export function figuresOf(token: Token): string[] {
  const found = new Set<string>()
  const add = (value: number | string | null) => {
    const decimal =
      typeof value === 'number' ? canonicalDecimal(String(Math.round(value * 1e9) / 1e9)) : value
    if (decimal !== null) found.add(decimal)
  }
  const scaled = (value: number, dimension: string) => {
    for (const unit of units.values())
      if (unit.dimension === dimension) add(value / Number(unit.factor))
  }
  for (const reading of token.readings)
    switch (reading.type) {
      case 'money':
        add(reading.value)
        // In the smallest unit, as payment systems count.
        add(Number(reading.value) * 100)
        break
      case 'number':
      case 'ordinal':
        add(reading.value)
        break
      case 'percent':
        add(reading.value)
        add(Number(reading.value) / 100)
        break
      case 'measure':
        scaled(Number(reading.value), reading.dimension)
        break
      case 'duration':
        scaled(Number(reading.seconds), 'duration')
        break
      case 'time':
        if (reading.minutes % 60 === 0) {
          add(reading.minutes / 60)
          add((reading.minutes / 60) % 12 || 12)
        }
        add(Math.floor(reading.minutes / 60) * 100 + (reading.minutes % 60))
        // 7.30 may be half past seven.
        add(Math.floor(reading.minutes / 60) + (reading.minutes % 60) / 100)
        break
      case 'date':
        for (const part of [reading.year, reading.month, reading.day]) if (part !== null) add(part)
        break
      case 'identifier':
        add(canonicalDecimal(reading.value))
        break
    }
  return [...found]
}
