const dayFigures = /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{2}|\d{4})(?!\d)/g
const onlyDay = /^\d{1,2}([./-])\d{1,2}\1(?:\d{2}|\d{4})$/

const partsOf = (text: string) => {
  const [day] = text.matchAll(dayFigures)
  return [1, 3, 4].map((at) => Number(day?.[at]))
}

function isSwapped(a: string, b: string): boolean {
  const [x, y] = [partsOf(a), partsOf(b)]
  return x[0] !== x[1] && x[0] === y[1] && x[1] === y[0] && x[2] === y[2]
}

/**
 * Whether two dates in figures are one with day and month exchanged; by the same signs one writer means the same order.
 * Null for anything else.
 */
export function dayAndMonthSwapped(a: string, b: string): 'same signs' | 'other signs' | null {
  const [x, y] = [onlyDay.exec(a)?.[1], onlyDay.exec(b)?.[1]]
  if (x === undefined || y === undefined || !isSwapped(a, b)) return null
  return x === y ? 'same signs' : 'other signs'
}

/** Whether a date in figures among other words has its day and month exchanged in the other text. */
export function someDaySwapped(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => Array.from(text.matchAll(dayFigures), ([day]) => day))
  return x?.some((day, at) => isSwapped(day, y?.[at] ?? '')) === true
}
