import { remembered } from '#lib/engines/validation/text/grammars/remembered.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/**
 * A number word as a part of a number. `shape` is one letter that the system's patterns are written in; the engine itself
 * knows `&` (and), `C` (times a hundred), `S` (a scale), `V` (a scale that holds its count, as a dual does) and `P` (a
 * fraction added to what follows).
 */
export type NumberPart = {
  shape: string
  value: number
  /** the word is an ordinal: a number with one is an ordinal, and it has to end with one */
  ordinal?: true
  /** a cardinal that is an ordinal after one: `عشر` of `الثالث عشر` */
  either?: true
  article?: true
  /** multiplies what stands before it in its group by a hundred, as `C` does */
  times?: true
  /** of `V`: the scale its value is counted in */
  scale?: number
}

export type NumberSystem = {
  /** parts of one word (`yirmibeş` has two), null when it is no number word */
  parts(word: string): readonly NumberPart[] | null
  and?: ReadonlySet<string>
  /** shapes of a number below the smallest scale; a group that stands before a scale ends in `S` */
  group: RegExp
}

type Placed = NumberPart & { end: number; last: boolean }

const longest = 24
/** parts below one scale: `مئة و خمسة و عشرون` has five */
const longestGroup = 9
/** letters of numbers in one word: `dokuzyüzdoksandokuzbindokuzyüzdoksandokuz` */
const longestWord = 80

function collect(system: NumberSystem, lexemes: readonly Lexeme[], at: number): Placed[] {
  const placed: Placed[] = []
  for (let index = at; index < lexemes.length && placed.length < longest; index += 1) {
    const lexeme = lexemes[index]
    if (lexeme?.kind !== 'word') break
    if (index > at && system.and?.has(lexeme.text) === true) {
      placed.push({ shape: '&', value: 0, end: index + 1, last: true })
      continue
    }
    const parts = system.parts(lexeme.text)
    if (parts === null) break
    parts.forEach((part, place) =>
      placed.push({ ...part, end: index + 1, last: place === parts.length - 1 }),
    )
    const scale = placed.findLastIndex(({ shape }) => shape === 'S' || shape === 'V')
    if (placed.length - 1 - scale > longestGroup) break
  }
  return placed
}

/** Value of the parts below a scale, or counting one: null when they are no number together. */
function groupValue(group: readonly NumberPart[], pattern: RegExp, scaled: boolean): number | null {
  const shapes = group.map((part) => part.shape).join('') + (scaled ? 'S' : '')
  if (!pattern.test(shapes)) return null
  let value = 0
  let counted = false
  for (const part of group) {
    if (part.shape === 'C' || part.times) value = (counted ? value : value + 1) * 100
    else value += part.value
    if (part.shape !== 'P' && part.shape !== '&') counted = true
  }
  return scaled && !counted ? value + 1 : value
}

function valueOf(parts: readonly NumberPart[], pattern: RegExp): number | null {
  let total = 0
  let smallest = Infinity
  let group: NumberPart[] = []
  const close = (scale: number): boolean => {
    if (smallest !== Infinity && group[0]?.shape === '&') group.shift()
    const value = groupValue(group, pattern, scale > 1)
    if (value === null || scale >= smallest) return false
    total += value * scale
    smallest = scale
    group = []
    return true
  }
  for (const part of parts) {
    if (part.shape === 'S') {
      if (!close(part.value)) return null
    } else if (part.shape === 'V') {
      const scale = part.scale ?? part.value
      if (group.some((other) => other.shape !== '&') || scale >= smallest) return null
      if (group.length > 0 && smallest === Infinity) return null
      total += part.value
      smallest = scale
      group = []
    } else group.push(part)
  }
  if (group.length > 0 && !close(1)) return null
  return total
}

/** Reads the longest number from `at`: cardinals only, or ordinals only. */
function read(
  system: NumberSystem,
  lexemes: readonly Lexeme[],
  at: number,
  ordinal: boolean,
): (Cardinal & { end: number }) | null {
  const placed = collect(system, lexemes, at)
  for (let count = placed.length; count > 0; count -= 1) {
    const last = placed[count - 1]
    if (last === undefined || !last.last || last.shape === '&') continue
    const ends = last.either === true ? (placed[count - 2] ?? last) : last
    if ((ends.ordinal === true) !== ordinal) continue
    const parts = placed.slice(0, count)
    if (!ordinal && parts.some((part) => part.ordinal === true)) continue
    const value = valueOf(parts, system.group)
    if (value === null) continue
    // an article stands before what it is the article of
    const isArticle = count === 1 && last.article === true && lexemes[last.end]?.kind === 'word'
    const article = isArticle ? ({ article: true } as const) : {}
    return { value: String(value), end: last.end, ...article }
  }
  return null
}

/** Reader of the system's cardinals; fractions that are one with a number (`ढाई`, `buçuk`) come as decimals. */
export function cardinalReader(system: NumberSystem): Reader<Cardinal> {
  return remembered((lexemes, at) => read(system, lexemes, at, false))
}

/** Reader of the system's ordinals. */
export function ordinalReader(system: NumberSystem): Reader<{ value: string }> {
  return remembered((lexemes, at) => read(system, lexemes, at, true))
}

/** Table of number words: `{ U: 'one=1 two=2' }`; `article` lists words that are articles as well. */
export function numberParts(
  rows: Record<string, string>,
  { ordinals = {}, articles = '' }: { ordinals?: Record<string, string>; articles?: string } = {},
): Map<string, readonly NumberPart[]> {
  const article = new Set(articles.split(' '))
  const table = new Map<string, readonly NumberPart[]>()
  const add = (shape: string, list: string, extra: { ordinal?: true }) => {
    for (const entry of list.split(/\s+/u)) {
      if (entry === '') continue
      const [words = '', value = ''] = entry.split('=')
      for (const word of words.split(',')) {
        const part: NumberPart = { shape, value: Number(value), ...extra }
        if (article.has(word)) part.article = true
        if (!table.has(word)) table.set(word, [part])
      }
    }
  }
  for (const [shape, list] of Object.entries(rows)) add(shape, list, {})
  for (const [shape, list] of Object.entries(ordinals)) add(shape, list, { ordinal: true })
  return table
}

/** Cuts a word into entries of the table, longest first: `ikiyüzelli`; null when something is left. */
export function joinedParts(
  table: ReadonlyMap<string, readonly NumberPart[]>,
  word: string,
): readonly NumberPart[] | null {
  const whole = table.get(word)
  if (whole !== undefined) return whole
  if (word.length > longestWord) return null
  for (let cut = word.length - 1; cut > 1; cut -= 1) {
    const head = table.get(word.slice(0, cut))
    if (head === undefined) continue
    const tail = joinedParts(table, word.slice(cut))
    if (tail !== null) return [...head, ...tail]
  }
  return null
}
