const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const weekdays = 'SUN MON TUE WED THU FRI SAT'.split(' ')

type Field = {
  name: string
  from: number
  to: number
  /** how many different values there are */
  size: number
  names: readonly string[]
  /** a number may be followed by these marks: `L`, `1#2` */
  marks?: RegExp
}

const fields: readonly Field[] = [
  { name: 'minute', from: 0, to: 59, size: 60, names: [] },
  { name: 'hour', from: 0, to: 23, size: 24, names: [] },
  { name: 'day of month', from: 1, to: 31, size: 31, names: [], marks: /^L$/ },
  { name: 'month', from: 1, to: 12, size: 12, names: months },
  {
    name: 'day of week',
    from: 0,
    to: 7,
    size: 7,
    names: weekdays,
    marks: /^(?:[0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:L|#[1-5])$/,
  },
]

const nicknames: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

/** An interval that does not fit into its field, in the words of what was probably meant. */
function longStep(step: number, { name, size }: Field): string {
  const tooLong = `*/${step} in the field ${name} is longer than the field: it would mean only its first value`
  if (name === 'minute' && step % 60 === 0)
    return `${tooLong}. For every ${step / 60 === 1 ? 'hour' : `${step / 60} hours`} write 0 */${step / 60} * * *`
  if (name === 'minute')
    return `${tooLong}. Cron cannot say every ${step} minutes; take an interval that divides an hour, such as */30, or two schedules`
  if (name === 'hour' && step % 24 === 0)
    return `${tooLong}. For every ${step / 24 === 1 ? 'day' : `${step / 24} days`} write 0 0 ${step === 24 ? '*' : `*/${step / 24}`} * *`
  return `${tooLong}. Take an interval below ${size}`
}

function numberOf(text: string, { from, names }: Field): number | null {
  const index = names.indexOf(text.toUpperCase())
  if (index !== -1) return index + from
  return /^\d{1,4}$/.test(text) ? Number(text) : null
}

function valueFault(text: string, field: Field): string | null {
  const value = numberOf(text, field)
  const { name, from, to } = field
  const known = field.names.length > 0 ? `, or ${field.names[0]} to ${field.names.at(-1)}` : ''
  if (value === null)
    return `${text} in the field ${name} is no number from ${from} to ${to}${known}`
  if (value >= from && value <= to) return null
  const hint = name === 'hour' && value === 24 ? '; midnight is 0' : ''
  return `${text} in the field ${name} is not between ${from} and ${to}${hint}`
}

function partFault(part: string, field: Field): string | null {
  const { name } = field
  if (part === '') return `The field ${name} has a comma with nothing beside it`
  if (/^H/i.test(part) && numberOf(part, field) === null)
    return `H in the field ${name} is Jenkins's own: write the number that you want, such as 17`
  if (part.startsWith('?')) return `? in the field ${name} is Quartz's own: write * instead`
  if (field.marks?.test(part.toUpperCase())) return null
  if (/[WL#]/i.test(part) && numberOf(part, field) === null && /^[\dWL#]+$/i.test(part))
    return `${part} in the field ${name} is not understood here`
  const [range = '', step, ...rest] = part.split('/')
  if (rest.length > 0) return `${part} in the field ${name} has more than one /`
  const fault = rangeFault(range, field)
  if (fault !== null || step === undefined) return fault
  if (!/^\d{1,4}$/.test(step) || Number(step) === 0)
    return `The interval after / in the field ${name} must be a number from 1 on`
  return Number(step) >= field.size ? longStep(Number(step), field) : null
}

function rangeFault(range: string, field: Field): string | null {
  if (range === '*') return null
  const [first = '', last, ...rest] = range.split('-')
  if (rest.length > 0) return `${range} in the field ${field.name} is no range such as 1-5`
  const fault = valueFault(first, field) ?? (last === undefined ? null : valueFault(last, field))
  if (fault !== null || last === undefined) return fault
  return (numberOf(first, field) ?? 0) > (numberOf(last, field) ?? 0)
    ? `${range} in the field ${field.name} runs backwards: write it as two, such as 22-23,0-5`
    : null
}

/**
 * What is wrong with a cron expression, with the way to mend it; null when it says what it seems to say. Stricter than
 * the library, which takes `*\/90` for "every hour" and `H` for any minute.
 */
export function cronFault(cron: string): string | null {
  const text = cron.trim()
  if (text.startsWith('@')) {
    const meant = nicknames[text.toLowerCase()]
    return meant === undefined
      ? `${text} is not understood; write five fields: minute, hour, day of month, month, day of week`
      : `${text} is not understood; write ${meant}`
  }
  const parts = text.split(/ +/)
  if (parts.length === 6 || parts.length === 7)
    return 'has a field for seconds or years; leave it out: minute, hour, day of month, month, day of week'
  if (parts.length !== fields.length)
    return 'needs five fields: minute, hour, day of month, month, day of week'
  for (const [index, field] of fields.entries())
    for (const part of (parts[index] ?? '').split(',')) {
      const fault = partFault(part, field)
      if (fault !== null) return fault
    }
  return null
}
