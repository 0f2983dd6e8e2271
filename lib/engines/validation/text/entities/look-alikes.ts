import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** Signs that the eye and the ear take for one another: 0 and O, 1, I and a lower-case l. */
const oneShape = (text: string) =>
  text
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[oO]/g, '0')
    .replace(/[iIl]/g, '1')
    .toUpperCase()

/** Whether two codes differ only in signs that look or sound alike: `B0` and `BO`, `A1` and `AI`. */
export function lookAlike(a: string, b: string): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  if (a.length > 40 || b.length > 40 || !/\d/.test(a + b)) return false
  return letters(a).length > 1 && letters(a) !== letters(b) && oneShape(a) === oneShape(b)
}

/** Whether a code is a word with digits in the place of letters, as `Se7en` is. */
export function lettersAsDigits(a: string, b: string): boolean {
  const [code, word] = /\d/.test(a) ? [a, b] : [b, a]
  if (!/^\p{L}{3,20}$/u.test(word) || code.length !== word.length) return false
  const letters = Array.from(code.toLowerCase())
  const digits = letters.filter((sign) => /\d/.test(sign)).length
  const lower = Array.from(word.toLowerCase())
  return (
    digits > 0 &&
    digits <= code.length / 2 &&
    letters.every((sign, at) => /\d/.test(sign) || sign === lower[at])
  )
}

const nineties = 'twenties thirties forties fifties sixties seventies eighties nineties'.split(' ')
/** Words before the figure of a decade. */
const decadeLead: Readonly<Record<string, RegExp>> = {
  en: /^(?:in )?(?:the )?/,
  de: /^(?:die |den |der )?/,
  fr: /^(?:les )?années /,
  es: /^(?:los )?años /,
  it: /^(?:gli )?anni /,
  pt: /^(?:os )?anos /,
  nl: /^(?:de )?jaren /,
}
const decadeTail: Readonly<Record<string, RegExp>> = {
  en: /^(\d{2}|\d{4})'?s$/,
  de: /^(\d{2}|\d{4})er(?: jahre)?n?$/,
}

/** The figure of a decade, `90` or `1990`; null for anything else. */
function decadeOf(text: string, language: string): string | null {
  const subtag = primarySubtag(language)
  const lead = decadeLead[subtag]
  const lower = text.toLowerCase()
  if (lead === undefined || text.length > 30 || !lead.test(lower)) return null
  const rest = lower.replace(lead, '').replace(/^'/, '')
  const named = subtag === 'en' ? nineties.indexOf(rest) : -1
  if (named >= 0) return String((named + 2) * 10)
  const figure = (decadeTail[subtag] ?? /^(\d{2}|\d{4})$/).exec(rest)?.[1]
  return figure?.endsWith('0') === true ? figure : null
}

/** Whether one decade may be the other: `the 90s` and `1990s`; null unless both texts name one. */
export function sameDecade(
  a: string,
  b: string,
  language: string,
): 'same' | 'unclear' | 'different' | null {
  const [x, y] = [decadeOf(a, language), decadeOf(b, language)]
  if (x === null || y === null) return null
  if (x.slice(-2) !== y.slice(-2)) return 'different'
  if (x.length !== y.length) return 'unclear'
  if (x !== y) return 'different'
  // "90s" alone is a minute and a half as well.
  return [a, b].some((text) => /^\d{2}s$/i.test(text)) ? 'unclear' : 'same'
}
