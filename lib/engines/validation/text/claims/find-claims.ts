import { claimForms, type ClaimForms } from '#lib/engines/validation/text/claims/claim-forms.ts'
import type { Deed } from '#lib/engines/validation/text/claims/deeds.ts'
import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { refusalIn } from '#lib/engines/validation/text/refusals.ts'
import { conditionsIn, negationsIn } from '#lib/engines/validation/text/scope.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

/** Words of a reply by which it says that something was done. */
export type Claim = {
  /** null: that all is done, without saying what */
  deed: Deed | null
  /** UTF-16 places in the reply, end exclusive */
  start: number
  end: number
  /** the sentence that it stands in */
  sentence: { start: number; end: number }
  /** why it may be no claim of this turn; null when it is said plainly */
  doubt: string | null
}

/** `own`: first person; `passive`: plain only of what is the caller's; `maybe`: never plain. */
type Form = 'own' | 'passive' | 'maybe'
type Pattern = { deed: Deed | null; form: Form; pattern: RegExp }
type Compiled = {
  patterns: readonly Pattern[]
  doubts: RegExp
  asks: RegExp
  we: RegExp
  toYou: RegExp
  yours: RegExp
}

const compiled = new Map<string, Compiled>()
const gap = '(?<gap>(?: [^\\s,;:]+){0,8}?)'
const whole = (source: string, flags = 'gu') =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, flags)

function compile(forms: ClaimForms): Compiled {
  const patterns: Pattern[] = [{ deed: null, form: 'maybe', pattern: whole(forms.done) }]
  const add = (source: string, form: Form, deed: Deed | null, participles: string) => {
    const text = source.replace('{gap}', gap).replace('{deed}', `(?:${participles})`)
    patterns.push({ deed, form, pattern: whole(text) })
  }
  const isOfDeed = (source: string) => source.includes('{deed}')
  for (const [name, participles] of Object.entries(forms.deeds)) {
    const deed = name as Deed
    for (const source of forms.own) add(source, 'own', deed, participles)
    for (const source of forms.passive) add(source, 'passive', deed, participles)
    for (const source of forms.maybe.filter(isOfDeed)) add(source, 'maybe', deed, participles)
    const past = forms.past?.[deed]
    if (past !== undefined) add(past, 'own', deed, '')
  }
  for (const source of forms.maybe.filter((one) => !isOfDeed(one))) add(source, 'maybe', null, '')
  return {
    patterns,
    doubts: whole(forms.doubts, 'u'),
    asks: new RegExp(`^[^\\p{L}]*(?:${forms.asks})(?![\\p{L}])`, 'u'),
    we: whole(forms.we, 'u'),
    toYou: whole(forms.toYou, 'u'),
    yours: new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.yours})(?: [^\\s,;:]+){1,5} $`, 'u'),
  }
}

function compiledFor(language: string): Compiled | null {
  const primary = primarySubtag(language)
  const forms = claimForms[primary]
  if (forms === undefined) return null
  let found = compiled.get(primary)
  if (found === undefined) compiled.set(primary, (found = compile(forms)))
  return found
}

const quoted = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|‹[^›]*›/gu

/** Lower case with one kind of apostrophe and space, and without what stands in quotes: each letter at its place. */
function plain(text: string): string {
  const masked = text.replaceAll(quoted, (one) => '·'.repeat(one.length))
  return Array.from(masked, (letter) => {
    if (/[’‘ʼ´`]/u.test(letter)) return "'"
    if (/\s/u.test(letter)) return letter === '\n' ? '\n' : ' '
    const lower = letter.toLowerCase()
    return lower.length === letter.length ? lower : letter
  }).join('')
}

type Sentence = { start: number; end: number }

/** A point ends a sentence only before a capital: `7 p.m. tonight` is one. What is not written so is one sentence. */
const boundary = /[.!?;…]+(?=\s+[\p{Lu}\p{N}¿¡"“„«])|\n+/gu

function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  for (const match of text.matchAll(boundary)) {
    const end = match.index + match[0].length
    sentences.push({ start, end })
    start = end
  }
  return start < text.length ? [...sentences, { start, end: text.length }] : sentences
}

/** Conditions that are no doubt of another sentence: `let me know if you need anything else`. */
const closing =
  /^(?:if|whether|let|need|want|please|wenn|falls|sollten|si|se|als|indien|caso|cuando|quando|would|can|could|may|möchten?)(?![\p{L}])/iu

/** Why what is said plainly in one sentence is not certain because of the others. */
function doubtElsewhere(text: string, own: Sentence, language: string): string | null {
  const others = `${text.slice(0, own.start)}\n${text.slice(own.end)}`
  if (others.trim() === '') return null
  const tokens = tokenise(others, language)
  const word = ({ start, end }: Sentence) => others.slice(start, end)
  const [negation] = negationsIn(tokens)
  if (negation !== undefined) return word(negation)
  const condition = conditionsIn(tokens).find((one) => !closing.test(word(one)))
  if (condition !== undefined) return word(condition)
  const refusal = refusalIn(others, '', language)
  return refusal !== null && refusal.kind !== 'skills' ? refusal.why : null
}

type Hit = { deed: Deed | null; form: Form; start: number; end: number; gap: string }

const ranks = { own: 2e6, passive: 2e6, maybe: 0 } as const

/** Hits of all patterns; of those that overlap one that may be plain, then one with a deed, then the longest. */
function hitsIn(sentence: string, patterns: readonly Pattern[]): Hit[] {
  const hits = patterns.flatMap(({ deed, form, pattern }) =>
    [...sentence.matchAll(pattern)].map((match): Hit => ({
      ...{ deed, form, start: match.index, end: match.index + match[0].length },
      gap: match.groups?.gap ?? '',
    })),
  )
  const rank = ({ deed, form, start, end }: Hit) =>
    ranks[form] + (deed === null ? 0 : 1e6) + end - start
  const kept: Hit[] = []
  for (const hit of hits.sort((a, b) => rank(b) - rank(a)))
    if (!kept.some(({ start, end }) => hit.start < end && start < hit.end)) kept.push(hit)
  return kept.sort((a, b) => a.start - b.start)
}

type Place = { sentence: Sentence; source: string; plain: string; language: string }

/** Whether a negation reaches the hit: `no he reservado`, `ich habe den Tisch nicht gebucht`. */
function isDenied(hit: Hit, { source, language }: Place): boolean {
  if (hit.gap !== '' && negationsIn(tokenise(hit.gap, language)).length > 0) return true
  return negationsIn(tokenise(source, language)).some(
    ({ end }) => end <= hit.start && !/[,;:]/u.test(source.slice(end, hit.start)),
  )
}

/** Why it may speak of somebody else than the voice AI, or of something else than the caller's. */
function otherSubject(hit: Hit, place: Place, { we, toYou, yours }: Compiled): string | null {
  const words = place.plain.slice(hit.start, hit.end)
  if (hit.form === 'maybe') return 'it may tell what was done before, or by others'
  if (hit.form === 'passive')
    return yours.test(place.plain.slice(0, hit.start)) ? null : 'it may not be the caller’s'
  return we.test(words) && !toYou.test(place.plain) ? 'it may be no answer to the caller' : null
}

/** The word in the sentence of a hit by which it may be no claim of this turn. */
function doubtOf(hit: Hit, place: Place, doubts: RegExp): string | null {
  const around =
    place.plain.slice(0, hit.start) + ' '.repeat(hit.end - hit.start) + place.plain.slice(hit.end)
  const word = doubts.exec(around) ?? doubts.exec(hit.gap)
  if (word !== null) return word[0]
  const tokens = tokenise(place.source, place.language)
  // Some deeds are a condition of what stands beside them: `cancelled`.
  const odd = [...negationsIn(tokens), ...conditionsIn(tokens)].find(
    ({ start, end }) => end <= hit.start || start >= hit.end,
  )
  return odd === undefined ? null : place.source.slice(odd.start, odd.end)
}

/**
 * Where a reply says that something was done: in the first person or the passive, perfect. Questions, what is denied and
 * what stands in quotes are no claims; what may be none (a condition, yesterday, another's deed) says why. Null: the
 * language has no table of forms.
 */
export function findClaims(text: string, language: string): Claim[] | null {
  const table = compiledFor(language)
  if (table === null) return null
  const letters = plain(text)
  // Letters that change their length would put every place out.
  if (letters.length !== text.length)
    return [
      {
        ...{ deed: null, start: 0, end: text.length, doubt: 'odd letters' },
        sentence: { start: 0, end: text.length },
      },
    ]
  return sentencesOf(text).flatMap((sentence) => {
    const place: Place = {
      ...{ sentence, language },
      source: text.slice(sentence.start, sentence.end),
      plain: letters.slice(sentence.start, sentence.end),
    }
    if (/[?？]\s*["'”“»)]*\s*$/u.test(place.source) || table.asks.test(place.plain)) return []
    return hitsIn(place.plain, table.patterns).flatMap((hit): Claim[] => {
      if (isDenied(hit, place)) return []
      const doubt =
        otherSubject(hit, place, table) ??
        doubtOf(hit, place, table.doubts) ??
        doubtElsewhere(text, sentence, language)
      const { deed, start, end } = hit
      return [{ deed, doubt, sentence, start: sentence.start + start, end: sentence.start + end }]
    })
  })
}
