import {
  isHanNumeral,
  readHanNumber,
  type HanRules,
} from '#lib/engines/validation/text/grammars/han-numbers.ts'
import { remembered } from '#lib/engines/validation/text/grammars/remembered.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

export type HanCardinalWords = HanRules & {
  /** begins at the numeral and is a word, not a number: 一起, 十分 */
  wordsFrom: RegExp
  /** ends at the first numeral and is a word: 唯一, 统一 */
  wordsTo: RegExp
  /** what may follow a single numeral that counts: 个, 人, 点, 元 */
  counters: RegExp
  /** what may stand before a single numeral at the end of a phrase: 是三 */
  leads: RegExp
}

/** Text around a place, a space where the lexemes do not touch. */
function around(lexemes: readonly Lexeme[], from: number, to: number): string {
  let text = ''
  for (let index = Math.max(0, from); index < Math.min(lexemes.length, to); index++) {
    const lexeme = lexemes[index]!
    text += index > from && !lexeme.glued ? ` ${lexeme.text}` : lexeme.text
  }
  return text
}

/**
 * Reader of Han cardinals. A single numeral is a number only beside a counter, a unit or the edge of a phrase, since
 * Han numerals are parts of many words; 二百五十 is one anywhere.
 */
export function hanCardinal(words: HanCardinalWords): Reader<Cardinal> {
  return remembered((lexemes, at) => {
    const first = lexemes[at]
    if (first === undefined || !(first.kind === 'digits' || isHanNumeral(first))) return null
    const number = readHanNumber(lexemes, at, words)
    if (number === null || (number.shape === 'string' && !isLongString(number.value))) return null
    const found = { value: number.value.replace(/^0+(?=\d)/, ''), end: number.end }
    if (first.kind === 'digits') return number.shape === 'built' ? found : null
    const before = first.glued ? around(lexemes, at - 3, at) : ''
    // the rest of a run that was no number: 三四百
    if (first.glued && isHanNumeral(lexemes[at - 1])) return null
    if (words.wordsFrom.test(around(lexemes, at, at + 6))) return null
    if (words.wordsTo.test(before + first.text)) return null
    if (number.end - at > 1) return found
    const next = lexemes[number.end]
    const after = next?.glued === true ? around(lexemes, number.end, number.end + 6) : ''
    if (words.counters.test(after)) return found
    const edge = next?.glued !== true || next.kind === 'sign' || next.kind === 'digits'
    return edge && (before === '' || lexemes[at - 1]?.kind === 'sign' || words.leads.test(before))
      ? found
      : null
  })
}

/** 二零二五 is a number (a year); 三四 may be "three or four". */
const isLongString = (value: string) => value.length === 4 && /^[12]\d/.test(value)
