import type { ParsedPhrase } from '#lib/engines/validation/text/expected-phrase.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { nearPhrase } from '#lib/engines/validation/text/near-phrase.ts'
import {
  findPhrase,
  literalHits,
  mostHits,
  type Hit,
} from '#lib/engines/validation/text/phrase-search.ts'
import { doubtAround, type ScopeDoubt } from '#lib/engines/validation/text/scope.ts'
import { findSymbols, onlySymbols, symbolsIn } from '#lib/engines/validation/text/symbols.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { isNumberWord } from '#lib/engines/validation/text/value-parts.ts'

/** How sure it is that a phrase is there, before anything is made of it. */
export type Presence =
  | { is: 'empty' }
  | { is: 'there'; hits: { hit: Hit; scope: ScopeDoubt | null }[] }
  | { is: 'unclear'; why: string; hit: { start: number; end: number } | null }
  | { is: 'absent' }

const minusBefore = /^(?:[-−–]|\p{L}+)$/u

/** Whether what a typed value has beside the piece only turns its sign: `minus` of `minus 5 degrees`. */
function onlySigned(text: TokenText, hit: Hit): boolean {
  const token = text.tokens[hit.from]
  if (token === undefined || hit.to !== hit.from + 1 || token.end !== hit.end) return false
  const rest = text.source.slice(token.start, hit.start).trim().toLowerCase()
  return (
    minusBefore.test(rest) && (/^[-−–]$/u.test(rest) || grammarOf(text.language).minus.has(rest))
  )
}

/** The phrase letter by letter inside typed values: a unit's word is there, a part of a longer value is open. */
function literalPresence({ text: phrase }: ParsedPhrase, text: TokenText): Presence | null {
  const hits = literalHits(phrase.source, text)
  const [first] = hits
  if (first === undefined) return null
  const words = phrase.tokens.every(({ kind }) => kind === 'word')
  const inCode = hits.some(({ from, to }) =>
    text.tokens.slice(from, to).some(({ kind }) => kind === 'identifier'),
  )
  if (words && inCode) return { is: 'unclear', why: 'it is only a part of a code', hit: first }
  // `million` behind figures is a word of its own: `$5 million`.
  const figures = /\p{Nd}\s?$/u.test(text.source.slice(0, first.start))
  const counts = !figures && phrase.tokens.every(({ key }) => isNumberWord(key, text.language))
  if (words && !counts) return there(hits, text, phrase)
  if (!words && hits.length < mostHits && hits.every((hit) => onlySigned(text, hit)))
    return { is: 'absent' }
  return { is: 'unclear', why: 'it is only a part of a longer value', hit: first }
}

const there = (hits: readonly Hit[], text: TokenText, phrase: TokenText): Presence => ({
  is: 'there',
  hits: hits.map((hit) => ({ hit, scope: doubtAround(text, hit, phrase) })),
})

function symbolPresence(phrase: TokenText, text: TokenText): Presence {
  const exact = findSymbols(phrase, text)
  if (exact !== null) {
    const at = text.tokens.findIndex(({ end }) => end > exact.start)
    const from = at < 0 ? text.tokens.length : at
    return { is: 'there', hits: [{ hit: { ...exact, from, to: from }, scope: null }] }
  }
  const alike = findSymbols(phrase, text, true)
  return alike === null
    ? { is: 'absent' }
    : { is: 'unclear', why: 'a sign like it is there', hit: alike }
}

/** Signs of the phrase must stand at the hit as well: `done ✅` is not in `done ❌`. */
function withSymbols(phrase: TokenText, text: TokenText, presence: Presence): Presence {
  const wanted = symbolsIn(phrase)
  if (presence.is !== 'there' || wanted.length === 0) return presence
  const plain = (source: string) => source.replaceAll(/[\s\ufe0f]/gu, '').toLowerCase()
  if (plain(text.source).includes(plain(phrase.source))) return presence
  const [first] = presence.hits
  const shown = wanted.map((sign) => sign.text).join(' ')
  return { is: 'unclear', why: `${shown} is not beside it`, hit: first?.hit ?? null }
}

/** Whether the phrase is in the text. `least`: letters from which a word has other forms. */
export function presenceOf(parsed: ParsedPhrase, text: TokenText, least = 3): Presence {
  return onlySymbols(parsed.text)
    ? symbolPresence(parsed.text, text)
    : withSymbols(parsed.text, text, wordPresence(parsed, text, least))
}

/** A numeral of a script without spaces inside a word: 两 in 半斤八两. */
function signInWord(phrase: TokenText, text: TokenText): { start: number; end: number } | null {
  const sign = phrase.source.trim()
  if (grammarOf(text.language).unspaced !== true || !/^\p{L}$/u.test(sign)) return null
  return (
    text.tokens.find(
      ({ kind, start, end }) => kind === 'word' && text.source.slice(start, end).includes(sign),
    ) ?? null
  )
}

function wordPresence(parsed: ParsedPhrase, text: TokenText, least: number): Presence {
  const { text: phrase, forms } = parsed
  if (phrase.tokens.length === 0) return { is: 'empty' }
  const found = findPhrase(phrase, text, forms)
  const sure = found.filter(({ why }) => why === null)
  if (sure.length > 0) return there(sure, text, phrase)
  const [open] = found
  // Said word for word, and only more precisely than expected: `7:30` in `7:30 pm`.
  const literal = open === undefined ? [] : literalHits(phrase.source, text)
  // 二 is no word of 星期二
  const numeral = parsed.text.tokens[0]?.kind === 'number' && !/\p{Nd}/u.test(phrase.source)
  const inOne = grammarOf(text.language).unspaced === true && numeral
  const exact = (inOne ? [] : literal).filter((hit) =>
    found.some(
      ({ from, to, why }) =>
        from <= hit.from && hit.to <= to && why?.includes('may or may not') === true,
    ),
  )
  if (exact.length > 0) return there(exact, text, phrase)
  if (open !== undefined) return { is: 'unclear', why: open.why ?? '', hit: open }
  const inValue = literalPresence(parsed, text)
  if (inValue !== null) return inValue
  const part = signInWord(phrase, text)
  if (part !== null) return { is: 'unclear', why: 'it is only a part of a word', hit: part }
  const near = nearPhrase(phrase, text, least)
  return near === null ? { is: 'absent' } : { is: 'unclear', why: near, hit: null }
}
