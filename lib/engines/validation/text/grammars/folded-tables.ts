type Fold = (word: string) => string

/** A map that finds a word in any of its spellings: keys are held as given and folded. */
class FoldedMap<T> extends Map<string, T> {
  readonly fold: Fold

  constructor(entries: Iterable<readonly [string, T]>, fold: Fold) {
    super()
    this.fold = fold
    for (const [key, value] of entries) {
      const folded = fold(key)
      if (!super.has(key)) super.set(key, value)
      if (!super.has(folded)) super.set(folded, value)
    }
  }

  override get(key: string): T | undefined {
    return super.get(key) ?? super.get(this.fold(key))
  }

  override has(key: string): boolean {
    return super.has(key) || super.has(this.fold(key))
  }
}

class FoldedSet extends Set<string> {
  readonly fold: Fold

  constructor(values: Iterable<string>, fold: Fold) {
    super()
    this.fold = fold
    for (const value of values) super.add(value).add(fold(value))
  }

  override has(value: string): boolean {
    return super.has(value) || super.has(this.fold(value))
  }
}

/** How a table folds the words that it is asked for; null for a plain map. */
export const foldOf = (table: ReadonlyMap<string, unknown>): Fold | null =>
  table instanceof FoldedMap ? (table as FoldedMap<unknown>).fold : null

/** Tables of a language whose spelling varies more than its lists do. */
export type FoldedTables = {
  map: <T>(entries: Iterable<readonly [string, T]>) => ReadonlyMap<string, T>
  set: (values: Iterable<string>) => ReadonlySet<string>
  /** every phrase as written and folded */
  list: (values: readonly string[]) => string[]
}

/** Words of a language come back all the time, and every table asks for each of them. */
const remembered = 5_000
const longestKept = 60

/** A fold that keeps its answers. */
export function remembering(fold: Fold): Fold {
  const known = new Map<string, string>()
  return (word) => {
    let folded = known.get(word)
    if (folded === undefined) {
      folded = fold(word)
      if (word.length > longestKept) return folded
      if (known.size >= remembered) known.clear()
      known.set(word, folded)
    }
    return folded
  }
}

export function foldedTables(slow: Fold): FoldedTables {
  const fold = remembering(slow)
  return {
    map: (entries) => new FoldedMap(entries, fold),
    set: (values) => new FoldedSet(values, fold),
    list: (values) => [...new Set(values.flatMap((value) => [value, fold(value)]))],
  }
}
