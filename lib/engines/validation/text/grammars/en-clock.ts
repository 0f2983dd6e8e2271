import { cardinal } from '#lib/engines/validation/text/grammars/en-numbers.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Lexemes = readonly Lexeme[]
type Part = { half: 'am' | 'pm' | 'night'; end: number }
type Clock = { readings: [TypedValue, ...TypedValue[]]; end: number } | null

const text = (lexemes: Lexemes, at: number) => lexemes[at]?.text ?? ''

/** A whole number of one or two digits, or in words, within bounds. */
function numberAt(
  lexemes: Lexemes,
  at: number,
  least: number,
  most: number,
): { value: number; end: number } | null {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return null
  const found =
    lexeme.kind === 'digits'
      ? { value: lexeme.text, end: at + 1 }
      : lexeme.kind === 'word'
        ? cardinal(lexemes, at)
        : null
  if (found === null || found.value.length > 2 || ('article' in found && found.article)) return null
  const value = Number(found.value)
  return value >= least && value <= most ? { value, end: found.end } : null
}

/** `pm`, `p m`, `in the evening`, `at night`. */
function partAt(lexemes: Lexemes, at: number): Part | null {
  const word = text(lexemes, at)
  if (word === 'am' || word === 'pm') return { half: word, end: at + 1 }
  if ((word === 'a' || word === 'p') && text(lexemes, at + 1) === 'm')
    return { half: `${word}m`, end: at + 2 }
  if (word === 'at' && text(lexemes, at + 1) === 'night') return { half: 'night', end: at + 2 }
  if (word !== 'in' || text(lexemes, at + 1) !== 'the') return null
  const part = text(lexemes, at + 2)
  if (part === 'morning') return { half: 'am', end: at + 3 }
  return part === 'afternoon' || part === 'evening' ? { half: 'pm', end: at + 3 } : null
}

function time(minutes: number): TypedValue {
  return { type: 'time', minutes: (minutes + 2880) % 1440, offset: null }
}

/** Both halves of the day for hours 1 to 11 without one; twelve without one is noon. */
function readings(hour: number, minutes: number, part: Part | null): [TypedValue, ...TypedValue[]] {
  const base = hour * 60 + minutes
  if (hour === 0 || hour > 12) return [time(base)]
  const morning = (hour % 12) * 60 + minutes
  const night = hour >= 6 && hour < 12 ? 'pm' : 'am'
  const half = part?.half === 'night' ? night : part?.half
  if (half !== undefined) return [time(half === 'am' ? morning : morning + 720)]
  return hour === 12 ? [time(morning + 720)] : [time(morning), time(morning + 720)]
}

function finished(lexemes: Lexemes, hour: number, minutes: number, end: number): Clock {
  const clock = oclock(lexemes, end)
  const part = partAt(lexemes, clock)
  return { readings: readings(hour, minutes, part), end: part?.end ?? clock }
}

function oclock(lexemes: Lexemes, at: number): number {
  const word = text(lexemes, at)
  return word === "o'clock" || word === 'oclock' ? at + 1 : at
}

const leads = new Set('at by until till is its around about before after from for since'.split(' '))

/** `half past seven`, `quarter to eight`, `ten past seven`, `ten minutes to seven`. */
function relative(lexemes: Lexemes, at: number): Clock {
  const start = text(lexemes, at) === 'a' && text(lexemes, at + 1) === 'quarter' ? at + 1 : at
  const word = text(lexemes, start)
  const named = word === 'half' ? 30 : word === 'quarter' ? 15 : null
  const counted = named === null ? numberAt(lexemes, at, 1, 59) : null
  const minutes = named ?? counted?.value
  if (minutes === undefined) return null
  let next = counted?.end ?? start + 1
  const unit = /^min(?:ute)?s?$/.test(text(lexemes, next))
  if (unit && named === null) next++
  const link = text(lexemes, next)
  const past = link === 'past' || (link === 'after' && named !== 30)
  const to = /^(?:to|till|of|before)$/.test(link) && named !== 30
  if (!past && !to) return null
  const hour = numberAt(lexemes, next + 1, 1, 12)
  if (hour === null) return null
  const clock = finished(lexemes, hour.value, past ? minutes : -minutes, hour.end)
  if (clock === null || link === 'past' || named !== null) return clock
  // `five to ten minutes` is a range: without `past` something must say that it is a time.
  const said = clock.end > hour.end || leads.has(text(lexemes, at - 1))
  const range = link === 'of' || /^(?:from|between)$/.test(text(lexemes, at - 1))
  const noun = clock.end === hour.end && lexemes[hour.end]?.kind === 'word'
  return said && !range && !noun ? clock : null
}

/** `seven thirty`, `seven oh five`, `7 30` only before a half of the day. */
function minutesAt(lexemes: Lexemes, at: number): { value: number; end: number } | null {
  const word = text(lexemes, at)
  if (word === 'oh' || word === 'o') return numberAt(lexemes, at + 1, 1, 9)
  if (lexemes[at]?.kind === 'digits' && word.length !== 2) return null
  return numberAt(lexemes, at, 10, 59)
}

/** The written `7:30` and `7.30` before `in the evening`. */
function written(
  lexemes: Lexemes,
  at: number,
): { hour: number; minutes: number; end: number } | null {
  const hour = numberAt(lexemes, at, 0, 24)
  const mark = lexemes[at + 1]
  const minutes = lexemes[at + 2]
  if (hour === null || mark?.glued !== true || !':.'.includes(mark.text)) return null
  if (minutes?.kind !== 'digits' || minutes.text.length !== 2 || Number(minutes.text) > 59)
    return null
  return { hour: hour.value, minutes: Number(minutes.text), end: at + 3 }
}

function after(lexemes: Lexemes, at: number): Clock {
  const figures = written(lexemes, at)
  if (figures !== null) {
    const part = partAt(lexemes, oclock(lexemes, figures.end))
    return part === null
      ? null
      : { readings: readings(figures.hour, figures.minutes, part), end: part.end }
  }
  const hour = numberAt(lexemes, at, 0, 24)
  if (hour === null) return null
  const clock = oclock(lexemes, hour.end)
  const part = partAt(lexemes, clock)
  if (part !== null || clock > hour.end)
    return { readings: readings(hour.value, 0, part), end: part?.end ?? clock }
  const minutes = minutesAt(lexemes, hour.end)
  if (minutes === null) return null
  const half = partAt(lexemes, minutes.end)
  if (half !== null) return { readings: readings(hour.value, minutes.value, half), end: half.end }
  return bare(lexemes, at, hour, minutes)
}

/** `seven thirty` alone: a time, or the digits 730; the core adds that reading. */
function bare(
  lexemes: Lexemes,
  at: number,
  hour: { value: number; end: number },
  minutes: { value: number; end: number },
): Clock {
  const words = lexemes.slice(at, minutes.end).every(({ kind }) => kind === 'word')
  const lead = /^(?:at|by|until|till|around|about)$/.test(text(lexemes, at - 1))
  const likely = lead || minutes.value % 5 === 0
  const most = lead ? 23 : 12
  if (!words || !likely || hour.value < 1 || hour.value > most) return null
  if (cardinal(lexemes, minutes.end) !== null && text(lexemes, minutes.end) !== 'a') return null
  if (
    /^(?:percent|per|dollars?|euros?|pounds?|point|degrees|hundred|thousand|million)$/.test(
      text(lexemes, minutes.end),
    )
  )
    return null
  const hours = lead && /^(?:hours|hrs)$/.test(text(lexemes, minutes.end)) ? 1 : 0
  return { readings: readings(hour.value, minutes.value, null), end: minutes.end + hours }
}

/** `at fifteen hundred hours`, `at 1500 hours`, `until 15:00 hours`: after other words hours are a length. */
function military(lexemes: Lexemes, at: number): Clock {
  if (!/^(?:at|until|till)$/.test(text(lexemes, at - 1))) return null
  const figures = written(lexemes, at)
  const first = lexemes[at]
  const whole =
    first?.kind === 'digits' ? { value: first.text, end: at + 1 } : cardinal(lexemes, at)
  if (figures === null && !/^[0-9]{3,4}$/.test(whole?.value ?? '')) return null
  const end = figures?.end ?? whole?.end ?? at
  if (!/^(?:hours|hrs)$/.test(text(lexemes, end))) return null
  const value = Number(whole?.value)
  const [hour, minute] =
    figures === null ? [Math.floor(value / 100), value % 100] : [figures.hour, figures.minutes]
  return hour < 24 && minute < 60 ? { readings: [time(hour * 60 + minute)], end: end + 1 } : null
}

/** Clock times in English words, and words around figures. */
export function clock(lexemes: Lexemes, at: number): Clock {
  const word = text(lexemes, at)
  if (word === 'noon' || word === 'midday') return { readings: [time(720)], end: at + 1 }
  if (word === 'midnight') return { readings: [time(0)], end: at + 1 }
  if (word === 'twelve' || word === '12') {
    const next = text(lexemes, at + 1)
    if (next === 'noon' || next === 'midnight')
      return { readings: [time(next === 'noon' ? 720 : 0)], end: at + 2 }
  }
  return military(lexemes, at) ?? relative(lexemes, at) ?? after(lexemes, at)
}
