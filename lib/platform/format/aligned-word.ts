/** One step from what was said to what was heard. `said` is null for an insertion, `heard` for a deletion. */
export type AlignedWord = {
  op: 'equal' | 'substitute' | 'insert' | 'delete'
  said: string | null
  heard: string | null
}
