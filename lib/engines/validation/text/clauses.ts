import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { onceFor } from '#lib/platform/once-for.ts'

/** Tokens `from` (inclusive) to `to` (exclusive) of a text. */
export type TokenRange = { from: number; to: number }

/** Ends a sentence, in all scripts. */
const strong = /[.!?;…\n。！？；\u037e؟۔।॥]/u
const comma = /[,:，、،：—–]/u
/** Words that begin a statement of its own after what came before. */
const turns: Record<string, string> = {
  en: 'but however though although and so yet',
  de: 'aber sondern jedoch doch und',
  fr: 'mais cependant pourtant et',
  es: 'pero sino y',
  it: 'ma però e bensì',
  pt: 'mas porém e',
  nl: 'maar echter en',
  sv: 'men utan och',
  da: 'men og',
  no: 'men og',
  pl: 'ale lecz i a',
  cs: 'ale a avšak',
  ru: 'но а и однако',
  uk: 'але а та',
  tr: 'ama fakat ancak ve',
  el: 'αλλά όμως και',
  vi: 'nhưng và',
  id: 'tetapi tapi dan',
  hi: 'लेकिन मगर और',
  ar: 'لكن ولكن و',
  he: 'אבל אך',
  ko: '하지만 그러나 그리고',
  ja: 'しかし でも',
  zh: '但是 但 不过 可是',
}
const turnWords = new Map(
  Object.entries(turns).map(([language, words]) => [language, new Set(words.split(' '))]),
)
const none: ReadonlySet<string> = new Set()

/** Text between two tokens. */
const gap = ({ source, tokens }: TokenText, before: number): string =>
  source.slice(tokens[before - 1]?.end ?? 0, tokens[before]?.start ?? source.length)

/** A full stop after a short word may be that of an abbreviation (`Dr. Smith`). */
function endsSentence(text: TokenText, before: number, answers: ReadonlySet<string>): boolean {
  const between = gap(text, before)
  if (!strong.test(between)) return false
  const last = text.tokens[before - 1]
  if (last === undefined || !/^\.\s/u.test(between)) return true
  return last.end - last.start > 3 || last.kind !== 'word' || answers.has(last.key)
}

function startsClause(text: TokenText, at: number, first: number, turning: ReadonlySet<string>) {
  const between = gap(text, at)
  const key = text.tokens[at]?.key ?? ''
  if (!comma.test(between)) return key === 'but' || (turning.has(key) && key.length > 3)
  // `No, your room is booked`: the answer stands for itself; `Failed: booked` says it of what follows.
  return turning.has(key) || (at === first + 1 && !/[:：]/u.test(between))
}

/** What answers by itself, however short it is. */
const answersOf = onceFor(({ yes, no }: Grammar): ReadonlySet<string> => new Set([...yes, ...no]))

/** The sentence around a range of tokens. */
export function sentenceAround(text: TokenText, { from, to }: TokenRange): TokenRange {
  const answers = answersOf(grammarOf(text.language))
  let start = from
  while (start > 0 && !endsSentence(text, start, answers)) start--
  let end = to
  while (end < text.tokens.length && !endsSentence(text, end, answers)) end++
  return { from: start, to: end }
}

/** The part of the sentence in which a negation would reach the range. */
export function clauseAround(text: TokenText, range: TokenRange): TokenRange {
  const sentence = sentenceAround(text, range)
  const turning = turnWords.get(primarySubtag(text.language)) ?? none
  const starts = (at: number) => startsClause(text, at, sentence.from, turning)
  let { from, to } = range
  while (from > sentence.from && !starts(from)) from--
  while (to < sentence.to && !starts(to)) to++
  return { from, to }
}

/** Whether the sentence ends with a question mark. */
export function asks(text: TokenText, sentence: TokenRange): boolean {
  const mark = primarySubtag(text.language) === 'el' ? /[?;\u037e]/u : /[?？؟]/u
  return mark.test(gap(text, sentence.to))
}
