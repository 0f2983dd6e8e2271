import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Time = Extract<TypedValue, { type: 'time' }>
type DateValue = Extract<TypedValue, { type: 'date' }>

const two = (value: number) => String(value).padStart(2, '0')

function offsetText(offset: number | null): string {
  if (offset === null) return ''
  if (offset === 0) return 'z'
  const size = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** `07:30`, `10:30am`, `19:30`: never a form that could be read as the other half of the day. */
function timeText({ minutes, offset }: Time): string {
  const hour = Math.floor(minutes / 60)
  const minute = Math.floor(minutes % 60)
  const seconds = Math.round((minutes % 1) * 60)
  const half = hour < 10 || hour > 12 ? '' : hour === 12 ? 'pm' : 'am'
  return `${two(hour)}:${two(minute)}${seconds === 0 ? '' : `:${two(seconds)}`}${half}${offsetText(offset)}`
}

function dateText({ year, month, day, weekday }: DateValue): string {
  const parts = [year, month, day].map((part) => (part === null ? '-' : two(part)))
  const plain = month === null && day === null && year === null ? '' : parts.join('-')
  return weekday === null ? plain : `${plain}w${weekday}`
}

const bases: Readonly<Record<string, string>> = {
  length: 'm',
  area: 'm²',
  volume: 'l',
  mass: 'g',
  speed: 'km/h',
  celsius: '°c',
  fahrenheit: '°f',
  degree: '°',
  data: 'b',
  power: 'w',
}

/** A value written out: equal texts mean equal values. */
export function valueText(value: TypedValue): string {
  switch (value.type) {
    case 'number':
      return value.value
    case 'ordinal':
      return `${value.value}.`
    case 'percent':
      return `${value.value}%`
    case 'money':
      return `${value.value}${value.currency.toLowerCase()}`
    case 'measure':
      return `${value.value}${bases[value.dimension] ?? ` ${value.dimension}`}`
    case 'duration':
      return `${value.seconds}s`
    case 'time':
      return timeText(value)
    case 'date':
      return dateText(value)
    case 'identifier':
      return value.value.toLowerCase()
  }
}

/**
 * Key of a token: its readings of the first one's kind. `7:30` without a half of the day keeps that form, so that it is
 * the key of neither `07:30` nor `19:30`.
 */
export function readingsText(readings: readonly TypedValue[]): string {
  const [first] = readings
  if (first === undefined) return ''
  const alike = readings.filter((reading) => reading.type === first.type)
  if (alike.length === 1) return valueText(first)
  const [a, b] = alike
  if (a?.type === 'time' && b?.type === 'time' && Math.abs(a.minutes - b.minutes) === 720) {
    const { minutes } = a.minutes < b.minutes ? a : b
    const hour = Math.floor(minutes / 60)
    return `${hour === 0 ? 12 : hour}:${two(Math.floor(minutes % 60))}`
  }
  return alike.map(valueText).join('|')
}
