import { outcomeOf } from '#app/(dashboard)/runs/[id]/_lib/result-filter.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

export const resultColumns = [
  { key: 'case', label: 'Case' },
  { key: 'language', label: 'Language' },
  { key: 'profile', label: 'Device profile' },
  { key: 'verdict', label: 'Verdict' },
  { key: 'blame', label: 'Blame' },
  { key: 'confidence', label: 'Confidence' },
  { key: 'response', label: 'Response' },
] as const

export type ResultColumn = (typeof resultColumns)[number]['key']
export type ResultSort = { column: ResultColumn; descending: boolean }

/** What needs a look comes first. */
const urgency = {
  failed: 0,
  invalid: 1,
  running: 2,
  pending: 3,
  hidden: 4,
  passed: 5,
  cancelled: 6,
}

const keys: Record<ResultColumn, (item: RunItemView) => string | number | null> = {
  case: (item) => item.case.name.toLowerCase(),
  language: (item) => item.language,
  profile: (item) => item.device_profile?.name.toLowerCase() ?? null,
  verdict: (item) => urgency[outcomeOf(item)],
  blame: (item) => item.blame,
  confidence: (item) => item.confidence,
  response: (item) => item.response_ms,
}

/** Sorted copy; rows without a value stay last in both directions, ties keep their order. */
export function sortResults(items: RunItemView[], sort: ResultSort | null): RunItemView[] {
  if (!sort) return items
  const key = keys[sort.column]
  const direction = sort.descending ? -1 : 1
  return [...items].sort((left, right) => {
    const a = key(left)
    const b = key(right)
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0)
    return a < b ? -direction : a > b ? direction : 0
  })
}
