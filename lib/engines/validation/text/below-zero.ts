import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { phrases } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Token, TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { findAll, wordList, type Found } from '#lib/engines/validation/text/word-list.ts'

/** What says, before or behind a value, that it is a negative one; by primary subtag. */
const rows: Readonly<Record<string, string>> = {
  en: 'below zero|below freezing|sub-zero|subzero|under zero|below 0',
  de: 'unter null|unter dem gefrierpunkt|unter 0|frost|minusgrade',
  fr: 'en dessous de zéro|au-dessous de zéro|sous zéro|sous 0|en dessous de 0',
  es: 'bajo cero|por debajo de cero|bajo 0',
  it: 'sotto zero|sotto lo zero|sotto 0',
  pt: 'abaixo de zero|negativos|abaixo de 0',
  ca: 'sota zero',
  nl: 'onder nul|onder het vriespunt|onder 0|vorst',
  sv: 'under noll|minusgrader|kallt|under 0',
  da: 'under nul|minusgrader|frost|under frysepunktet|under 0',
  nb: 'under null|minusgrader|kuldegrader|under frysepunktet|under 0',
  fi: 'pakkasta|nollan alapuolella|alle nollan|miinusta',
  pl: 'poniżej zera|mrozu|poniżej 0',
  cs: 'pod nulou|mrazu|pod bodem mrazu|pod 0',
  ru: 'мороза|ниже нуля|ниже ноля|ниже 0',
  uk: 'морозу|нижче нуля|нижче 0',
  el: 'κάτω από το μηδέν|υπό το μηδέν|υπό του μηδενός|κάτω από το 0',
  tr: 'sıfırın altında|eksi|sıfır altı',
  hi: 'शून्य से नीचे|नीचे|शून्य से कम|माइनस',
  ar: 'تحت الصفر|دون الصفر',
  he: 'מתחת לאפס',
  vi: 'dưới không|dưới 0|âm',
  id: 'di bawah nol|minus|di bawah 0',
  th: 'ใต้ศูนย์|ต่ำกว่าศูนย์|ติดลบ|ลบ',
  ko: '영하',
  ja: '氷点下|零下|マイナス',
  zh: '零下|零度以下|冰点以下',
}

const lists = new Map<string, readonly string[]>()

function listOf(language: string): readonly string[] {
  const primary = grammarOf(language).language
  let list = lists.get(primary)
  if (list === undefined) lists.set(primary, (list = phrases(rows[primary] ?? '')))
  return list
}

/** Words that put values of a text below zero, within tokens `from` to `to`. */
export const belowZeroIn = (text: TokenText, from = 0, to = text.tokens.length): Found[] =>
  findAll(wordList(listOf(text.language), text.language), text, from, to)

const valuesOf = ({ readings }: Token) =>
  readings.flatMap((reading) => ('value' in reading ? [reading.value] : []))

/** Whether a token has a sign that could be turned: a number or a measure. */
export const isSignable = ({ kind }: Token): boolean => kind === 'number' || kind === 'measure'

/** Whether the phrase has a negative value that the reply may name as one below zero. */
export function belowInstead(phrase: TokenText, text: TokenText): boolean {
  const negatives = phrase.tokens
    .flatMap(valuesOf)
    .filter((value) => value.startsWith('-'))
    .map((value) => value.slice(1))
  const below = negatives.length > 0 ? belowZeroIn(text) : belowZeroIn(phrase)
  if (below.length === 0) return false
  const had = new Set(text.tokens.flatMap(valuesOf))
  if (negatives.length > 0) return negatives.some((value) => had.has(value))
  return phrase.tokens.flatMap(valuesOf).some((value) => had.has(`-${value}`))
}
