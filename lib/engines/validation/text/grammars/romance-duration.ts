import { wordAt } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { smallNumber } from '#lib/engines/validation/text/grammars/romance-hours.ts'
import {
  findPhrase,
  type PhraseTable,
} from '#lib/engines/validation/text/grammars/romance-phrases.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'
import { units as knownUnits } from '#lib/engines/validation/text/units.ts'

/** How a Romance language says parts of an hour. */
export type DurationWords = {
  cardinal: Reader<Cardinal>
  /** seconds of whole phrases: `media hora` */
  fixed: PhraseTable<number>
  units: ReadonlyMap<string, string>
  and: ReadonlySet<string>
  half: ReadonlySet<string>
  /** minutes of `cuarto` after an hour */
  quarter: PhraseTable<number>
}

/** Seconds of a unit word, null for units of other kinds. */
function secondsOf(words: DurationWords, word: string): number | null {
  const unit = knownUnits.get(words.units.get(word) ?? '')
  return unit?.dimension === 'duration' ? Number(unit.factor) : null
}

function duration(seconds: number, end: number) {
  const readings: [TypedValue] = [{ type: 'duration', seconds: String(seconds) }]
  return { readings, end }
}

/** `deux mètres cinquante`: centimetres that are not named. */
function metresAt(words: DurationWords, lexemes: readonly Lexeme[], at: number) {
  const metres = smallNumber(words.cardinal, lexemes, at, 99)
  if (metres === null || words.units.get(wordAt(lexemes, metres.end)) !== 'metre') return null
  const rest = smallNumber(words.cardinal, lexemes, metres.end + 1, 99)
  if (rest === null || rest.value < 10 || lexemes[rest.end]?.kind === 'word') return null
  if (rest.digits && lexemes[rest.end]?.glued === true) return null
  const value = String((metres.value * 100 + rest.value) / 100)
  const readings: [TypedValue] = [{ type: 'measure', value, dimension: 'length' }]
  return { readings, end: rest.end }
}

/** Reader of lengths of time with halves and quarters (`hora y media`, `un quart d'heure`), and of metres. */
export function romanceDuration(
  words: DurationWords,
): Reader<{ readings: [TypedValue, ...TypedValue[]] }> {
  return (lexemes: readonly Lexeme[], at: number) => {
    const fixed = findPhrase(lexemes, at, words.fixed)
    if (fixed !== null) return duration(fixed.value, fixed.end)
    const amount = smallNumber(words.cardinal, lexemes, at, 99)
    const place = amount?.end ?? at
    const seconds = secondsOf(words, wordAt(lexemes, place))
    if (seconds === null) return amount === null ? null : metresAt(words, lexemes, at)
    if (!words.and.has(wordAt(lexemes, place + 1))) return null
    const count = amount?.value ?? 1
    if (words.half.has(wordAt(lexemes, place + 2)))
      return duration((count + 0.5) * seconds, place + 3)
    const quarter = seconds === 3600 ? findPhrase(lexemes, place + 2, words.quarter) : null
    return quarter === null ? null : duration(count * 3600 + quarter.value * 60, quarter.end)
  }
}

/** The first of several readers that finds something. */
export function firstOf<T>(...readers: readonly Reader<T>[]): Reader<T> {
  return (lexemes, at) => {
    for (const reader of readers) {
      const found = reader(lexemes, at)
      if (found !== null) return found
    }
    return null
  }
}
