import { InvalidError } from '#lib/platform/errors.ts'

/** Signs that Flite would drop or read byte by byte, and what it says instead. */
const spellings: [RegExp, string][] = [
  [/[\u2018\u2019\u201b\u02bc]/g, "'"],
  [/[\u201c\u201d\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\u2026/g, '...'],
  [/£\s?(\d[\d,.]*\d|\d)/g, '$1 pounds'],
  [/€\s?(\d[\d,.]*\d|\d)/g, '$1 euros'],
  [/£/g, ' pounds '],
  [/€/g, ' euros '],
  [/°\s?C\b/g, ' degrees Celsius'],
  [/°\s?F\b/g, ' degrees Fahrenheit'],
  [/°/g, ' degrees'],
  [/[ßẞ]/g, 'ss'],
  [/[æÆ]/g, 'ae'],
  [/[œŒ]/g, 'oe'],
  [/[øØ]/g, 'o'],
  [/[łŁ]/g, 'l'],
]

/**
 * Text as Flite reads it: ASCII, accents removed, common signs in words, one line. Throws `InvalidError`
 * naming letters of other scripts, which Flite would leave out without a word.
 */
export function spellEnglish(text: string): string {
  let spelled = text
  for (const [sign, words] of spellings) spelled = spelled.replace(sign, words)
  spelled = spelled.normalize('NFKD').replace(/\p{M}/gu, '')
  const foreign = [...new Set(spelled.match(/[^\x00-\x7f]/gu) ?? [])].filter((character) =>
    /[\p{L}\p{N}]/u.test(character),
  )
  if (foreign.length > 0)
    throw new InvalidError(`An English voice cannot speak "${foreign.slice(0, 8).join('')}"`)
  spelled = spelled
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
  if (!/[A-Za-z0-9]/.test(spelled))
    throw new InvalidError('The text holds nothing that an English voice can speak')
  return spelled
}
