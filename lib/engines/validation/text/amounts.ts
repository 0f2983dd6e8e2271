import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { romanNumeral } from '#lib/engines/validation/text/roman.ts'
import { tablesOf } from '#lib/engines/validation/text/tokens/language-tables.ts'
import { lexemesOf } from '#lib/engines/validation/text/tokens/lexemes.ts'
import type { Token, TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/** Amounts as the words of one language may name them; of a word of a reply they are asked again and again. */
const known = new Map<string, readonly string[]>()
const mostKnown = 5_000

/** Ordinals that grammars leave to the context: a `second` is a time as well. */
const seconds: Readonly<Record<string, RegExp>> = {
  en: /^second$/,
  fr: /^seconde?$/,
  es: /^segund[oa]$/,
  it: /^second[oa]$/,
  pt: /^segund[oa]$/,
  ca: /^segona?$/,
}

function readAmounts(word: string, language: string): string[] {
  const tables = tablesOf(language)
  const { grammar } = tables
  const lexemes = lexemesOf(word, tables.primary, tables.unspaced)
  const whole = (found: { end: number; value: string } | null | undefined) =>
    found && found.end === lexemes.length ? [found.value] : []
  const named = [grammar.digitWords, grammar.scales, grammar.fractions].flatMap(
    (map) => map.get(word) ?? [],
  )
  if (seconds[tables.primary]?.test(word) === true) named.push('2')
  return [...named, ...whole(grammar.cardinal(lexemes, 0)), ...whole(grammar.ordinal?.(lexemes, 0))]
}

/** Numbers that a word may stand for: 2 of `second`, 1000 of `thousand`, 0.5 of `half`. */
export function amountsOfWord(word: string, language: string): readonly string[] {
  const key = `${language} ${word}`
  let amounts = known.get(key)
  if (amounts === undefined) {
    if (known.size >= mostKnown) known.clear()
    known.set(key, (amounts = readAmounts(word, language)))
  }
  return amounts
}

function amountsOfValue(value: TypedValue): string[] {
  if (value.type === 'time') {
    const hour = Math.floor(value.minutes / 60)
    return [String(hour), String(hour % 12 || 12), String(value.minutes % 60)]
  }
  if (value.type === 'date')
    return [value.year, value.month, value.day].flatMap((part) =>
      part === null ? [] : [String(part)],
    )
  if (value.type === 'percent') return [value.value, String(Number(value.value) / 100)]
  if (value.type === 'identifier') {
    const share = /^([0-9]+)\/([0-9]+)$/.exec(value.value)
    return share === null
      ? []
      : [share[1] ?? '', share[2] ?? '', String(Number(share[1]) / Number(share[2]))]
  }
  return 'value' in value ? [value.value] : []
}

/** Numbers that a typed value is or is made of: 12 and 30 of `12:30`, 0.5 of `1/2` and of `50 %`. */
export function amountsOf({ readings, words }: Token): Set<string> {
  const said = words?.[0]?.replace(/\.$/, '')
  return new Set([...readings.flatMap(amountsOfValue), ...(said === undefined ? [] : [said])])
}

/** Whether a word may be the value: `II` and 2, `second` and `2nd`, `thousand` and 1000, `no` and 0. */
export function mayBeAmount(
  word: string,
  written: string,
  value: Token,
  language: string,
): boolean {
  const amounts = amountsOf(value)
  const roman = romanNumeral(word, written)
  if (roman !== null && amounts.has(String(roman))) return true
  const { no, negations } = grammarOf(language)
  if (amounts.has('0') && (no.has(word) || negations.includes(word))) return true
  return amountsOfWord(word, language).some((amount) => amounts.has(amount))
}
