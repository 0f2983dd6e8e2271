const digitsOfRoman: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 }
/** Up to 89: kings, centuries, chapters and wars do not go further. */
const romanForm = /^(?:x{0,3}|xl|lx{0,3})(?:ix|iv|v?i{0,3})$/
/** French and Catalan write the ending of the ordinal behind it: `XXIe`. */
export const romanEnding = /(?:e|è|ème|eme|er|re|ère)$/

/** Value of Roman numerals in small letters; null for other words. */
export function romanValue(word: string): number | null {
  if (word === '' || !romanForm.test(word)) return null
  let total = 0
  for (let index = 0; index < word.length; index++) {
    const value = digitsOfRoman[word.charAt(index)] ?? 0
    const next = digitsOfRoman[word.charAt(index + 1)] ?? 0
    total += value < next ? -value : value
  }
  return total
}
