import type { RunItemSort } from '#lib/runs/schema.ts'

export const resultColumns: readonly { key: RunItemSort; label: string }[] = [
  { key: 'case', label: 'Case' },
  { key: 'language', label: 'Language' },
  { key: 'profile', label: 'Device profile' },
  { key: 'verdict', label: 'Verdict' },
  { key: 'blame', label: 'Blame' },
  { key: 'confidence', label: 'Confidence' },
  { key: 'response', label: 'Response' },
]

/** Null is the order of the run. */
export type ResultSort = { column: RunItemSort; descending: boolean } | null

/** The sort that an address asks for; what it does not know it leaves out. */
export function sortFrom(params: Record<string, unknown>): ResultSort {
  const column = resultColumns.find(({ key }) => key === params['sort'])?.key
  return column === undefined ? null : { column, descending: params['dir'] === 'desc' }
}

/** Up, down, then back to the order of the run. */
export function nextSort(sort: ResultSort, column: RunItemSort): ResultSort {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}

const labels = Object.fromEntries(resultColumns.map(({ key, label }) => [key, label]))

/** What the sort is, for people: `sorted by response, descending`. */
export function sortText(sort: ResultSort): string {
  if (!sort) return ''
  const name = labels[sort.column]?.toLowerCase() ?? sort.column
  return `sorted by ${name}${sort.descending ? ', descending' : ''}`
}
