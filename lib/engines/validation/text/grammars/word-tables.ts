/** Splits a list at white space; `_` stands for the space inside a phrase. */
export function wordList(text: string): string[] {
  return text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('_', ' '))
}

export const wordSet = (text: string): ReadonlySet<string> => new Set(wordList(text))

/** `minute: min minuten; hour: std stunden` -> each word on the right with the name on its left. */
export function wordMap(text: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const row of text.split(';')) {
    const colon = row.indexOf(':')
    if (colon < 0) continue
    for (const word of wordList(row.slice(colon + 1))) map.set(word, row.slice(0, colon).trim())
  }
  return map
}

/** Words in counting order, `|` between spellings of one: `null, eins|ein` -> 0 and 1 with `from` 0. */
export function counted(text: string, from: number): Map<string, number> {
  const map = new Map<string, number>()
  text.split(',').forEach((spellings, index) => {
    for (const word of spellings.trim().split('|'))
      if (word !== '') map.set(word.replaceAll('_', ' '), from + index)
  })
  return map
}

/** The same map with the folded spelling of each key beside the written one. */
export function withFolds<T>(
  map: ReadonlyMap<string, T>,
  fold: (word: string) => string,
): ReadonlyMap<string, T> {
  const both = new Map(map)
  for (const [word, value] of map) if (!both.has(fold(word))) both.set(fold(word), value)
  return both
}

/** Replaces single characters by a table; words without any of them come back as they are. */
export function foldedBy(table: Readonly<Record<string, string>>): (word: string) => string {
  const pattern = new RegExp(`[${Object.keys(table).join('')}]`, 'g')
  const some = new RegExp(pattern.source)
  return (word) =>
    some.test(word) ? word.replace(pattern, (character) => table[character] ?? character) : word
}

/** Phrases parted by commas or line ends. */
export function phraseList(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim().replaceAll(/\s+/g, ' '))
    .filter((phrase) => phrase !== '')
}

/** Words for a half, a quarter and three quarters with their values. */
export function fractionWords(
  half: string,
  quarter: string,
  threeQuarters = '',
): Map<string, string> {
  const rows = [
    ['0.5', half],
    ['0.25', quarter],
    ['0.75', threeQuarters],
  ] as const
  return new Map(
    rows.flatMap(([value, list]) => wordList(list).map((word) => [word, value] as const)),
  )
}
