import type { DayPart } from '#lib/engines/validation/text/grammars/clock-readings.ts'
import { frenchCardinal } from '#lib/engines/validation/text/grammars/fr-numbers.ts'
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
import { findPhrase, phraseTable } from '#lib/engines/validation/text/grammars/romance-phrases.ts'
import type { Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import { wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

const parts = phraseTable<DayPart>([
  ['morning', 'du matin, du mat'],
  ['afternoon', "de l'après midi, de l'aprèm, de l'apres midi"],
  ['evening', 'du soir'],
  ['night', 'de la nuit'],
])
const near = phraseTable<DayPart>([
  ['morning', 'ce matin, demain matin, hier matin, le matin, du matin'],
  ['afternoon', 'cet après midi, demain après midi, cet apres midi'],
  ['evening', 'ce soir, demain soir, hier soir, le soir, du soir'],
  ['night', 'cette nuit'],
])
const hours = wordSet('heure heures h')
const minuteWords = wordSet('minute minutes min mn')
const exact = phraseTable([[true, 'pile, précise, précises, tapante, tapantes, exactement']])
const halves = wordSet('demie demi')
const quarters = phraseTable([
  [15, 'et quart, un quart, et un quart'],
  [30, 'et demie, et demi'],
  [45, 'trois quarts, et trois quarts'],
  [-15, 'moins le quart, moins quart, moins un quart'],
])
/** words before an hour that make it a time, and those that make it a length */
const timeBefore = wordSet(
  "à vers dès avant est sont jusqu' jusque depuis entre lundi mardi mercredi jeudi vendredi samedi dimanche demain matin soir midi pour",
)
const lengthBefore = wordSet(
  'dans pendant durant en dure durée dura duré reste toutes chaque prend faut environ encore plus moins',
)

/** Minutes after `sept heures`: figures, words, `et demie`, `moins dix`. */
function minutesAt(lexemes: readonly Lexeme[], at: number, glued: boolean) {
  const digits = minuteDigits(lexemes, at)
  if (digits !== null && !goesOn(lexemes, at + 1))
    return { minute: digits, end: at + 1, special: false, figures: true }
  const quarter = findPhrase(lexemes, at, quarters)
  if (quarter !== null)
    return { minute: quarter.value, end: quarter.end, special: true, figures: false }
  if (glued) return null
  const minus = wordAt(lexemes, at) === 'moins'
  const from = minus || wordAt(lexemes, at) === 'et' ? at + 1 : at
  const zero = /^z[ée]ro$/.test(wordAt(lexemes, from))
  const said = smallNumber(frenchCardinal, lexemes, zero ? from + 1 : from, zero ? 9 : 59)
  if (said === null || said.value === 0 || (said.article && !zero)) return null
  const named = minuteWords.has(wordAt(lexemes, said.end))
  if (from > at && !minus && !named) return null
  // `sept heures deux personnes`
  if (said.value < 5 && !zero && !named && wordAt(lexemes, said.end) !== '') return null
  return { minute: minus ? -said.value : said.value, end: said.end, special: minus, figures: false }
}

function finish(lexemes: readonly Lexeme[], at: number, end: number) {
  const said = findPhrase(lexemes, end, exact)?.end ?? end
  const part = findPhrase(lexemes, said, parts) ?? meridiemAt(lexemes, said)
  return {
    end: part?.end ?? said,
    part: part?.value ?? partNear(lexemes, at, part?.end ?? said, near),
    named: part !== null || said > end,
  }
}

/** `midi et demi`, `minuit vingt`; not the one in `après-midi`. */
function noonAt(
  lexemes: readonly Lexeme[],
  at: number,
): { readings: Readings; end: number } | null {
  const word = wordAt(lexemes, at)
  if (word !== 'midi' && word !== 'minuit') return null
  const before = isHyphen(lexemes, at - 1) ? wordAt(lexemes, at - 2) : wordAt(lexemes, at - 1)
  if (before === 'après' || before === 'apres') return null
  const minutes = minutesAt(lexemes, at + 1, false)
  const end = minutes?.end ?? at + 1
  const base = word === 'midi' ? 720 : 1440
  const value = (base + (minutes?.minute ?? 0)) % 1440
  const named = minuteWords.has(wordAt(lexemes, end)) ? end + 1 : end
  const last = findPhrase(lexemes, named, exact)?.end ?? named
  return { readings: [{ type: 'time', minutes: value, offset: null }], end: last }
}

const isPadded = (lexemes: readonly Lexeme[], at: number) => /^0\d$/.test(lexemes[at]?.text ?? '')

/** `7:30 du soir`: what stands in figures alone is not read here. */
function figuresAt(lexemes: readonly Lexeme[], at: number) {
  const hour = smallNumber(frenchCardinal, lexemes, at, 24)
  const minute = minuteDigits(lexemes, at + 2)
  const colon = lexemes[at + 1]
  if (hour?.digits !== true || minute === null || colon?.text !== ':' || !colon.glued) return null
  if (goesOn(lexemes, at + 3)) return null
  const after = finish(lexemes, at, at + 3)
  const said = hours.has(wordAt(lexemes, at + 3)) ? finish(lexemes, at, at + 4) : after
  if (said === after && !after.named && after.part === null && hour.value !== 12) return null
  const readings = timeReadings(hour.value, minute, said.part, isPadded(lexemes, at))
  return readings === null ? null : { readings, end: said.end }
}

function isLength(
  lexemes: readonly Lexeme[],
  at: number,
  end: number,
  hour: number,
  minute: boolean,
) {
  const before = wordAt(lexemes, at - 1)
  if (timeBefore.has(before)) return false
  if (lengthBefore.has(before)) return true
  // `de 7 heures à 8 heures` is a span of two times, `un vol de 2 heures` a length
  if ((before === 'de' || before === "d'") && !(minute && hour > 3))
    return !/^(?:à|jusqu')$/.test(wordAt(lexemes, end))
  if (minute) return hour >= 1 && hour <= 3
  return lexemes[at - 1]?.kind === 'word' || hour <= 3
}

/** Reader of French clock times: `sept heures et demie`, `7 h 30`, `dix-neuf heures trente`, `midi et quart`. */
export const frenchClock: Reader<{ readings: Readings }> = (lexemes, at) => {
  const noon = noonAt(lexemes, at) ?? figuresAt(lexemes, at)
  if (noon !== null) return noon
  const hour = smallNumber(frenchCardinal, lexemes, at, 24)
  if (hour === null || (lexemes[at]?.glued === true && goesOn(lexemes, at - 1))) return null
  const named = hours.has(wordAt(lexemes, hour.end))
  if (!named) return bareHour(lexemes, at, hour)
  const minutes = minutesAt(lexemes, hour.end + 1, lexemes[hour.end + 1]?.glued === true)
  let end = minutes?.end ?? hour.end + 1
  const minuteNamed = minutes !== null && minuteWords.has(wordAt(lexemes, end))
  if (minuteNamed) end += 1
  const after = finish(lexemes, at, end)
  const length = isLength(lexemes, at, after.end, hour.value, minutes !== null)
  const counted = (minutes?.minute ?? 0) < 0
  const during = lengthBefore.has(wordAt(lexemes, at - 1))
  if (!after.named && !counted && length && (during || minuteNamed)) return null
  // `1 h 30 min` is how lengths are written
  if (minuteNamed && !after.named && !timeBefore.has(wordAt(lexemes, at - 1))) return null
  const times = timeReadings(hour.value, minutes?.minute ?? 0, after.part, isPadded(lexemes, at))
  if (times === null) return null
  const seconds = String(hour.value * 3600 + (minutes?.minute ?? 0) * 60)
  const duration: TypedValue = { type: 'duration', seconds }
  if (after.named || counted || timeBefore.has(wordAt(lexemes, at - 1)))
    return { readings: times, end: after.end }
  return { readings: length ? [duration, ...times] : [...times, duration], end: after.end }
}

/** `sept du soir`, `7 pm`, `sept et demie` are times without the word for the hour. */
function bareHour(
  lexemes: readonly Lexeme[],
  at: number,
  hour: { value: number; end: number; article: boolean },
): { readings: Readings; end: number } | null {
  const half = wordAt(lexemes, hour.end) === 'et' && halves.has(wordAt(lexemes, hour.end + 1))
  if (half || hour.article || goesOn(lexemes, hour.end)) return null
  const part = meridiemAt(lexemes, hour.end)
  const readings = part === null ? null : timeReadings(hour.value, 0, part.value)
  return part === null || readings === null ? null : { readings, end: part.end }
}
