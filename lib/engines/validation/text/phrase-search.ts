import { figuresIn } from '#lib/engines/validation/text/figures-in.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { doubtOfHit } from '#lib/engines/validation/text/hit-doubts.ts'
import type { Unit, Relation } from '#lib/engines/validation/text/phrase-unit.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { sameSpelling, sameStem } from '#lib/engines/validation/text/word-forms.ts'

/** How the first and the last word of a phrase may be continued in the reply. */
export type PhraseForms = { stem: boolean; openStart: boolean; openEnd: boolean }

/** Where a phrase stands in a reply: places in UTF-16, and the tokens that it touches. */
export type Hit = { start: number; end: number; from: number; to: number }
/** `why` is null where the phrase is there for sure. */
type PhraseHit = Hit & { why: string | null }

function unitsOf(text: TokenText): Unit[] {
  const unspaced = grammarOf(text.language).unspaced === true
  return text.tokens.flatMap((token, index): Unit[] => {
    if (!unspaced || token.kind !== 'word')
      return [{ token, index, letter: null, first: true, last: true }]
    const letters = Array.from(token.key)
    return letters.map((letter, at) => ({
      ...{ token, index, letter },
      first: at === 0,
      last: at === letters.length - 1,
    }))
  })
}

function sameWord(
  wanted: string,
  had: string,
  forms: PhraseForms,
  at: 'only' | 'start' | 'end' | 'inner',
  language: string,
) {
  if (wanted === had || sameSpelling(wanted, had, language)) return true
  if (forms.stem && sameStem(wanted, had, language)) return true
  const start = at === 'only' || at === 'start'
  const end = at === 'only' || at === 'end'
  if (forms.openStart && start && forms.openEnd && end && had.includes(wanted)) return true
  if (forms.openEnd && end && had.startsWith(wanted)) return true
  return forms.openStart && start && had.endsWith(wanted)
}

const onlyFigures = /^[0-9\s.,:/+()$€£%°#-]*$/
const core = (digits: string) =>
  digits
    .replaceAll(/[^0-9]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '')

/** Whether a value in figures alone cannot hold the number: its digits are not among them. Cheaper than reading them. */
function lacksDigits(wanted: Token, { start, end }: Token, { source }: TokenText): boolean {
  const [first] = wanted.readings
  const span = source.slice(start, end)
  if (first?.type !== 'number' || !onlyFigures.test(span)) return false
  return !span.replaceAll(/[^0-9]/g, '').includes(core(first.value))
}

/** A bare number that stands as the figure of a longer value: `22` in `22 degrees`, never `5` in `15 degrees`. */
function figureRelation(
  wanted: Token,
  had: Token,
  text: TokenText,
  more: { before: boolean; after: boolean },
): Relation {
  if (wanted.kind !== 'number' || had.kind === 'number' || had.kind === 'word') return 'different'
  if (lacksDigits(wanted, had, text)) return 'different'
  for (const figure of figuresIn(had, text)) {
    if (relate(wanted, figure.token) !== 'same') continue
    // Words of the phrase beside the figure must stand beside it in the reply as well.
    if (more.before && !figure.first) continue
    if (more.after && !figure.last) continue
    return figure.sure ? 'same' : 'unclear'
  }
  return 'different'
}

/** `2` and `2.0`: the same amount, and another version. */
function otherPrecision(a: Token, b: Token): boolean {
  if (a.kind !== 'number' || b.kind !== 'number') return false
  const fraction = ({ digits }: Token) => /[.,]\d*$/.exec(digits ?? '')?.[0] ?? ''
  return a.key === b.key && fraction(a) !== fraction(b)
}

type Place = { text: TokenText; forms: PhraseForms; before: boolean; after: boolean }

function related(wanted: Unit, had: Unit, place: Place): Relation {
  const { text, forms, before, after } = place
  if (wanted.letter !== null || had.letter !== null)
    return wanted.letter === had.letter ? 'same' : 'different'
  if (wanted.token.kind === 'word' && had.token.kind === 'word') {
    const at = before ? (after ? 'inner' : 'end') : after ? 'start' : 'only'
    return sameWord(wanted.token.key, had.token.key, forms, at, text.language)
      ? 'same'
      : 'different'
  }
  if (wanted.token.kind === 'word' || had.token.kind === 'word')
    return wanted.token.key === had.token.key ? 'same' : 'different'
  if (otherPrecision(wanted.token, had.token)) return 'unclear'
  const relation = relate(wanted.token, had.token)
  return relation === 'same'
    ? 'same'
    : best(relation, figureRelation(wanted.token, had.token, text, { before, after }))
}

const rank = { same: 2, unclear: 1, different: 0 } as const
const best = (a: Relation, b: Relation): Relation => (rank[a] >= rank[b] ? a : b)

const glue = /^[\p{L}\p{N}\p{M}]/u

/**
 * Places of a phrase that are looked at: what surrounds each of them costs as much as the whole reply. With as many as this
 * the rest of the reply proves nothing more.
 */
export const mostHits = 16

/** The first places of a phrase in a reply (`mostHits`), token by token. */
export function findPhrase(phrase: TokenText, text: TokenText, forms: PhraseForms): PhraseHit[] {
  const wanted = unitsOf(phrase)
  const had = unitsOf(text)
  const hits: PhraseHit[] = []
  if (wanted.length === 0) return hits
  for (let at = 0; at + wanted.length <= had.length && hits.length < mostHits; at++) {
    let relation: Relation = 'same'
    for (let index = 0; index < wanted.length && relation !== 'different'; index++) {
      const a = wanted[index]
      const b = had[at + index]
      if (!a || !b) break
      const place = { text, forms, before: index > 0, after: index < wanted.length - 1 }
      const next = related(a, b, place)
      if (rank[next] < rank[relation]) relation = next
    }
    if (relation === 'different') continue
    const units = had.slice(at, at + wanted.length)
    const first = units[0]
    const last = units.at(-1)
    if (!first || !last) continue
    hits.push({
      start: first.token.start,
      end: last.token.end,
      from: first.index,
      to: last.index + 1,
      why: doubtOfHit(wanted, units, relation, text, phrase),
    })
  }
  return hits
}

/** The first places (`mostHits`) at which the phrase stands letter by letter, with neither a letter nor a digit beside it. */
export function literalHits(phrase: string, text: TokenText): Hit[] {
  const wanted = phrase.trim().normalize('NFKC').toLowerCase()
  const letters = text.source.toLowerCase()
  if (wanted === '' || letters.length !== text.source.length) return []
  const hits: Hit[] = []
  const open = grammarOf(text.language).unspaced === true
  let at = letters.indexOf(wanted)
  for (; at >= 0 && hits.length < mostHits; at = letters.indexOf(wanted, at + 1)) {
    const start = at
    const end = start + wanted.length
    if (touches(letters, start, end, open)) continue
    const from = text.tokens.findIndex((token) => token.end > start)
    if (from < 0) continue
    const until = text.tokens.findIndex((token) => token.start >= end)
    hits.push({ start, end, from, to: until < 0 ? text.tokens.length : until })
  }
  return hits
}

const digit = /[\p{Nd}]/u
const hanNumeral = /[〇零一二三四五六七八九十百千万億亿两]/u

/** Whether the piece goes on beyond its ends: in a word, or in a number with its separators. */
function touches(letters: string, start: number, end: number, open: boolean): boolean {
  const before = letters.slice(Math.max(0, start - 2), start)
  const after = letters.slice(end, end + 3)
  const first = letters.slice(start)
  const piece = letters.slice(start, end)
  if (digit.test(first.charAt(0)) && /[\p{Nd}][.,'’\u00a0\u202f:/-]?$/u.test(before)) return true
  if (digit.test(piece.slice(-1)) && /^[.,'’\u00a0\u202f:/-]?\p{Nd}/u.test(after)) return true
  if (open)
    return (
      (hanNumeral.test(piece.charAt(0)) && hanNumeral.test(before.slice(-1))) ||
      (hanNumeral.test(piece.slice(-1)) && hanNumeral.test(after.charAt(0)))
    )
  return (
    (glue.test(piece.charAt(0)) && /[\p{L}\p{N}\p{M}]$/u.test(before)) ||
    (/[\p{L}\p{N}\p{M}]$/u.test(piece) && glue.test(after))
  )
}
