const unit = /(?<![\p{L}\d.,])\d[\d.,]*( ?)([\p{L}\u03a9\u2126µ]{1,6})(?![\p{L}\d])/gu

/** Whether a unit in other capitals is another one: bits and bytes, milli and mega, `5G` and 5 grams. */
function isAnother(a: string, b: string, glued: boolean): boolean {
  if (a === b || a.toLowerCase() !== b.toLowerCase()) return false
  // "20k" and "20K" are one number.
  if (a.length === 1) return /[gmb]/i.test(a) || (/k/i.test(a) && !glued)
  const bytes = /^[kmgtp]?i?b(?:ps|its?)?$/i
  if (bytes.test(a) && (a.includes('B') !== b.includes('B') || a[0] !== b[0])) return true
  const sameRest = a.slice(1) === b.slice(1)
  return (
    /^m/i.test(a) &&
    a[0] !== b[0] &&
    sameRest &&
    /^(?:[WVAJgtNslLΩ\u2126]|Hz|Pa|Wh|bit)$/.test(a.slice(1))
  )
}

/** Whether a unit is in capitals on one side and not on the other, where that matters: `100 MB` and `100 Mb`. */
export function unitCapitalsDiffer(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => Array.from(text.matchAll(unit)))
  if (x === undefined || y === undefined) return false
  if (x.length === y.length)
    return x.some((one, at) => isAnother(one[2] ?? '', y[at]?.[2] ?? '', one[1] === ''))
  return false
}

/** Bits in letters against bytes in words: `100 Mb` and `100 megabytes`. */
export const bitsAgainstBytes = (a: string, b: string) =>
  [
    [a, b],
    [b, a],
  ].some(
    ([short = '', long = '']) =>
      /\d ?[kmgtKMGT]b(?!\p{L})/u.test(short) && /bytes?(?!\p{L})/iu.test(long),
  )
