import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')

/** Letters and digits of a text, and where each of its tokens begins and ends in them. */
function spelledOut({ source, tokens }: TokenText): {
  all: string
  starts: number[]
  ends: number[]
} {
  let all = ''
  const starts: number[] = []
  const ends: number[] = []
  tokens.forEach(({ start, end }, at) => {
    starts.push(all.length)
    all += bare(source.slice(start, end))
    ends.push(all.length)
    all += bare(source.slice(end, tokens[at + 1]?.start ?? end))
  })
  return { all, starts, ends }
}

/** `check in`, `check-in` and `checkin`; `12A` and `12 A`. */
export function joinedDifferently(phrase: TokenText, text: TokenText): string | null {
  const wanted = bare(phrase.source)
  if (wanted.length < (/\p{Nd}/u.test(wanted) && /\p{L}/u.test(wanted) ? 2 : 4)) return null
  const { all, starts, ends } = spelledOut(text)
  for (const [from, start] of starts.entries()) {
    if (!all.startsWith(wanted, start)) continue
    const end = start + wanted.length
    for (let to = from; to < ends.length && (ends[to] ?? 0) <= end; to++)
      if (ends[to] === end) return text.source.slice(text.tokens[from]?.start, text.tokens[to]?.end)
  }
  return null
}

/** A code of which the reply holds figures and letters side by side: `12A` and `twelve A`. */
export function spelledCode(wanted: Token, text: TokenText): string | null {
  const parts = /^(?:(\p{Nd}+)(\p{L}{1,3})|(\p{L}{1,3})(\p{Nd}+))$/u.exec(
    wanted.digits ?? bareValue(wanted),
  )
  if (parts === null) return null
  const digits = parts[1] ?? parts[4]
  const letters = (parts[2] ?? parts[3] ?? '').toLowerCase()
  for (const [at, had] of text.tokens.entries()) {
    const [reading] = had.readings
    if (had.kind !== 'number' || reading?.type !== 'number' || reading.value !== digits) continue
    const beside = [text.tokens[at - 1], text.tokens[at + 1]]
    if (beside.some((token) => token?.key.toLowerCase() === letters))
      return text.source.slice(had.start, had.end)
  }
  return null
}

const bareValue = ({ readings: [first] }: Token) =>
  first?.type === 'identifier' ? first.value.replaceAll(/[^\p{L}\p{N}]/gu, '') : ''

/** Digits of a token as written or, in words, one after the other; a point of a number in words. */
function digitsAsSaid(
  { kind, key, start, end, digits, readings: [first] }: Token,
  source: string,
  language: string,
) {
  const written = source.slice(start, end).replaceAll(/[^\p{Nd}]/gu, '')
  if (written !== '') return written
  if (kind === 'word') return grammarOf(language).digitWords.get(key) ?? ''
  if (digits !== undefined) return digits.replaceAll(/[^0-9]/g, '')
  if (first?.type === 'time')
    return `${Math.floor(first.minutes / 60) % 12 || 12}${String(first.minutes % 60).padStart(2, '0')}`
  return first !== undefined && 'value' in first ? first.value.replaceAll(/[^0-9]/g, '') : ''
}

/** Whether the phrase is one value and the token another one of its kind: `6:45 pm` and `6:45 am`. */
function isOther(phrase: TokenText, had: Token | undefined): boolean {
  const [wanted, ...more] = phrase.tokens
  if (wanted === undefined || had === undefined || more.length > 0) return false
  return wanted.kind === had.kind && relate(wanted, had) === 'different'
}

/** Digits of neighbouring tokens in one string, as a number read out in pieces. */
export function digitRun(phrase: TokenText, text: TokenText): boolean {
  const digits = (tokens: readonly Token[], source: string) =>
    tokens.map((token) => digitsAsSaid(token, source, phrase.language))
  const wanted = digits(phrase.tokens, phrase.source).join('')
  const spoken = !/\p{Nd}/u.test(text.source) || !/\p{Nd}/u.test(phrase.source)
  if (wanted.length < (spoken ? 2 : 3)) return false
  const pieces = digits(text.tokens, text.source)
  for (let from = 0; from < pieces.length; from++) {
    if (pieces[from] === '') continue
    let all = ''
    for (let to = from; to < pieces.length && all.length < wanted.length; to++) {
      all += pieces[to] ?? ''
      if (all === wanted && !(from === to && isOther(phrase, text.tokens[from]))) return true
    }
  }
  return false
}
