/** Notations of which a person must say whether they mean the plain one. */
function plainNotation(text: string): string | null {
  if (/^0x[\da-f]{1,12}$/i.test(text)) return String(Number(text))
  if (/^\d+(?:_\d+)+$/.test(text)) return text.replaceAll('_', '')
  // A footnote's star, a factorial.
  if (/\d[*!]$/.test(text)) return text.slice(0, -1)
  // Brackets are a minus in accounts.
  if (/^\(\D?\d[\d.,]*\D?\)$/.test(text)) return `-${text.slice(1, -1)}`
  return null
}

/** Whether one text is the other in a notation that may mean something else: `0x1F`, `1_000`, `5*`, `($5)`. */
export function oddNotation(a: string, b: string): boolean {
  const [x, y] = [plainNotation(a), plainNotation(b)]
  return (x !== null && (x === b || x === y)) || (y !== null && y === a)
}

/** A figure of two decimals and more against one that it is the rounding of: 52.52 and 52.5200066. */
export function isRounding(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const places = short.split('.')[1]?.length ?? 0
  const more = long.split('.')[1]?.length ?? 0
  if (places < 2 || more < places + 2 || places > 15) return false
  return Number(long).toFixed(places) === short
}

const inThousands = /\d[.,' ]\d{3}(?![\d])/
/** Whether two amounts have the same digits, in groups of three by a sign that is a decimal point elsewhere. */
export function groupedOtherwise(a: string, b: string): boolean {
  const bare = (text: string) => text.replace(/(?<=\d)[.,' ](?=\d{3}(?!\d))/g, '')
  return (inThousands.test(a) || inThousands.test(b)) && bare(a) === bare(b)
}
