import type { DayPart } from '#lib/engines/validation/text/grammars/clock-readings.ts'
import { isHyphen, wordAt } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import {
  goesOn,
  meridiemAt,
  minuteDigits,
  partNear,
  smallNumber,
  timeReadings,
  type Readings,
} from '#lib/engines/validation/text/grammars/romance-hours.ts'
import {
  findPhrase,
  type PhraseTable,
} from '#lib/engines/validation/text/grammars/romance-phrases.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

type Time = { hour: number; minute: number; end: number; strong: boolean; figures?: true }

/** How Spanish, Italian, Portuguese and Catalan say a time: `las siete y media de la tarde`. */
export type ClockWords = {
  cardinal: Reader<Cardinal>
  /** articles and nouns that belong to the time: `las`, `ore`; those of one o'clock: `la` */
  opens: ReadonlySet<string>
  opensOne: ReadonlySet<string>
  /** words before a bare hour that make it a time and stay words: `alle`, `às` */
  before: ReadonlySet<string>
  /** words before `las 24 horas` that make it a time */
  timeBefore: ReadonlySet<string>
  hourWords: ReadonlySet<string>
  minuteWords: ReadonlySet<string>
  and: ReadonlySet<string>
  minus: ReadonlySet<string>
  half: ReadonlySet<string>
  /** minutes of `cuarto`, `tre quarti` */
  quarter: PhraseTable<number>
  /** `para las` in `cuarto para las ocho` */
  to: PhraseTable<true>
  exact: PhraseTable<true>
  parts: PhraseTable<DayPart>
  /** parts of the day that stand beside a time with a meaning of their own: `esta noche` */
  near: PhraseTable<DayPart>
  fixed: PhraseTable<number>
  /** counted from the hour before: Catalan `un quart de vuit` -45 */
  quarterOf?: PhraseTable<number>
  units: ReadonlyMap<string, string>
  /** words that follow a bare time though they look like counted nouns */
  followers: ReadonlySet<string>
}

function figures(lexemes: readonly Lexeme[], at: number, clock: ClockWords, dot: boolean) {
  const sign = lexemes[at]
  const minute = minuteDigits(lexemes, at + 1)
  if (sign === undefined || minute === null) return null
  const written = sign.text === ':' || (dot && sign.text === '.')
  if (sign.glued && written && lexemes[at + 1]?.glued === true)
    return goesOn(lexemes, at + 2) ? null : { minute, end: at + 2 }
  return sign.kind === 'word' && clock.hourWords.has(sign.text) ? { minute, end: at + 2 } : null
}

/** The `.ª` of `la 1.ª clase`. */
function isOrdinal(lexemes: readonly Lexeme[], at: number): boolean {
  const [dot, ending] = [lexemes[at], lexemes[at + 1]]
  return dot?.text === '.' && dot.glued && ending?.glued === true && ending.kind === 'word'
}

function spokenMinutes(lexemes: readonly Lexeme[], at: number, clock: ClockWords) {
  const zero = wordAt(lexemes, at)
  const first = smallNumber(clock.cardinal, lexemes, at, 59)
  if (first === null || first.article) return null
  if (first.value === 0 && zero !== '') {
    const unit = smallNumber(clock.cardinal, lexemes, at + 1, 9)
    return unit === null ? null : { value: unit.value, end: unit.end, named: false }
  }
  if (goesOn(lexemes, first.end) || (first.digits && lexemes[at]?.text.length !== 2)) {
    if (!clock.minuteWords.has(wordAt(lexemes, first.end))) return null
  }
  const named = clock.minuteWords.has(wordAt(lexemes, first.end))
  return { value: first.value, end: named ? first.end + 1 : first.end, named }
}

/** What follows the hour: `y media`, `menos cuarto`, `y diez`, `treinta`. */
function tail(lexemes: readonly Lexeme[], at: number, clock: ClockWords, opened: boolean) {
  const word = wordAt(lexemes, at)
  const sign = clock.and.has(word) ? 1 : clock.minus.has(word) ? -1 : 0
  if (sign !== 0) {
    if (sign > 0 && clock.half.has(wordAt(lexemes, at + 1)))
      return { minute: 30, end: at + 2, strong: true }
    const quarter = findPhrase(lexemes, at + 1, clock.quarter)
    if (quarter !== null) return { minute: sign * quarter.value, end: quarter.end, strong: true }
    const minutes = opened ? spokenMinutes(lexemes, at + 1, clock) : null
    // `a las ocho y dos personas`: few minutes need their name
    if (minutes !== null && (minutes.value >= 5 || minutes.named))
      return { minute: sign * minutes.value, end: minutes.end, strong: sign < 0 }
    return null
  }
  if (!opened) return null
  const minutes = spokenMinutes(lexemes, at, clock)
  if (minutes === null || (minutes.value < 10 && !clock.minuteWords.has(word) && word === ''))
    return null
  return minutes.value >= 10 || minutes.end > at + 1
    ? { minute: minutes.value, end: minutes.end, strong: false }
    : null
}

function timeAt(
  lexemes: readonly Lexeme[],
  at: number,
  clock: ClockWords,
  opened: boolean,
): Time | null {
  const hour = smallNumber(clock.cardinal, lexemes, at, 24)
  if (hour === null) return null
  if (hour.digits) {
    const written = figures(lexemes, hour.end, clock, opened)
    if (written !== null) {
      const more = clock.hourWords.has(wordAt(lexemes, written.end))
        ? written.end + 1
        : clock.minuteWords.has(wordAt(lexemes, written.end))
          ? null
          : written.end
      if (more === null) return null
      const short = hour.value >= 1 && hour.value <= 3
      const byHour = more > written.end || (lexemes[hour.end]?.kind === 'word' && !short)
      const { minute } = written
      return { hour: hour.value, minute, end: more, strong: byHour, figures: true }
    }
    if (goesOn(lexemes, hour.end) || isOrdinal(lexemes, hour.end)) return null
  }
  const named = clock.hourWords.has(wordAt(lexemes, hour.end))
  if (named && !opened) {
    const part = findPhrase(lexemes, hour.end + 1, clock.parts)
    return part === null ? null : { hour: hour.value, minute: 0, end: hour.end + 1, strong: false }
  }
  const after = named ? hour.end + 1 : hour.end
  const more = tail(lexemes, after, clock, opened)
  return {
    hour: hour.value,
    minute: more?.minute ?? 0,
    end: more?.end ?? after,
    strong: more?.strong ?? false,
  }
}

/** `un quart de vuit`. */
function quarterOf(lexemes: readonly Lexeme[], at: number, clock: ClockWords): Time | null {
  const of = clock.quarterOf === undefined ? null : findPhrase(lexemes, at, clock.quarterOf)
  const hour = of === null ? null : smallNumber(clock.cardinal, lexemes, of.end, 12)
  if (of === null || hour === null) return null
  return { hour: hour.value, minute: of.value, end: hour.end, strong: true }
}

/** `cuarto para las ocho`, `veinte para la una`. */
function timeTo(lexemes: readonly Lexeme[], at: number, clock: ClockWords): Time | null {
  const quarter = findPhrase(lexemes, at, clock.quarter)
  const minutes = quarter === null ? spokenMinutes(lexemes, at, clock) : null
  const amount = quarter ?? minutes
  const to = amount === null ? null : findPhrase(lexemes, amount.end, clock.to)
  if (amount === null || to === null) return null
  // `mesa para dos para las ocho`: a party, no minutes
  const round = quarter !== null || minutes?.named === true || amount.value % 5 === 0
  if (!round || clock.to.has(wordAt(lexemes, at - 1))) return null
  const hour = smallNumber(clock.cardinal, lexemes, to.end, 24)
  if (hour === null) return null
  // `para las 3:00`
  const full = lexemes[hour.end]?.text === ':' && lexemes[hour.end + 1]?.text === '00'
  if (!full && goesOn(lexemes, hour.end)) return null
  const end = full ? hour.end + 2 : hour.end
  return { hour: hour.value, minute: -amount.value, end, strong: true }
}

function fixedAt(lexemes: readonly Lexeme[], at: number, clock: ClockWords) {
  const fixed = findPhrase(lexemes, at, clock.fixed)
  if (fixed === null || isHyphen(lexemes, at)) return null
  const more = tail(lexemes, fixed.end, clock, false)
  const minutes = (fixed.value + (more?.minute ?? 0) + 1440) % 1440
  const readings: Readings = [{ type: 'time', minutes, offset: null }]
  return {
    readings,
    end: findPhrase(lexemes, more?.end ?? fixed.end, clock.exact)?.end ?? more?.end ?? fixed.end,
  }
}

const looksCounted = /(?:s|i|e)$/

/** `las siete opciones` counts; `las siete` before a verb, a comma or the end is a time. */
function counts(lexemes: readonly Lexeme[], end: number, clock: ClockWords): boolean {
  const word = wordAt(lexemes, end)
  return word.length > 2 && looksCounted.test(word) && !clock.followers.has(word)
}

/** Reader of clock times; figures such as 19:30 with nothing around them are left alone. */
export function romanceClock(clock: ClockWords): Reader<{ readings: Readings }> {
  return (lexemes, at) => {
    const fixed = fixedAt(lexemes, at, clock)
    if (fixed !== null) return fixed
    const word = wordAt(lexemes, at)
    const swallowed = clock.opens.has(word) || clock.opensOne.has(word)
    let start = swallowed ? at + 1 : at
    if (swallowed && clock.opens.has(wordAt(lexemes, start))) start += 1
    const before = wordAt(lexemes, at - 1)
    const opened = swallowed || clock.before.has(before)
    const time =
      (swallowed ? null : (quarterOf(lexemes, at, clock) ?? timeTo(lexemes, at, clock))) ??
      timeAt(lexemes, start, clock, opened)
    if (time === null) return null
    if (clock.opensOne.has(word) && !clock.opens.has(word) && time.hour !== 1) return null
    const exact = findPhrase(lexemes, time.end, clock.exact)
    const said = exact?.end ?? time.end
    const part = findPhrase(lexemes, said, clock.parts) ?? meridiemAt(lexemes, said)
    const end = part?.end ?? said
    const sure = time.strong || part !== null || exact !== null
    const noon = time.hour === 12 && time.figures === true
    if (!sure && !opened && !noon) return null
    // `abierto las 24 horas`
    const hours = clock.hourWords.has(wordAt(lexemes, time.end - 1))
    if (!sure && hours && swallowed && !clock.timeBefore.has(before)) return null
    if (!sure && before !== 'a' && !clock.before.has(before) && counts(lexemes, end, clock))
      return null
    if (!opened && part === null && clock.units.has(wordAt(lexemes, end))) return null
    const near = part?.value ?? partNear(lexemes, at, end, clock.near)
    const padded = /^0\d$/.test(lexemes[start]?.text ?? '')
    const readings = timeReadings(time.hour, time.minute, near, padded)
    return readings === null ? null : { readings, end }
  }
}
