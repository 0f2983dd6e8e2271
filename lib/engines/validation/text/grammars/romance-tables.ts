/** A table with, for every word, the same behind the preposition that a round million asks for: `millones de euros`. */
export function withOf<T>(map: ReadonlyMap<string, T>, of: string): Map<string, T> {
  const both = new Map(map)
  const joint = of.endsWith("'") ? of : `${of} `
  for (const [word, value] of map) both.set(joint + word, value)
  return both
}

/** Values as whole numbers: `wordMap` has them as text. */
export function asNumbers(map: ReadonlyMap<string, string>): Map<string, number> {
  return new Map([...map].map(([word, value]) => [word, Number(value)] as const))
}

/** Phrases written with `|` between them. */
export function phraseList(list: string): string[] {
  return list.split('|').map((phrase) => phrase.trim())
}
