import { amountsOf, mayBeAmount } from '#lib/engines/validation/text/amounts.ts'
import { belowInstead } from '#lib/engines/validation/text/below-zero.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { looksLike, nearSpelling } from '#lib/engines/validation/text/near-spellings.ts'
import {
  digitRun,
  joinedDifferently,
  spelledCode,
} from '#lib/engines/validation/text/near-writing.ts'
import { deniedOtherwise, otherwiseSaid } from '#lib/engines/validation/text/other-wordings.ts'
import { mayBeShort } from '#lib/engines/validation/text/short-words.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { namesUnit } from '#lib/engines/validation/text/value-parts.ts'
import { mayBeForm } from '#lib/engines/validation/text/word-forms.ts'

const typed = (token: Token) => token.kind !== 'word'

/** Number words of a language without a grammar stay words: they may be any value. */
const readsNumbers = (language: string) => grammarOf(language).digitWords.size > 0

const isOne = ({ readings: [first] }: Token) => first?.type === 'number' && first.value === '1'

/** An hour or a minute of a clock time that stands alone: `half past seven` in a language whose clock nobody reads here. */
function partOfTime(wanted: Token, had: Token): boolean {
  if (had.kind !== 'number' && had.kind !== 'ordinal') return false
  const value = Number(had.readings[0] && 'value' in had.readings[0] ? had.readings[0].value : NaN)
  return wanted.readings.some((reading) => {
    if (reading.type !== 'time') return false
    const hour = Math.floor(reading.minutes / 60)
    return [hour, hour + 1, hour % 12, (hour + 1) % 12].includes(value)
  })
}

/** A value that may be named by a word, or a word by its abbreviation. */
function namedOtherwise(wanted: Token, phrase: TokenText, had: Token, text: TokenText): boolean {
  const { language } = text
  const [a, b] = [
    phrase.source.slice(wanted.start, wanted.end),
    text.source.slice(had.start, had.end),
  ]
  if (typed(wanted) !== typed(had))
    return typed(had)
      ? mayBeAmount(wanted.key, a, had, language)
      : mayBeAmount(had.key, b, wanted, language)
  if (typed(wanted)) return sameAmount(wanted, had)
  const point = ({ end }: Token, { source }: TokenText) => source.charAt(end) === '.'
  return (
    looksLike(wanted.key, had.key) ||
    mayBeShort(wanted.key, had.key, point(wanted, phrase)) ||
    mayBeShort(had.key, wanted.key, point(had, text) && had.key.length > 2)
  )
}

/** `1/2` and 0.5 */
function sameAmount(a: Token, b: Token): boolean {
  const shares = [a, b].some(({ kind }) => kind === 'identifier')
  const parts = [a, b].some(
    ({ readings: [first] }) => first?.type === 'number' || first?.type === 'percent',
  )
  return shares && parts && [...amountsOf(a)].some((amount) => amountsOf(b).has(amount))
}

/** The first of all tokens that are written alike. */
function withoutRepetition({ source, tokens }: TokenText): Token[] {
  const seen = new Set<string>()
  return tokens.filter(({ kind, start, end }) => {
    const form = `${kind} ${source.slice(start, end + 1)}`
    return !seen.has(form) && seen.add(form)
  })
}

function counterpart(
  wanted: Token,
  phrase: TokenText,
  text: TokenText,
  tokens: readonly Token[],
  least: number,
): Token | null {
  const { language } = text
  for (const had of tokens) {
    if (namedOtherwise(wanted, phrase, had, text)) return had
    if (typed(wanted) && typed(had)) {
      if (relate(wanted, had) !== 'different' || partOfTime(wanted, had)) return had
    } else if (typed(wanted)) {
      if (wanted.key === had.key) return had
    } else if (typed(had)) {
      if (namesUnit(wanted.key, had, language) || wanted.key === had.key) return had
      // `ein Zimmer` and `1 Zimmer`.
      if (had.kind === 'number' && isOne(had) && grammarOf(language).articles.has(wanted.key))
        return had
    } else if (wanted.key === had.key || mayBeForm(wanted.key, had.key, language, least)) return had
  }
  return null
}

/** `NYC` and `New York City`. */
function abbreviates(short: string, long: readonly Token[]): string | null {
  const initials = Array.from(short.toLowerCase())
  if (!/^\p{Lu}{2,6}$/u.test(short)) return null
  for (let from = 0; from + initials.length <= long.length; from++)
    if (initials.every((letter, at) => long[from + at]?.key.startsWith(letter) === true))
      return initials.map((_, at) => long[from + at]?.key ?? '').join(' ')
  return null
}

function abbreviation(phrase: TokenText, text: TokenText): string | null {
  const whole = phrase.source.trim()
  const found = abbreviates(whole, text.tokens)
  if (found !== null) return found
  if (phrase.tokens.length < 2) return null
  for (const { start, end } of text.tokens) {
    const word = text.source.slice(start, end)
    if (word.length === phrase.tokens.length && abbreviates(word, phrase.tokens) !== null)
      return word
  }
  return null
}

const rangeWords = new Set(
  'to till until between and through from bis zwischen und von à au entre et de a y hasta al tra e da até tot tussen en van till mellan och fra til mellem og do od i между от до и'.split(
    ' ',
  ),
)

/** `9 am to 5 pm` and `9 am - 5 pm`: values of the phrase between which the reply has a dash, or the other way round. */
function isRange(phrase: TokenText, text: TokenText): boolean {
  if (phrase.tokens.filter(typed).length < 2) return false
  return /[\p{Nd}.\p{L}]\s?[-–—]\s?\p{Nd}/u.test(text.source)
}

/** Whether the reply holds half or quarter hours that nobody reads here: `quarter past midnight`. */
function unreadClock(phrase: TokenText, text: TokenText): boolean {
  const { fractions } = grammarOf(text.language)
  return (
    phrase.tokens.some(({ kind }) => kind === 'time') &&
    text.tokens.some(({ kind, key }) => kind === 'word' && fractions.has(key))
  )
}

/**
 * Why a phrase that was not found may be there all the same: another form, spelling or value that nobody can be sure of;
 * null where at least one of its words has nothing like it in the reply. `least`: letters from which a word may have other
 * forms.
 */
export function nearPhrase(phrase: TokenText, text: TokenText, least = 3): string | null {
  const { language } = text
  const apart = joinedDifferently(phrase, text)
  if (apart !== null) return `${quote(apart, 40)} may be the same, written otherwise`
  const short = abbreviation(phrase, text)
  if (short !== null) return `${quote(short, 40)} may be the same, abbreviated`
  const code =
    phrase.tokens.length === 1 && phrase.tokens[0] ? spelledCode(phrase.tokens[0], text) : null
  if (code !== null) return `${quote(code, 40)} and a letter are there, but not as one code`
  const spelling = nearSpelling(phrase, text)
  if (spelling !== null) return spelling
  const denied = deniedOtherwise(phrase, text)
  if (denied !== null) return `${quote(denied, 40)} may say the same`
  if (belowInstead(phrase, text)) return 'its value may be there, named as one below zero'
  if (digitRun(phrase, text)) return 'its digits are there, but not as one value'
  const numeric = phrase.tokens.some(typed)
  if (numeric && !readsNumbers(language) && !text.tokens.some(typed))
    return `numbers in words cannot be read in ${primarySubtag(language)}`
  const distinct = withoutRepetition(text)
  const found: Token[] = []
  const excused = otherwiseSaid(phrase, text)
  const clock = unreadClock(phrase, text)
  const range = isRange(phrase, text)
  for (const [at, wanted] of phrase.tokens.entries()) {
    const had =
      counterpart(wanted, phrase, text, distinct, least) ??
      (excused.has(at) || (clock && wanted.kind === 'time') || (range && rangeWords.has(wanted.key))
        ? wanted
        : null)
    if (had === null) return null
    found.push(had)
  }
  if (found.some((had) => phrase.tokens.includes(had))) return 'it may be there in other words'
  const other = found.find((had, at) => had.key !== phrase.tokens[at]?.key)
  const shown = other ? quote(text.source.slice(other.start, other.end), 40) : ''
  return other
    ? `${shown} may be another form of it`
    : 'its words are there, but not one after the other'
}
