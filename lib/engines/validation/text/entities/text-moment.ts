import { isoMoment } from '#lib/engines/validation/text/entities/iso-values.ts'
import type { Clock, Day, Moment } from '#lib/engines/validation/text/entities/moment.ts'
import { relativeDay } from '#lib/engines/validation/text/entities/relative-days.ts'
import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

/** Words that join a day and a time and say nothing themselves; never one that means before, after, from or until. */
const joints: Readonly<Record<string, string>> = {
  en: 'at on the of in',
  de: 'um am den der',
  fr: 'à a le l',
  es: 'a las la el los de',
  it: 'alle all il le di',
  pt: 'às as à no na em de o',
  nl: 'om op',
  sv: 'kl klockan den på',
  da: 'kl klokken den på',
  nb: 'kl klokken den på',
  tr: 'saat',
  ru: 'в во',
  uk: 'о об в у',
  pl: 'o w we dnia',
  cs: 'v ve dne',
  ja: 'の に',
  zh: '的 在',
  ko: '에',
  hi: 'को बजे',
  ar: 'في الساعة يوم',
  he: 'ב בשעה ביום',
  th: 'เวลา ที่ วัน',
  id: 'pada pukul jam',
  vi: 'lúc vào',
}
const jointSets = new Map(
  Object.entries(joints).map(([language, words]) => [language, new Set(words.split(' '))]),
)
const noWords: ReadonlySet<string> = new Set()

/** Whether a word joins a day and a time and says nothing itself. */
export const isJoint = (word: string, language: string) =>
  (jointSets.get(primarySubtag(language)) ?? noWords).has(word)

function mergeDay(a: Day, b: Day): Day | null {
  const merged = { ...a }
  for (const field of ['year', 'month', 'day', 'weekday'] as const) {
    if (a[field] !== null && b[field] !== null && a[field] !== b[field]) return null
    merged[field] = a[field] ?? b[field]
  }
  return merged
}

const daysOf = ({ readings }: Token): Day[] =>
  readings.flatMap((one) => (one.type === 'date' ? [one] : []))
const timesOf = ({ readings }: Token): Clock[] =>
  readings.flatMap((one) => (one.type === 'time' ? [one] : []))

type Parts = { days: Day[] | null; times: Clock[] | null; relative: readonly number[] | null }

/** Takes a token into the moment; false when it says something else or something again. */
function take(parts: Parts, token: Token): boolean {
  if (token.kind === 'date') {
    const days = daysOf(token)
    const merged =
      parts.days === null
        ? days
        : parts.days.flatMap((one) => days.flatMap((other) => mergeDay(one, other) ?? []))
    parts.days = merged
    return merged.length > 0 && parts.relative === null
  }
  if (token.kind !== 'time' || parts.times !== null) return false
  parts.times = timesOf(token)
  return true
}

/** Longest name of a relative day among the words from `at`. */
function relativeAt(tokens: readonly Token[], at: number, language: string) {
  for (let end = Math.min(tokens.length, at + 4); end > at; end--) {
    const words = tokens.slice(at, end)
    if (words.some(({ kind }) => kind !== 'word')) continue
    const keys = words.map(({ key }) => key)
    const days = relativeDay(keys.join(' '), language) ?? relativeDay(keys.join(''), language)
    if (days !== null) return { days, end }
  }
  return null
}

/** The day, time or both that a plain text says and nothing else; null for anything else. */
export function momentOf(text: string, language: string): Moment | null {
  const iso = isoMoment(text)
  if (iso !== null) return iso
  const { tokens } = tokenise(text, language)
  if (tokens.length === 0 || tokens.length > 12) return null
  const parts: Parts = { days: null, times: null, relative: null }
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (token === undefined) break
    const relative = relativeAt(tokens, at, language)
    if (relative !== null) {
      if (parts.relative !== null || parts.days !== null) return null
      parts.relative = relative.days
      at = relative.end - 1
    } else if (token.kind === 'word' ? !isJoint(token.key, language) : !take(parts, token))
      return null
  }
  return parts.days === null && parts.times === null && parts.relative === null
    ? null
    : { ...parts, machine: false }
}
