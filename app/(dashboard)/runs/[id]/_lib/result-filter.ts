import type { Outcome } from '#components/verdict/types.ts'
import type { ReviewStatus } from '#db/enums.ts'
import { RunItemFilter, type RunItemView, type TwinOutcome } from '#lib/runs/schema.ts'

/** What the results table is narrowed to; empty text means everything. */
export type ResultFilter = {
  verdict: '' | 'passed' | 'failed' | 'invalid'
  review_status: '' | ReviewStatus
  language: string
  /** id; `none` for what was heard without one */
  device_profile: string
  blame: string
  twin: '' | TwinOutcome
  search: string
}

export const noFilter: ResultFilter = {
  verdict: '',
  review_status: '',
  language: '',
  device_profile: '',
  blame: '',
  twin: '',
  search: '',
}

const { shape } = RunItemFilter

/** The filter that an address asks for; what it does not know it leaves out. */
export function filterFrom(params: Record<string, unknown>): ResultFilter {
  const known = <T>(field: { safeParse(value: unknown): { data?: T } }, name: keyof ResultFilter) =>
    field.safeParse(params[name]).data ?? ''
  return {
    verdict: known(shape.verdict, 'verdict'),
    review_status: known(shape.review_status, 'review_status'),
    language: known(shape.language, 'language'),
    device_profile: known(shape.device_profile, 'device_profile'),
    blame: known(shape.blame, 'blame'),
    twin: known(shape.twin, 'twin'),
    search: known(shape.search, 'search'),
  }
}

export const isFiltered = (filter: ResultFilter) =>
  Object.values(filter).some((value) => value !== '')

/** The verdict once there is one, before that what is happening. */
export function outcomeOf(
  item: Pick<RunItemView, 'status' | 'verdict'> & Partial<Pick<RunItemView, 'blind'>>,
): Outcome {
  if (item.status === 'pending' || item.status === 'running' || item.status === 'cancelled')
    return item.status
  if (item.blind) return 'hidden'
  return item.verdict ?? 'invalid'
}

export function matches(item: RunItemView, filter: ResultFilter): boolean {
  const wanted = filter.search.trim().toLowerCase()
  return (
    (filter.verdict === '' || item.verdict === filter.verdict) &&
    (filter.review_status === '' || item.review_status === filter.review_status) &&
    (filter.language === '' || item.language === filter.language) &&
    (filter.device_profile === '' ||
      (item.device_profile?.id ?? 'none') === filter.device_profile) &&
    (filter.blame === '' || item.blame === filter.blame) &&
    (wanted === '' ||
      [item.case.name, item.case.key, item.reason ?? ''].some((text) =>
        text.toLowerCase().includes(wanted),
      ))
  )
}
