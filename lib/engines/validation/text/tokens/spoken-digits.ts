import { identifier } from '#lib/engines/validation/text/tokens/identifier.ts'
import { unitAt } from '#lib/engines/validation/text/tokens/measures.ts'
import { currencyAfter } from '#lib/engines/validation/text/tokens/money.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import {
  textAt,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'

const latin = /^[a-z]$/

/** Parts of the longest number that is said piece by piece. */
const mostItems = 40

type Item = { digits: string; end: number; single: boolean; spelled: boolean }

/** One part of a number that is said piece by piece: a digit, `double five`, `twenty`, `eight hundred`. */
function itemAt(context: ReadingContext, at: number): Item | null {
  const { lexemes, tables } = context
  const { grammar } = tables
  const lexeme = lexemes[at]
  if (lexeme === undefined || lexeme.kind === 'sign') return null
  if (lexeme.kind === 'digits')
    return lexeme.text.length === 1 &&
      !(lexemes[at + 1]?.glued === true && lexemes[at + 1]?.kind !== 'sign')
      ? { digits: lexeme.text, end: at + 1, single: true, spelled: false }
      : null
  const times = grammar.repeats?.get(lexeme.text)
  if (times !== undefined) {
    const inner =
      grammar.digitWords.get(textAt(context, at + 1)) ??
      (/^[0-9]$/.test(textAt(context, at + 1)) ? textAt(context, at + 1) : undefined)
    return inner === undefined
      ? null
      : { digits: inner.repeat(times), end: at + 2, single: true, spelled: true }
  }
  const cardinal = grammar.cardinal(lexemes, at)
  const digit = grammar.digitWords.get(lexeme.text)
  if (
    digit !== undefined &&
    (cardinal === null || cardinal.end === at + 1 || Number(cardinal.value) > 999)
  )
    return { digits: digit, end: at + 1, single: true, spelled: true }
  if (cardinal === null || cardinal.article === true) return null
  if (cardinal.value.length <= 2)
    return {
      digits: cardinal.value,
      end: cardinal.end,
      single: cardinal.value.length === 1,
      spelled: true,
    }
  return roundHundreds(context, at, cardinal)
}

/** `eight hundred` of `eight hundred five five five`: the hundreds alone where digits follow. */
function roundHundreds(
  { lexemes, tables }: ReadingContext,
  at: number,
  cardinal: { value: string; end: number },
): Item | null {
  const item = (value: string, end: number) => ({
    digits: value,
    end,
    single: false,
    spelled: true,
  })
  if (cardinal.value.length !== 3) return null
  if (cardinal.value.endsWith('00')) return item(cardinal.value, cardinal.end)
  const before = tables.grammar.cardinal(lexemes.slice(0, cardinal.end - 1), at)
  const next = tables.grammar.digitWords.get(lexemes[cardinal.end]?.text ?? '')
  return before !== null && next !== undefined && before.value.endsWith('00')
    ? item(before.value, before.end)
    : null
}

/** Items with nothing or a hyphen between; a comma only between groups of several digits (`5 5 5, 1 2 3 4`). */
function itemsAt(context: ReadingContext, at: number): Item[] {
  const items: Item[] = []
  for (let index = at; items.length < mostItems;) {
    const item = itemAt(context, index)
    if (item === null) break
    items.push(item)
    index = item.end
    const mark = textAt(context, index)
    if (mark === '-' && context.lexemes[index]?.glued === true) index++
    else if (mark === ',' && items.length > 1) {
      const [next, second] = [itemAt(context, index + 1), itemAt(context, index + 2)]
      if (next?.single !== true || second?.single !== true || items.at(-2)?.end !== index - 1) break
      index++
    }
  }
  return items
}

/** `Oh five people came`: at the beginning of a sentence it is no zero before one digit. */
function isExclamation({ lexemes }: ReadingContext, at: number, items: readonly Item[]): boolean {
  const first = lexemes[at]
  const begins = at === 0 || lexemes[at - 1]?.kind === 'sign'
  return begins && first?.kind === 'word' && first.text.startsWith('o') && items[1]?.single === true
}

/** Digits one by one, doubled, or in pairs: `five five five one two three four`, `double oh seven`, `nineteen ninety nine`. */
export function spokenDigits(context: ReadingContext, at: number): Reading | null {
  const { lexemes, tables } = context
  const items = itemsAt(context, at)
  const last = items.at(-1)
  if (last === undefined || items.length === 0) return null
  const digits = items.map((item) => item.digits).join('')
  const repeated = tables.grammar.repeats?.has(textAt(context, at)) === true
  const scale = readPhrase(tables.scales, lexemes, last.end)
  if (scale !== null) return null
  if (items.length >= 3 || repeated) return identifier(digits, last.end)
  const isFollowed =
    unitAt(context, last.end) !== null ||
    currencyAfter(context, last.end) !== null ||
    readPhrase(tables.percentAfter, lexemes, last.end) !== null
  if (digits.startsWith('0') && items.length > 1)
    return isFollowed || isExclamation(context, at, items) ? null : identifier(digits, last.end)
  const [first, second] = items
  const pair = first !== undefined && second !== undefined && tables.grammar.pairs === true
  if (
    !pair ||
    !first.spelled ||
    !second.spelled ||
    first.digits.length > 2 ||
    second.digits.length !== 2
  )
    return null
  if (first.digits === '0' || isFollowed) return null
  return {
    end: last.end,
    readings: [{ type: 'number', value: digits }],
    digits,
    words: [digits],
  }
}

/** Single letters and digits that are spelled: `A B C one two three`, `S A R A H`. */
export function spelledCode(
  context: ReadingContext,
  at: number,
): (Reading & { word?: string }) | null {
  const { lexemes, tables } = context
  let value = ''
  let letters = 0
  let spelled = 0
  let end = at
  let elements = 0
  for (;;) {
    const lexeme = lexemes[end]
    if (lexeme === undefined || elements > mostItems) break
    const joint = lexeme.text === '-' && lexeme.glued && elements > 0 ? end + 1 : end
    const letter = letterAt(context, joint)
    const item = letter === null ? itemAt(context, joint) : null
    if (letter !== null) {
      value += letter
      letters++
      if (!isWord(context, joint)) spelled++
      end = joint + 1
    } else if (item !== null && item.digits.length <= 2 && letters > 0) {
      value += item.digits
      end = item.end
    } else break
    elements++
  }
  if (elements < 3 || letters === 0 || spelled === 0) return null
  if (letters === elements) return { end, readings: [], words: [], word: value }
  const lone = letters === 1 && tables.grammar.articles.has(textAt(context, at))
  return lone || (letters < 2 && lexemes[at]?.capital !== true) ? null : identifier(value, end)
}

/** A small letter that is a word of the language: `y a` of French `il y a 21 étages`. */
function isWord({ lexemes, tables }: ReadingContext, index: number): boolean {
  const lexeme = lexemes[index]
  return lexeme?.capital === false && tables.grammar.functionWords.has(lexeme.text)
}

function letterAt({ lexemes, tables }: ReadingContext, index: number): string | null {
  const lexeme = lexemes[index]
  if (lexeme?.kind !== 'word' || tables.unspaced) return null
  if (lexemes[index + 1]?.glued === true && lexemes[index + 1]?.kind !== 'sign') return null
  return latin.test(lexeme.text)
    ? lexeme.text
    : (tables.grammar.letterNames?.get(lexeme.text) ?? null)
}
