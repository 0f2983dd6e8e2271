import type { ExpectedPhrase } from '../types.ts'
import { grammarOf, primarySubtag } from './grammars/grammar-of.ts'
import { parsePhrase, shownPhrase, type ParsedPhrase } from './expected-phrase.ts'
import { quote } from './figures.ts'
import { nearPhrase } from './near-phrase.ts'
import { findPhrase, literalHits, type Hit } from './phrase-search.ts'
import { doubtAround, type ScopeDoubt } from './scope.ts'
import { tokenise } from './tokens/tokenise.ts'
import type { TokenText } from './tokens/types.ts'

/** A place in the reply that decided or that made doubtful. */
export type Place = { start: number; end: number; role: 'proves' | 'contradicts' | 'doubts' }

/** What one phrase comes to in one text. */
export type PhraseFinding = {
  proof: 'right' | 'wrong' | 'unproven'
  /** what is likelier */
  pass: boolean
  why: string
  places: Place[]
}

/** How sure it is that the phrase is there, before anything is made of it. */
type Presence =
  | { is: 'empty' }
  | { is: 'there'; hits: { hit: Hit; scope: ScopeDoubt | null }[] }
  | { is: 'unclear'; why: string; hit: Hit | null }
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
  if (words) return there(hits, text, phrase)
  if (hits.every((hit) => onlySigned(text, hit))) return { is: 'absent' }
  return { is: 'unclear', why: 'it is only a part of a longer value', hit: first }
}

const there = (hits: readonly Hit[], text: TokenText, phrase: TokenText): Presence => ({
  is: 'there',
  hits: hits.map((hit) => ({ hit, scope: doubtAround(text, hit, phrase) })),
})

function presenceOf(parsed: ParsedPhrase, text: TokenText, least = 3): Presence {
  const { text: phrase, forms } = parsed
  if (phrase.tokens.length === 0) return { is: 'empty' }
  const found = findPhrase(phrase, text, forms)
  const sure = found.filter(({ why }) => why === null)
  if (sure.length > 0) return there(sure, text, phrase)
  const [open] = found
  // Said word for word, and only more precisely than expected: `7:30` in `7:30 pm`.
  const literal = open === undefined ? [] : literalHits(phrase.source, text)
  const exact = literal.filter((hit) =>
    found.some(
      ({ from, to, why }) =>
        from <= hit.from && hit.to <= to && why?.includes('may or may not') === true,
    ),
  )
  if (exact.length > 0) return there(exact, text, phrase)
  if (open !== undefined) return { is: 'unclear', why: open.why ?? '', hit: open }
  const inValue = literalPresence(parsed, text)
  if (inValue !== null) return inValue
  const near = nearPhrase(phrase, text, least)
  return near === null ? { is: 'absent' } : { is: 'unclear', why: near, hit: null }
}

/** Without its negations nobody can say whether a sentence denies what it says. */
const knowsNegations = (language: string) => grammarOf(language).negations.length > 0

const placeOf = ({ start, end }: { start: number; end: number }, role: Place['role']): Place => ({
  start,
  end,
  role,
})

const scopeWords = { negation: 'denied', condition: 'made doubtful', question: 'asked' } as const

/** Whether the reply says the phrase. */
export function contained(phrase: ExpectedPhrase, reply: string, language: string): PhraseFinding {
  const shown = quote(shownPhrase(phrase), 60)
  const presence = presenceOf(parsePhrase(phrase, language), tokenise(reply, language))
  if (presence.is === 'empty')
    return { proof: 'unproven', pass: true, why: `${shown} holds no word to look for`, places: [] }
  if (presence.is === 'absent')
    return { proof: 'wrong', pass: false, why: `${shown} is missing`, places: [] }
  if (presence.is === 'unclear')
    return {
      proof: 'unproven',
      pass: false,
      why: `${shown} is not there word for word: ${presence.why}`,
      places: presence.hit ? [placeOf(presence.hit, 'doubts')] : [],
    }
  const [first] = presence.hits
  const clean = presence.hits.find(({ scope }) => scope === null)
  if (clean && !knowsNegations(language))
    return {
      proof: 'unproven',
      pass: true,
      why: `${shown} is there, but in ${primarySubtag(language)} nobody can tell whether it is denied`,
      places: [placeOf(clean.hit, 'proves')],
    }
  if (clean)
    return {
      proof: 'right',
      pass: true,
      why: `${shown} is there`,
      places: [placeOf(clean.hit, 'proves')],
    }
  const scope = first?.scope
  return {
    proof: 'unproven',
    pass: scope?.kind !== 'negation',
    why: `${shown} is there, but ${scopeWords[scope?.kind ?? 'condition']} by ${quote(scope?.word ?? '', 30)}`,
    places: [
      ...(first ? [placeOf(first.hit, 'proves')] : []),
      ...(scope ? [placeOf(scope, 'doubts')] : []),
    ],
  }
}

/** A plural of the forbidden word, in the languages that add `s` or `es`. */
function pluralHit({ text: phrase }: ParsedPhrase, text: TokenText): Hit | null {
  const last = phrase.tokens.at(-1)
  if (last?.kind !== 'word' || last.key.length < 4 || phrase.tokens.length !== 1) return null
  if (!/^(?:en|fr|es|pt|nl)$/.test(primarySubtag(text.language))) return null
  const index = text.tokens.findIndex(
    ({ key }) => key === `${last.key}s` || key === `${last.key}es`,
  )
  const token = text.tokens[index]
  return token ? { start: token.start, end: token.end, from: index, to: index + 1 } : null
}

function forbiddenHit(shown: string, hit: Hit, scope: ScopeDoubt | null): PhraseFinding {
  if (scope === null || scope.kind === 'question')
    return {
      proof: scope === null ? 'wrong' : 'unproven',
      pass: false,
      why: `${shown} must not be said${scope === null ? '' : ', and it is asked'}`,
      places: [placeOf(hit, 'contradicts')],
    }
  return {
    proof: 'unproven',
    pass: true,
    why: `${shown} is said, but ${scopeWords[scope.kind]} by ${quote(scope.word, 30)}`,
    places: [placeOf(hit, 'contradicts'), placeOf(scope, 'doubts')],
  }
}

/** Whether the reply keeps from saying the phrase. */
export function notContained(
  phrase: ExpectedPhrase,
  reply: string,
  language: string,
): PhraseFinding {
  const shown = quote(shownPhrase(phrase), 60)
  const parsed = parsePhrase(phrase, language)
  const text = tokenise(reply, language)
  // A short word begins many others by chance: `not` and `note`.
  const presence = presenceOf(parsed, text, 4)
  if (presence.is === 'empty')
    return { proof: 'unproven', pass: true, why: `${shown} holds no word to look for`, places: [] }
  if (presence.is === 'absent')
    return { proof: 'right', pass: true, why: `${shown} is not said`, places: [] }
  if (presence.is === 'there') {
    const said = presence.hits.find(({ scope }) => scope === null) ?? presence.hits[0]
    if (said) return forbiddenHit(shown, said.hit, said.scope)
  }
  const plural = pluralHit(parsed, text)
  if (plural !== null) return forbiddenHit(shown, plural, doubtAround(text, plural, parsed.text))
  const { why, hit } = presence.is === 'unclear' ? presence : { why: '', hit: null }
  return {
    proof: 'unproven',
    pass: true,
    why: `${shown} is not said word for word, but ${why}`,
    places: hit ? [placeOf(hit, 'doubts')] : [],
  }
}
