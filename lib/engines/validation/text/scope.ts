import { belowZeroIn, isSignable } from '#lib/engines/validation/text/below-zero.ts'
import {
  asks,
  clauseAround,
  sentenceAround,
  type TokenRange,
} from '#lib/engines/validation/text/clauses.ts'
import { covered, type Covered } from '#lib/engines/validation/text/covered.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import { pendingAround } from '#lib/engines/validation/text/pending.ts'
import { answerPhrases } from '#lib/engines/validation/text/refusal-phrases.ts'
import { deniesBeside, symbolsBeside, symbolsIn } from '#lib/engines/validation/text/symbols.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { findAll, wordList, type Found } from '#lib/engines/validation/text/word-list.ts'

/** A word of the reply because of which what is said there is not simply so. */
export type ScopeDoubt = {
  kind: 'negation' | 'condition' | 'question'
  word: string
  start: number
  end: number
}

const none: readonly string[] = []

const overlaps = (a: Found, b: { start: number; end: number }) => a.start < b.end && b.start < a.end

/** Words of which a pattern of the language says that they negate (`onaylanmadı`, `ませんでした`). */
function patternHits(text: TokenText, range: TokenRange, patterns: readonly RegExp[]): Found[] {
  if (patterns.length === 0) return []
  if (grammarOf(text.language).unspaced) {
    const start = text.tokens[range.from]?.start ?? 0
    const end = text.tokens[range.to - 1]?.end ?? start
    const letters = text.source.slice(start, end)
    return patterns.flatMap((pattern) => {
      const at = letters.search(pattern)
      return at < 0 ? [] : [{ ...range, start: start + at, end: start + at + 1 }]
    })
  }
  const found: Found[] = []
  for (let at = range.from; at < range.to; at++) {
    const token = text.tokens[at]
    if (token?.kind === 'word' && patterns.some((pattern) => pattern.test(token.key)))
      found.push({ start: token.start, end: token.end, from: at, to: at + 1 })
  }
  return found
}

let mild: { text: TokenText; found: Covered } | null = null

/** Phrases of a text that hold a negation and deny nothing; asked again for each place of a phrase. */
function mildIn(text: TokenText): Covered {
  if (mild?.text !== text) {
    const { harmless } = grammarOf(text.language)
    mild = { text, found: covered(findAll(wordList(harmless, text.language), text)) }
  }
  return mild.found
}

type Search = (text: TokenText, range: TokenRange) => Found[]

/** Keeps what was found last: the places of a phrase often stand in one clause, however long it is. */
function once(search: Search): Search {
  let last: { text: TokenText; range: TokenRange; found: Found[] } | null = null
  return (text, range) => {
    if (last?.text !== text || last.range.from !== range.from || last.range.to !== range.to)
      last = { text, range, found: search(text, range) }
    return last.found
  }
}

const negationsOnce = once(searchNegations)
const conditionsOnce = once(searchConditions)

/** Negations within a range, without those that deny nothing (`no problem`). */
export const negationsIn = (text: TokenText, range?: TokenRange): readonly Found[] =>
  range === undefined
    ? searchNegations(text, { from: 0, to: text.tokens.length })
    : negationsOnce(text, range)

function searchNegations(text: TokenText, whole: TokenRange): Found[] {
  const { negations, negationPatterns } = grammarOf(text.language)
  const hits = [
    ...findAll(wordList(negations, text.language), text, whole.from, whole.to),
    ...patternHits(text, whole, negationPatterns ?? []),
  ]
  if (hits.length === 0) return hits
  const { touches } = mildIn(text)
  return hits.filter((hit) => !touches(hit))
}

/** Conditions and doubts within a range. */
export const conditionsIn = (text: TokenText, range?: TokenRange): readonly Found[] =>
  range === undefined
    ? searchConditions(text, { from: 0, to: text.tokens.length })
    : conditionsOnce(text, range)

function searchConditions(text: TokenText, whole: TokenRange): Found[] {
  const { conditions } = grammarOf(text.language)
  const hits = findAll(wordList(conditions, text.language), text, whole.from, whole.to)
  if (hits.length === 0) return hits
  // `żaden problem` is no problem
  const { touches } = mildIn(text)
  return hits.filter((hit) => !touches(hit))
}

/** The word that makes a question of a sentence: at its beginning, at its end, or a particle anywhere. */
function questionWord(text: TokenText, sentence: TokenRange, grammar: Grammar): Found | null {
  const list = wordList(grammar.questions ?? none, text.language)
  const found = findAll(list, text, sentence.from, sentence.to)
  const particles = grammar.language === 'tr' || grammar.language === 'az'
  return (
    found.find(({ from, to }) => particles || from === sentence.from || to === sentence.to) ?? null
  )
}

function questionAround(text: TokenText, sentence: TokenRange, grammar: Grammar) {
  if (asks(text, sentence)) {
    const end = text.tokens[sentence.to - 1]?.end ?? 0
    const mark = text.source.slice(end).search(/[?？؟]/u)
    const at = end + Math.max(0, mark)
    return { start: at, end: at + 1 }
  }
  return questionWord(text, sentence, grammar)
}

/** Whether any sentence of a text is a question. */
export function isQuestion(text: string, language: string): boolean {
  if (/[?？؟]/u.test(text)) return true
  const tokens = tokenise(text, language)
  if (tokens.tokens.length === 0) return false
  const sentence = { from: 0, to: tokens.tokens.length }
  return questionWord(tokens, sentence, grammarOf(language)) !== null
}

/** What they deny stands behind them: `confirmed without a fee`. */
const withoutWords = new Set(
  'without ohne sans sin senza sem sense zonder utan uden uten ilman bez без χωρίς δίχως'.split(
    ' ',
  ),
)

const outside = (found: readonly Found[], hit: { start: number; end: number }) =>
  found.find((one) => !overlaps(one, hit)) ?? null

/** What puts a value below zero, says that something is still to come, or shows by a picture that it is not so. */
function turnedAround(
  text: TokenText,
  hit: TokenRange & { start: number; end: number },
  clause: TokenRange,
  phrase: TokenText,
): { start: number; end: number } | null {
  if (text.tokens.slice(hit.from, hit.to).some(isSignable) && belowZeroIn(phrase).length === 0) {
    const [below] = belowZeroIn(text, clause.from, clause.to).filter((one) => !overlaps(one, hit))
    if (below !== undefined) return below
  }
  const pending = pendingAround(text, hit, clause, phrase)
  if (pending !== null) return pending
  const { from, to } = sentenceAround(text, hit)
  const said = symbolsIn(phrase)
  return (
    symbolsBeside(text, from, to).find(
      (sign) => deniesBeside(sign) && !said.some((own) => own.text === sign.text),
    ) ?? null
  )
}

/**
 * Whether what stands at `hit` is denied, made conditional or asked in its clause; null when it is simply said. What the
 * expected phrase says itself is no doubt.
 */
export function doubtAround(
  text: TokenText,
  hit: TokenRange & { start: number; end: number },
  phrase: TokenText,
): ScopeDoubt | null {
  const named = (kind: ScopeDoubt['kind'], { start, end }: { start: number; end: number }) => ({
    kind,
    word: text.source.slice(start, end),
    start,
    end,
  })
  const clause = clauseAround(text, hit)
  const denied = negationsIn(text, clause).filter(
    ({ from }) => from < hit.to || !withoutWords.has(text.tokens[from]?.key ?? ''),
  )
  const negation = outside(denied, hit)
  if (negation !== null && negationsIn(phrase).length === 0) return named('negation', negation)
  const condition = outside(conditionsIn(text, clause), hit)
  // Who expects a denial expects the regret that comes with it.
  if (condition !== null && conditionsIn(phrase).length === 0 && negationsIn(phrase).length === 0)
    return named('condition', condition)
  const turned = turnedAround(text, hit, clause, phrase)
  if (turned !== null) return named('condition', turned)
  const sentence = sentenceAround(text, hit)
  const skills = wordList(answerPhrases(text.language).skills, text.language)
  const offer = outside(findAll(skills, text, sentence.from, sentence.to), hit)
  if (offer !== null && findAll(skills, phrase).length === 0) return named('condition', offer)
  const question = questionAround(text, sentence, grammarOf(text.language))
  return question !== null && !isQuestion(phrase.source, phrase.language)
    ? named('question', question)
    : null
}
