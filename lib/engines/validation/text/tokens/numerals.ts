import { add, compare, isWhole, multiply } from '#lib/engines/validation/text/decimal.ts'
import { figuresAt } from '#lib/engines/validation/text/tokens/figures.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import { textAt, type ReadingContext } from '#lib/engines/validation/text/tokens/reading-context.ts'
import { countedShare } from '#lib/engines/validation/text/tokens/shares.ts'
import type { Decimal } from '#lib/engines/validation/text/tokens/types.ts'

/** A number in digits or words. */
export type Numeral = {
  value: Decimal
  end: number
  digits?: string
  /** a lone article or fraction: a number only beside a unit */
  needsUnit?: true
  /** in words, at least in part */
  spoken: boolean
}

const vulgar: Readonly<Record<string, string>> = {
  '½': '0.5',
  '¼': '0.25',
  '¾': '0.75',
  '⅓': '0.3333333333',
  '⅔': '0.6666666667',
  '⅕': '0.2',
  '⅖': '0.4',
  '⅗': '0.6',
  '⅘': '0.8',
  '⅛': '0.125',
  '⅜': '0.375',
  '⅝': '0.625',
  '⅞': '0.875',
}

/** Digits after `point`: `1 4`, `one four`, `fourteen`. */
function spokenFraction(context: ReadingContext, at: number): { digits: string; end: number } {
  const { lexemes, tables } = context
  let digits = ''
  let end = at
  for (;;) {
    const lexeme = lexemes[end]
    if (lexeme === undefined) break
    const digit = tables.grammar.digitWords.get(lexeme.text)
    const cardinal = lexeme.kind === 'word' ? tables.grammar.cardinal(lexemes, end) : null
    const scaled = cardinal !== null && compare(cardinal.value, '100') >= 0
    if (lexeme.kind === 'digits' && (digits === '' || lexeme.text.length === 1)) {
      digits += lexeme.text
      end++
    } else if (digit !== undefined && (cardinal === null || scaled || cardinal.end === end + 1)) {
      digits += digit
      end++
    } else if (cardinal !== null && !scaled && cardinal.article === undefined) {
      if (!isWhole(cardinal.value)) break
      digits += cardinal.value
      end = cardinal.end
    } else break
  }
  return { digits, end }
}

function withDecimals(context: ReadingContext, numeral: Numeral): Numeral {
  if (!isWhole(numeral.value) || numeral.needsUnit) return numeral
  const point = readPhrase(context.tables.decimalWords, context.lexemes, numeral.end)
  if (point === null) return numeral
  const { digits, end } = spokenFraction(context, point.end)
  if (digits === '') return numeral
  return {
    value: add(numeral.value, `0.${digits}`),
    digits: `${numeral.value}.${digits}`,
    end,
    spoken: true,
  }
}

/** `½` after a number, or `and a half`. */
function withFraction(context: ReadingContext, numeral: Numeral): Numeral {
  const { lexemes, tables } = context
  if (!isWhole(numeral.value)) return numeral
  const sign = vulgar[textAt(context, numeral.end)]
  if (sign !== undefined)
    return { value: add(numeral.value, sign), end: numeral.end + 1, spoken: numeral.spoken }
  const written = slashFraction(context, numeral.end)
  if (written !== null && numeral.digits !== undefined)
    return { value: add(numeral.value, written.value), end: written.end, spoken: false }
  const and = readPhrase(tables.and, lexemes, numeral.end)
  if (and === null) return numeral
  const fraction = fractionAt(context, and.end)
  if (fraction === null) return numeral
  // `a million and a half` is half a million more
  const scale = readPhrase(tables.scales, lexemes, numeral.end - 1)
  const large = scale !== null && scale.end === numeral.end && compare(scale.value, '1000') >= 0
  const share = large ? multiply(fraction.value, scale.value) : fraction.value
  return { value: add(numeral.value, share), end: fraction.end, spoken: true }
}

const parts: Readonly<Record<string, string>> = {
  '1/2': '½',
  '1/3': '⅓',
  '2/3': '⅔',
  '1/4': '¼',
  '3/4': '¾',
  '1/8': '⅛',
  '3/8': '⅜',
  '5/8': '⅝',
  '7/8': '⅞',
}

/** The `1/2` of `2 1/2`. */
function slashFraction(
  context: ReadingContext,
  at: number,
): { value: Decimal; end: number } | null {
  if (textAt(context, at + 1) !== '/') return null
  const [over, slash, under] = context.lexemes.slice(at, at + 3)
  if (over?.glued !== false || slash?.glued !== true || under?.glued !== true) return null
  const value = vulgar[parts[`${over.text}/${under.text}`] ?? '']
  return value === undefined ? null : { value, end: at + 3 }
}

/** `half`, `a half`, `a quarter`. */
export function fractionAt(
  context: ReadingContext,
  at: number,
): { value: Decimal; end: number } | null {
  const { lexemes, tables } = context
  const plain = readPhrase(tables.fractions, lexemes, at)
  if (plain !== null) return plain
  const article = articleAt(context, at)
  return article === null ? null : readPhrase(tables.fractions, lexemes, article)
}

function articleAt({ lexemes, tables }: ReadingContext, at: number): number | null {
  const text = lexemes[at]?.text ?? ''
  if (tables.grammar.articles.has(text)) return at + 1
  const cardinal = tables.grammar.cardinal(lexemes, at)
  return cardinal?.article === true ? cardinal.end : null
}

/** `20 million`, `2.5 million`, `3 lakh 20 thousand`. */
function withScales(context: ReadingContext, numeral: Numeral): Numeral {
  const { lexemes, tables } = context
  const scale = readPhrase(tables.scales, lexemes, numeral.end)
  if (scale === null) return numeral
  let value = multiply(numeral.value, scale.value)
  let smallest = scale.value
  let end = scale.end
  for (;;) {
    const part = baseAt(context, end)
    const next = part === null ? null : readPhrase(tables.scales, lexemes, part.end)
    if (part === null || next === null || compare(next.value, smallest) >= 0) break
    value = add(value, multiply(part.value, next.value))
    smallest = next.value
    end = next.end
  }
  return { value, end, spoken: true }
}

/** `.5` where no digits or words stand before the point. */
function bareFraction(context: ReadingContext, at: number): Numeral | null {
  const { lexemes } = context
  const digits = lexemes[at + 1]
  if (digits?.kind !== 'digits' || !digits.glued) return null
  if (lexemes[at]?.glued === true && lexemes[at - 1]?.kind !== 'sign') return null
  const after = lexemes[at + 2]
  if (after?.text === '.' && after.glued && lexemes[at + 3]?.glued === true) return null
  const written = `0.${digits.text}`
  return { value: add(written, '0'), digits: written, end: at + 2, spoken: false }
}

function baseAt(context: ReadingContext, at: number): Numeral | null {
  if (textAt(context, at) === '.') return bareFraction(context, at)
  const figures = figuresAt(context, at)
  const mixed =
    figures === null ? null : (context.tables.grammar.mixed?.(context.lexemes, at) ?? null)
  if (figures !== null && mixed !== null && mixed.end > figures.end)
    return { value: mixed.value, end: mixed.end, spoken: true }
  if (figures !== null) {
    const plural = context.lexemes[figures.end]
    const isPlural = plural?.text === 's' && plural.glued && /^[1-9][0-9]+000$/.test(figures.digits)
    return { ...figures, end: isPlural ? figures.end + 1 : figures.end, spoken: false }
  }
  const { lexemes, tables } = context
  if (lexemes[at]?.kind !== 'word') return null
  const cardinal = tables.grammar.cardinal(lexemes, at)
  if (cardinal === null) return null
  const numeral: Numeral = { value: cardinal.value, end: cardinal.end, spoken: true }
  return cardinal.article === true ? { ...numeral, needsUnit: true } : numeral
}

/** `half a million`, `half an`: a fraction, an article and perhaps a scale. */
function leadingFraction(context: ReadingContext, at: number): Numeral | null {
  const { lexemes, tables } = context
  const sign = vulgar[textAt(context, at)]
  const fraction =
    sign === undefined ? readPhrase(tables.fractions, lexemes, at) : { value: sign, end: at + 1 }
  if (fraction === null) return null
  const end = articleAt(context, fraction.end) ?? fraction.end
  const scale = readPhrase(tables.scales, lexemes, end)
  if (scale !== null)
    return { value: multiply(fraction.value, scale.value), end: scale.end, spoken: true }
  return sign === undefined
    ? { value: fraction.value, end, needsUnit: true, spoken: true }
    : { value: fraction.value, end, spoken: false }
}

/** The longest number from `at`, in digits, words or both; without a sign. */
export function numeralAt(context: ReadingContext, at: number): Numeral | null {
  const base = baseAt(context, at)
  if (base === null) return leadingFraction(context, at)
  const share = countedShare(context, at)
  if (share !== null) return withScales(context, { ...share, needsUnit: true, spoken: true })
  // `un demi litre`, `a quarter mile`
  const part =
    base.needsUnit === true ? readPhrase(context.tables.fractions, context.lexemes, base.end) : null
  if (part !== null) return withScales(context, { ...part, needsUnit: true, spoken: true })
  const decimals = withDecimals(context, base)
  const scaled = withScales(context, withFraction(context, decimals))
  return scaled
}
