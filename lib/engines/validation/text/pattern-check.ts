import type { RE2JS } from 're2js'

import { figuresIn } from '#lib/engines/validation/text/figures-in.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import {
  compilePattern,
  findLiteral,
  firstMatch,
  literalOf,
  type Found,
} from '#lib/engines/validation/text/matches.ts'
import { doubtAround } from '#lib/engines/validation/text/scope.ts'
import type { TextFinding } from '#lib/engines/validation/text/text-finding.ts'
import { withoutReferences } from '#lib/engines/validation/text/tokens/character-references.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

/** Typographic quotes, wide letters and digits of other scripts as a keyboard writes them. */
function plainForm(text: string, language: string): string {
  const plain = withoutReferences(text)
    .normalize('NFKC')
    .replaceAll(/[’‘ʼ]/gu, "'")
    .replaceAll(/[“”„«»]/gu, '"')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\s+/gu, ' ')
  return /[^\0-\x7f]/.test(plain) && /\p{Nd}/u.test(plain) ? withFigures(plain, language) : plain
}

/** The text with numbers in words as figures: `twenty degrees` -> `20 degrees`. */
function withFigures(text: string, language: string): string {
  const { tokens, source } = tokenise(text, language)
  let result = ''
  let from = 0
  for (const token of tokens) {
    if (token.kind === 'word') continue
    const figures =
      token.kind === 'number' ? [{ token }] : figuresIn(token, { tokens, source, language, text })
    const [first] = figures
    const reading = first?.token.readings[0]
    if (reading === undefined || !('value' in reading)) continue
    const span = source.slice(token.start, token.end)
    const words =
      token.kind === 'number' ? '' : (/\s[^\d\s]+(?:\s[^\d\s]+)?$/u.exec(span)?.[0] ?? '')
    result += `${source.slice(from, token.start)}${reading.value}${words.trim() === '' ? '' : ` ${words.trim().split(' ').at(-1) ?? ''}`}`
    from = token.end
  }
  return result + source.slice(from)
}

/** Whether the pattern itself is about a value that may be written in figures or in words. */
function namesValues(source: string, language: string): boolean {
  const words = source.replaceAll(/\\[a-zA-Z]/g, ' ').replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
  return tokenise(words, language).tokens.some(({ kind }) => kind !== 'word')
}

const isFound = (found: Found) => found !== null && found !== 'too long'

/** Why a reply without a match may be the expected one in another spelling; null when it is not. */
function nearMatch(pattern: RE2JS, source: string, reply: string, language: string): string | null {
  if (isFound(firstMatch(pattern, plainForm(reply, language))))
    return 'matches only when quotes, spaces and digits are written plainly'
  if (isFound(firstMatch(pattern, withFigures(reply, language))))
    return 'matches only when numbers are written in figures'
  const typed = tokenise(reply, language).tokens.filter(({ kind }) => kind !== 'word')
  const inWords = typed.some(
    ({ start, end }) => !/^[\p{Nd}\p{P}\p{S}\s]*$/u.test(reply.slice(start, end)),
  )
  return (namesValues(source, language) && typed.length > 0) || (asksFigures(source) && inWords)
    ? 'does not match, but holds a value that may be written otherwise'
    : null
}

/** Whether the pattern asks for figures or for the sign of a currency, a share or a clock time. */
const asksFigures = (source: string) =>
  /\\d|\[\^?[^\]]*0-9|\[:digit:\]|\\p\{N|[0-9]|\\\$|[€£¥₹%°]|(?<!\(\?):/u.test(source)

/** What makes doubtful that the reply says what matches: the same as for words that must be there. */
function doubtOfMatch(
  source: string,
  reply: string,
  match: { start: number; end: number },
  language: string,
): string | null {
  const text = tokenise(reply, language)
  const from = text.tokens.findIndex(({ end }) => end > match.start)
  if (from < 0 || match.start >= match.end) return null
  const until = text.tokens.findIndex(({ start }) => start >= match.end)
  const to = Math.max(from, until < 0 ? text.tokens.length : until)
  const words = source.replaceAll(/\\[a-zA-Z]/g, ' ').replaceAll(/[^\p{L}\p{N}\s'?]/gu, ' ')
  const scope = doubtAround(text, { ...match, from, to }, tokenise(words, language))
  return scope === null ? null : `${shownScope[scope.kind]} by ${quote(scope.word, 30)}`
}

const shownScope = { negation: 'denied', condition: 'made doubtful', question: 'asked' } as const

const unknown = (why: string): TextFinding => ({
  ...{ proof: 'unproven', pass: false, score: 0, confidence: 0.5, why, marks: [] },
})

function matched(
  source: string,
  reply: string,
  match: { start: number; end: number },
  language: string,
): TextFinding {
  const shown = `/${source}/`
  const doubt = doubtOfMatch(source, reply, match, language)
  return doubt === null
    ? {
        ...{ proof: 'right', pass: true, score: 1, confidence: 0.97, why: `matches ${shown}` },
        marks: [{ in: 'reply', ...match, role: 'proves' }],
      }
    : {
        ...{ proof: 'unproven', pass: true, score: 0.5, confidence: 0.6 },
        why: `matches ${shown}, but what matches is ${doubt}`,
        marks: [{ in: 'reply', ...match, role: 'doubts' }],
      }
}

/** Whether a pattern matches a reply; one that cannot be used proves nothing. */
export function judgePattern(source: string, reply: string, language: string): TextFinding {
  const shown = `/${source}/`
  const literal = literalOf(source)
  const found = literal && findLiteral(literal, reply)
  if (found) return matched(source, reply, found, language)
  const { pattern, fault } = compilePattern(source)
  if (pattern === null) return unknown(`the pattern ${shown} cannot be used: ${fault}`)
  const match = firstMatch(pattern, reply)
  if (match === 'too long')
    return unknown(
      `whether ${shown} matches was not looked at: the reply has ${reply.length} characters, too many for this pattern`,
    )
  if (match !== null) return matched(source, reply, match, language)
  const near = nearMatch(pattern, source, reply, language)
  const whole = { in: 'expected', of: 'matches', start: 0, end: source.length } as const
  return near === null
    ? {
        ...{ proof: 'wrong', pass: false, score: 0, confidence: 0.97 },
        why: `does not match ${shown}`,
        marks: [{ ...whole, role: 'contradicts' }],
      }
    : {
        ...{ proof: 'unproven', pass: true, score: 0.5, confidence: 0.6, why: `${near}: ${shown}` },
        marks: [{ ...whole, role: 'doubts' }],
      }
}
