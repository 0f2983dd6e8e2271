import { phraseTable, skipPhrase } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { readWhole } from '#lib/engines/validation/text/grammars/thai-clock.ts'
import { textFrom } from '#lib/engines/validation/text/grammars/thai-numbers.ts'
import type { Reader, Share } from '#lib/engines/validation/text/grammars/types.ts'

const inTable = phraseTable([['ใน', true]], '')
const numerator = phraseTable([['เศษ', true]], '')
const denominator = phraseTable([['ส่วน', true]], '')

/** เศษสองส่วนสาม and สองในสาม are 2/3; what is counted may not follow: สองในสามห้อง are two rooms of three. */
export const thaiShare: Reader<Share> = (lexemes, at) => {
  const named = skipPhrase(lexemes, at, numerator)
  const over = readWhole(lexemes, named ?? at)
  const link = over && skipPhrase(lexemes, over.end, named === null ? inTable : denominator)
  const under = over === null || link === null ? null : readWhole(lexemes, link)
  if (over === null || under === null || over.value < 1 || over.value >= under.value) return null
  const next = lexemes[under.end]
  const goesOn = next?.glued === true && next.kind === 'word'
  if (named === null && goesOn && !textFrom(lexemes, under.end, 4).startsWith('ของ')) return null
  return { over: String(over.value), under: String(under.value), end: under.end }
}
