import { cardinal } from '#lib/engines/validation/text/grammars/turkish-numbers.ts'
import type { Reader, Share } from '#lib/engines/validation/text/grammars/types.ts'

const under = new Map([
  ['üçte', '3'],
  ['dörtte', '4'],
  ['beşte', '5'],
  ['altıda', '6'],
  ['yedide', '7'],
  ['sekizde', '8'],
  ['dokuzda', '9'],
])

/** `üçte iki` is 2/3; `saat üçte iki kişi` are two people at three. */
export const turkishShare: Reader<Share> = (lexemes, at) => {
  const lower = under.get(lexemes[at]?.text ?? '')
  if (lower === undefined || lexemes[at - 1]?.text === 'saat') return null
  const upper = cardinal(lexemes, at + 1)
  if (upper === null || lexemes[upper.end]?.kind === 'word') return null
  const isProper = Number(upper.value) < Number(lower) && /^[1-9]$/.test(upper.value)
  return isProper ? { over: upper.value, under: lower, end: upper.end } : null
}
