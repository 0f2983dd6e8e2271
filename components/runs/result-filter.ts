import type { ReviewStatus } from '#db/enums.ts'
import type { Outcome } from '#components/verdict/types.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

/** What the results table is narrowed to; empty text means everything. */
export type ResultFilter = {
  verdict: '' | 'passed' | 'failed' | 'invalid'
  review_status: '' | ReviewStatus
  language: string
  blame: string
  search: string
}

export const noFilter: ResultFilter = {
  verdict: '',
  review_status: '',
  language: '',
  blame: '',
  search: '',
}

export const isFiltered = (filter: ResultFilter) =>
  Object.values(filter).some((value) => value !== '')

/** The verdict once there is one, before that what is happening. */
export function outcomeOf(item: Pick<RunItemView, 'status' | 'verdict'>): Outcome {
  if (item.status === 'pending' || item.status === 'running' || item.status === 'cancelled')
    return item.status
  return item.verdict ?? 'invalid'
}

export function matches(item: RunItemView, filter: ResultFilter): boolean {
  const wanted = filter.search.trim().toLowerCase()
  return (
    (filter.verdict === '' || item.verdict === filter.verdict) &&
    (filter.review_status === '' || item.review_status === filter.review_status) &&
    (filter.language === '' || item.language === filter.language) &&
    (filter.blame === '' || item.blame === filter.blame) &&
    (wanted === '' ||
      [item.case.name, item.case.key, item.reason ?? ''].some((text) =>
        text.toLowerCase().includes(wanted),
      ))
  )
}
