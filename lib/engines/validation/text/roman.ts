const digits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 }
/** Up to 89: kings, centuries, chapters and wars do not go further. */
const form = /^(?:x{0,3}|xl|lx{0,3})(?:ix|iv|v?i{0,3})$/

/** Value of a Roman numeral in capitals, `written` as in the source; null for other words and for a lone letter but V and X. */
export function romanNumeral(word: string, written: string): number | null {
  if (word === '' || word === 'i' || word === 'l' || word === 'c' || !form.test(word)) return null
  if (written !== written.toUpperCase()) return null
  let total = 0
  for (let index = 0; index < word.length; index++) {
    const value = digits[word.charAt(index)] ?? 0
    const next = digits[word.charAt(index + 1)] ?? 0
    total += value < next ? -value : value
  }
  return total
}
