import type {
  PartOfDay,
  HalfHourClock,
} from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import { phraseAt } from '#lib/engines/validation/text/grammars/phrases.ts'
import { saidTime, type SaidTime } from '#lib/engines/validation/text/grammars/said-time.ts'
import type { Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import { wordList } from '#lib/engines/validation/text/grammars/word-tables.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Readings = [TypedValue, ...TypedValue[]]

const halfDay = 720

/** Minutes of the day in the part named, null where the part does not decide (`12 Uhr abends`). */
function placed(half: number, part: PartOfDay): number | null {
  const twelve = half < 60
  switch (part) {
    case 'morning':
      return twelve ? null : half
    case 'noon':
      return half >= 600 ? half : half + halfDay
    case 'afternoon':
      return half + halfDay
    case 'evening':
      return half >= 180 ? half + halfDay : null
    case 'night':
      if (half < 360) return half
      return half >= 480 ? half + halfDay : null
  }
}

const time = (minutes: number): TypedValue => ({ type: 'time', minutes, offset: null })

/** One reading where the hour or the part of the day decides, else both halves, the one as written first. */
function readingsOf(said: SaidTime, part: PartOfDay | null): Readings {
  if (said.explicit) return [time(said.minutes)]
  const half = said.minutes % halfDay
  const decided = part === null ? null : placed(half, part)
  if (decided !== null) return [time(decided)]
  if (said.noon === true) return [time(half + halfDay)]
  return half < 60 ? [time(half + halfDay), time(half)] : [time(half), time(half + halfDay)]
}

/** The part of the day in front: `abends um sieben`; its words stay words. */
function partBefore(lexemes: readonly Lexeme[], at: number, clock: HalfHourClock) {
  let end = at
  while (end > 0 && end > at - 2) {
    const word = lexemes[end - 1]?.text ?? ''
    if (!clock.at.has(word) && !clock.before.has(word)) break
    end--
  }
  for (let from = Math.max(0, end - 3); from < end; from++) {
    const said = lexemes.slice(0, end)
    const found = phraseAt(said, from, clock.parts) ?? phraseAt(said, from, clock.datedParts)
    if (found?.end === end) return found.value
  }
  return null
}

/** Both what a time and what a length of hours would be. */
function hourOrLength(
  said: SaidTime,
  readings: Readings,
  lexemes: readonly Lexeme[],
  at: number,
  clock: HalfHourClock,
): Readings | null {
  const before = lexemes[at - 1]?.text ?? ''
  if (clock.lasting === undefined || said.bareHour !== true || clock.lasting.time.has(before))
    return readings
  if (clock.lasting.length.has(before)) return null
  const hours = Math.floor(said.minutes / 60) || 24
  return [...readings, { type: 'duration', seconds: String(hours * 3600) }]
}

/** `et kvarter`, `tre kvarter`, `kwartier`: a length of time where no hour follows. */
function quarterHours(lexemes: readonly Lexeme[], at: number, clock: HalfHourClock) {
  const isQuarter = (index: number) => clock.quarterHour?.has(lexemes[index]?.text ?? '') === true
  const count = isQuarter(at) ? null : clock.cardinal(lexemes, at)
  const place = count?.end ?? at
  if (!isQuarter(place)) return null
  const end = place + 1
  if (phraseAt(lexemes, end, clock.past) ?? phraseAt(lexemes, end, clock.to)) return null
  const seconds = Number(count?.value ?? 1) * 900
  return { readings: [{ type: 'duration', seconds: String(seconds) }] as Readings, end }
}

/** Words that a time can begin with, numbers aside: most words of a text are none of them. */
function openingWords(clock: HalfHourClock): ReadonlySet<string> {
  const phrases = [...clock.fixed.keys(), ...(clock.threeQuarters?.keys() ?? [])]
  return new Set([
    ...phrases.map((phrase) => phrase.split(' ')[0] ?? ''),
    ...clock.before,
    ...clock.half,
    ...clock.quarter,
    ...(clock.quarterHour ?? []),
    ...(clock.hours?.keys() ?? []),
    ...(clock.minutes?.keys() ?? []),
  ])
}

/** Reader of clock times; without the word for the hour a number alone is none. */
export function halfHourClock(clock: HalfHourClock): Reader<{ readings: Readings }> {
  const opens = openingWords(clock)
  return (lexemes, at) => {
    const first = lexemes[at]
    if (first?.kind === 'word' && !opens.has(first.text) && clock.cardinal(lexemes, at) === null)
      return null
    const fixed = phraseAt(lexemes, at, clock.fixed)
    if (fixed !== null) return { readings: [time(fixed.value)], end: fixed.end }
    const length = clock.quarterHour === undefined ? null : quarterHours(lexemes, at, clock)
    if (length !== null) return length
    let start = at
    while (
      clock.before.has(lexemes[start]?.text ?? '') ||
      (start > at && lexemes[start]?.text === '.')
    )
      start++
    const marked = start > at
    const said = saidTime(lexemes, start, clock, marked)
    if (said === null) return null
    let { end } = said
    const hasAfter = clock.after.has(lexemes[end]?.text ?? '')
    if (hasAfter) end++
    const after = phraseAt(lexemes, end, clock.parts)
    const dated = after ?? phraseAt(lexemes, end, clock.datedParts)
    const part = dated?.value ?? partBefore(lexemes, at, clock)
    const prepared = said.end - start >= 3 && clock.dotted.has(lexemes[at - 1]?.text ?? '')
    if (!said.sure && !marked && !hasAfter && dated === null && !prepared) return null
    const readings = readingsOf(said, part)
    if (after !== null) return { readings, end: after.end }
    const both = part === null ? hourOrLength(said, readings, lexemes, at, clock) : readings
    return both === null ? null : { readings: both, end }
  }
}

/** Part of the day -> its words, turned round. */
export function partsOfDay(lists: Partial<Record<PartOfDay, string>>): Map<string, PartOfDay> {
  const map = new Map<string, PartOfDay>()
  for (const part of ['morning', 'noon', 'afternoon', 'evening', 'night'] as const)
    for (const word of wordList(lists[part] ?? '')) map.set(word, part)
  return map
}
