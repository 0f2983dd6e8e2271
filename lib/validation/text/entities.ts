import type { Json } from '../types.ts'
import { normalise } from './normalise.ts'
import { quantitiesIn, sameQuantity, type Quantity } from './quantities.ts'
import { wordLikeness } from './word-likeness.ts'

/** `equivalent`: written differently, same value; `partial`: one contains the other, or a near spelling. */
export type EntityMatch = {
  match: 'exact' | 'equivalent' | 'partial' | 'unclear' | 'none'
  /** 0..1 */
  score: number
  /** how they relate, in words */
  how: string
}

const exact: EntityMatch = { match: 'exact', score: 1, how: 'equal' }
const none: EntityMatch = { match: 'none', score: 0, how: 'different' }
const equivalent = (how: string): EntityMatch => ({ match: 'equivalent', score: 1, how })
const maxDepth = 6

const flat = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function search(value: Json, name: string, depth: number): Json | undefined {
  if (depth > maxDepth) return undefined
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 50)) {
      const found = search(item, name, depth + 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (!isRecord(value)) return undefined
  for (const [key, item] of Object.entries(value)) if (flat(key) === name) return item
  for (const item of Object.values(value)) {
    const found = search(item, name, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * Value of an entity by name: in the flat entities first, then at any depth (6 at most) of the intent's data.
 * Names are compared without case, spaces and underscores; a dotted name (`location.city`) is a path.
 */
export function findEntity(
  name: string,
  entities: Record<string, Json>,
  intentData: Json,
): Json | undefined {
  const wanted = flat(name)
  for (const [key, value] of Object.entries(entities)) if (flat(key) === wanted) return value
  const found = search(intentData, wanted, 0)
  if (found !== undefined || !name.includes('.')) return found
  let at: Json | undefined = intentData
  for (const step of name.split('.')) at = at === undefined ? undefined : search(at, flat(step), 0)
  return at
}

/** Seconds of an ISO 8601 duration without years and months (`PT1H30M`); null for anything else. */
function isoDuration(text: string): number | null {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(
    text,
  )
  if (parts === null || text.length < 3) return null
  const at = (index: number) => Number(parts[index] ?? 0)
  return at(1) * 604_800 + at(2) * 86_400 + at(3) * 3_600 + at(4) * 60 + at(5)
}

/** Minutes of the day of an ISO time or date-time (`2025-03-12T07:30:00`, `07:30`). */
function isoTime(text: string): number | null {
  const parts =
    /^(?:\d{4}-\d{2}-\d{2}[T ])?(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i.exec(
      text,
    )
  return parts === null ? null : Number(parts[1]) * 60 + Number(parts[2])
}

const isoDate = (text: string) => /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(text)?.[1] ?? null

/** The one typed value a text stands for; null when it says none or several. */
function quantityOf(value: Json, language: string): Quantity | null {
  if (typeof value === 'number') return { kind: 'number', raw: value, end: 0 }
  if (typeof value !== 'string') return null
  const text = value.trim()
  const seconds = isoDuration(text)
  if (seconds !== null) return { kind: 'duration', raw: seconds, seconds, end: 0 }
  const minutes = isoTime(text)
  if (minutes !== null) return { kind: 'time', raw: minutes, minutes: [minutes], end: 0 }
  const found = quantitiesIn(normalise(text, language).words, language)
  return found.length === 1 ? (found[0] ?? null) : null
}

function quantityMatch(expected: Json, actual: Json, language: string): EntityMatch | null {
  const a = quantityOf(expected, language)
  const b = quantityOf(actual, language)
  if (a === null || b === null) return null
  const duration = a.kind === 'duration' ? a : b.kind === 'duration' ? b : null
  const bare = a.kind === 'number' ? a : b.kind === 'number' ? b : null
  if (duration !== null && bare !== null) {
    if (bare.raw === duration.seconds) return equivalent(`${duration.seconds} s`)
    if (bare.raw === duration.seconds * 1_000) return equivalent(`${duration.seconds} s in ms`)
  }
  if (!sameQuantity(a, b)) return { ...none, how: 'another value' }
  if (a.kind !== b.kind)
    return { match: 'partial', score: 0.8, how: 'same figure, unit given on one side only' }
  return a.kind === 'time' && b.kind === 'time' && a.minutes.length !== b.minutes.length
    ? { match: 'partial', score: 0.8, how: 'same time, half of the day given on one side only' }
    : equivalent('same value')
}

const relativeDays =
  /^(?:today|tonight|tomorrow|yesterday|next|this|heute|morgen|gestern|aujourd|demain|hier|hoy|mañana|ayer|oggi|domani|ieri|vandaag|gisteren|hoje|amanhã|ontem)\b/iu

const withoutAccents = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')

function textMatch(expected: string, actual: string, language: string): EntityMatch {
  const a = normalise(expected, language)
  const b = normalise(actual, language)
  if (a.text === b.text) return exact
  const dates = [isoDate(expected.trim()), isoDate(actual.trim())]
  if (dates[0] != null && dates[1] != null && dates[0] !== dates[1])
    return { ...none, how: 'another date' }
  if (
    (dates[0] == null) !== (dates[1] == null) &&
    relativeDays.test(dates[0] == null ? expected : actual)
  )
    return { match: 'unclear', score: 0.5, how: 'a relative day against a date' }
  const typed = quantityMatch(expected, actual, language)
  if (typed !== null) return typed
  const joined = (text: string) => ` ${text} `
  if (a.text !== '' && b.text !== '') {
    if (joined(b.text).includes(joined(a.text)))
      return { match: 'partial', score: 0.8, how: 'the value says more than expected' }
    if (joined(a.text).includes(joined(b.text)))
      return { match: 'partial', score: 0.6, how: 'the value says less than expected' }
    const compact = [a.text.replaceAll(' ', ''), b.text.replaceAll(' ', '')] as const
    if (compact[0] === compact[1]) return equivalent('equal without spaces')
    if (withoutAccents(compact[0]) === withoutAccents(compact[1]))
      return { match: 'partial', score: 0.9, how: 'equal without accents' }
    if (wordLikeness(compact[0], compact[1]) >= 0.7)
      return { match: 'partial', score: 0.6, how: 'a near spelling' }
  }
  return none
}

function listMatch(expected: Json[], actual: Json[], language: string, depth: number): EntityMatch {
  const spare = [...actual]
  let total = 0
  for (const item of expected) {
    let best = none
    let at = -1
    spare.forEach((other, index) => {
      const match = compareEntity(item, other, language, depth + 1)
      if (match.score > best.score) {
        best = match
        at = index
      }
    })
    if (at >= 0) spare.splice(at, 1)
    total += best.score
  }
  const size = Math.max(expected.length, actual.length)
  const score = size === 0 ? 1 : total / size
  if (score === 1) return equivalent('same members')
  return score === 0
    ? none
    : {
        match: 'partial',
        score,
        how: 'some members of the list match',
      }
}

function recordMatch(
  expected: { [key: string]: Json },
  actual: { [key: string]: Json },
  language: string,
  depth: number,
): EntityMatch {
  const keys = Object.keys(expected)
  let total = 0
  for (const key of keys) {
    const value = Object.entries(actual).find(([name]) => flat(name) === flat(key))?.[1]
    if (value !== undefined)
      total += compareEntity(expected[key] ?? null, value, language, depth + 1).score
  }
  const score = keys.length === 0 ? 1 : total / keys.length
  if (score === 1) return equivalent('same fields')
  return score === 0 ? none : { match: 'partial', score, how: 'some fields are the expected ones' }
}

/**
 * Compares typed values: numbers, durations (`10 minutes`, 600, `PT10M`), clock times (`7:30 AM`, `half past
 * seven in the morning`, ISO), dates, texts after normalisation, lists as sets, objects by the expected keys.
 * Without a clock a relative day (`tomorrow`) against a date stays `unclear`.
 */
export function compareEntity(
  expected: Json,
  actual: Json,
  language: string,
  depth = 0,
): EntityMatch {
  if (expected === actual) return exact
  if (depth > maxDepth || actual === null || expected === null) return none
  if (Array.isArray(expected))
    return listMatch(
      expected.slice(0, 50),
      (Array.isArray(actual) ? actual : [actual]).slice(0, 50),
      language,
      depth,
    )
  if (Array.isArray(actual))
    return actual.length === 1
      ? compareEntity(expected, actual[0] ?? null, language, depth + 1)
      : listMatch([expected], actual.slice(0, 50), language, depth)
  if (isRecord(expected))
    return isRecord(actual) ? recordMatch(expected, actual, language, depth) : none
  if (isRecord(actual)) return valueInside(expected, actual, language, depth)
  if (typeof expected === 'boolean' || typeof actual === 'boolean')
    return String(expected).toLowerCase() === String(actual).toLowerCase()
      ? equivalent('same value')
      : none
  if (typeof expected === 'number' && typeof actual === 'number')
    return Math.abs(expected - actual) <= 1e-9 * Math.max(Math.abs(expected), Math.abs(actual))
      ? exact
      : { ...none, how: 'another value' }
  if (typeof expected === 'number' || typeof actual === 'number')
    return (
      quantityMatch(expected, actual, language) ??
      textMatch(String(expected), String(actual), language)
    )
  return textMatch(expected, actual, language)
}

/** A plain value expected, an object found: its best field counts, but never as more than partial. */
function valueInside(
  expected: Json,
  actual: { [key: string]: Json },
  language: string,
  depth: number,
): EntityMatch {
  let best = none
  for (const value of Object.values(actual).slice(0, 50)) {
    const match = compareEntity(expected, value, language, depth + 1)
    if (match.score > best.score) best = match
  }
  return best.score === 1
    ? { match: 'partial', score: 0.9, how: 'the value is one field of an object' }
    : best.score > 0
      ? { ...best, match: 'partial' }
      : none
}
