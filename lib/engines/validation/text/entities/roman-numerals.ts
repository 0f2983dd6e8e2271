const roman = /^(?=[IVX]{2,}$)(X{0,3})(IX|IV|V?I{0,3})$/
const ones: Readonly<Record<string, number>> = { IX: 9, IV: 4, V: 5 }

/** Value of a Roman numeral in capitals from II to XXXIX, or of plain digits; longer ones may be abbreviations. */
function rankOf(text: string): { value: number; roman: boolean } | null {
  if (/^[1-9]\d?$/.test(text)) return { value: Number(text), roman: false }
  const parts = roman.exec(text)
  if (parts === null) return null
  const [, tens = '', unit = ''] = parts
  const rest = unit.startsWith('V') ? 5 + unit.length - 1 : unit.length
  return { value: tens.length * 10 + (ones[unit] ?? rest), roman: true }
}

/** Whether two ranks beside a name are the same: `Louis XIV`, `Louis 14`; null unless one is a Roman numeral and both are ranks. */
export function sameRank(a: string, b: string): boolean | null {
  const [x, y] = [rankOf(a), rankOf(b)]
  return x === null || y === null || !(x.roman || y.roman) ? null : x.value === y.value
}
