import type { Relation, Unit } from '#lib/engines/validation/text/phrase-unit.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { caseDiffers } from '#lib/engines/validation/text/word-case.ts'

const digitEnd = /\p{Nd}$/u
const letterEnd = /[\p{L}\p{M}]$/u

/**
 * What is tied to the hit without a space and makes another thing of it: `C` is not in `C++`, `A` not in `A-`, `34` not in
 * `34,5`, and `nord` may not be in `nord-est`.
 */
function tiedTo(text: TokenText, start: number, end: number): string | null {
  const after = text.source.slice(end, end + 2)
  const before = text.source.slice(Math.max(0, start - 2), start)
  const hit = text.source.slice(start, end)
  if (digitEnd.test(hit) && /^[.,:/]\p{Nd}/u.test(after)) return after
  if (/^\p{Nd}/u.test(hit) && /\p{Nd}[.,:/]$/u.test(before)) return before
  if (/^(?:[+#]|[-−](?:[\s,.;:!?)]|$))/u.test(after)) return after.charAt(0)
  if (letterEnd.test(hit) && /^[-‐‑]\p{L}/u.test(after)) return after
  if (/^\p{L}/u.test(hit) && /[\p{L}\p{M}][-‐‑]$/u.test(before)) return before
  if (/[+#]$/u.test(before)) return before.slice(-1)
  if (/^\p{L}/u.test(hit) && /[\p{L}\p{N}][.@]$/u.test(before)) return before
  if (/[\p{L}\p{N}]$/u.test(hit) && /^(?:@[\p{L}\p{N}]|\.\p{Ll})/u.test(after))
    return after.charAt(0)
  // `34` may be the second half of `12 34`.
  if (/^\p{Nd}/u.test(hit) && /\p{Nd} $/u.test(before)) return text.source.slice(start - 2, end)
  if (digitEnd.test(hit) && /^ \p{Nd}/u.test(after)) return after
  return /(?:^|\s)[-−]$/u.test(before) && /^\d/.test(hit) ? before.slice(-1) : null
}

/** Sentence marks must not stand inside a hit unless the phrase has them; the point of `Dr.` ends no sentence. */
function crossesSentence(text: TokenText, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) {
    const last = text.tokens[at - 1]
    const between = text.source.slice(last?.end ?? 0, text.tokens[at]?.start ?? 0)
    const short = last !== undefined && last.end - last.start <= 3
    if (/[!?;。！？；؟।]/u.test(between) || (/\.\s/u.test(between) && !short)) return true
  }
  return false
}

/** `No. 5` denies nothing: the word is short for number. */
const numberSign = /^(?:no|nr|nos|n)$/
const beforeNumber = /^\.?\s?\p{Nd}/u

/** Numbers that count nothing. */
const idioms =
  /^(?:one another|one by one|one of a kind|twenty[ -]twenty (?:vision|hindsight)|nine[ -]to[ -]five|second to none|eins a\b|eine? ander\p{L}*|l'un l'autre|uno a uno|una por una)/iu

/** A word of the hit that may be another word than the phrase's, by how it is written. */
function otherWord(
  wanted: readonly Unit[],
  units: readonly Unit[],
  text: TokenText,
  phrase: TokenText,
) {
  for (const [at, { token }] of wanted.entries()) {
    const had = units[at]?.token
    if (had === undefined) continue
    const written = text.source.slice(had.start, had.end)
    if (caseDiffers(token, phrase, had, text)) return written
    const idiom = idioms.exec(text.source.slice(had.start))?.[0]
    if (idiom !== undefined && !phrase.source.toLowerCase().includes(idiom.toLowerCase()))
      return idiom
    const number = numberSign.test(had.key) && beforeNumber.test(text.source.slice(had.end))
    if (number && !beforeNumber.test(phrase.source.slice(token.end))) return `${written}.`
  }
  return null
}

/** Why the tokens of the reply that answer a phrase may not be it; null where they are. */
export function doubtOfHit(
  wanted: readonly Unit[],
  units: readonly Unit[],
  relation: Relation,
  text: TokenText,
  phrase: TokenText,
) {
  const first = units[0]
  const last = units.at(-1)
  if (!first || !last) return 'nothing is there'
  const found = text.source.slice(first.token.start, last.token.end)
  if (!first.first || !last.last) return `it stands inside the word "${found}"`
  if (relation === 'unclear') return `"${found}" may or may not be the same`
  const other = otherWord(wanted, units, text, phrase)
  if (other !== null) return `"${other}" may be another word, as it is written`
  const tied = tiedTo(text, first.token.start, last.token.end)
  if (tied !== null && !phrase.source.includes(tied)) return `"${tied}" is tied to it`
  return crossesSentence(text, first.index, last.index + 1) &&
    !/[.!?;。！？；؟।]/u.test(phrase.source.trim().slice(0, -1))
    ? 'a sentence ends within it'
    : null
}
