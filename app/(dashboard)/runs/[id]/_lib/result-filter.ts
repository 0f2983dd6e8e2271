import type { Outcome } from '#components/verdict/types.ts'
import {
  reviewStatuses,
  twinOutcomes,
  verdicts,
  type ReviewStatus,
  type TwinOutcome,
} from '#db/enums.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

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

const uuidOrNone = /^([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|none)$/i

/** The filter that an address asks for; what `RunItemFilter` would refuse is left out, without a schema in the browser. */
export function filterFrom(params: Record<string, unknown>): ResultFilter {
  const known = <T extends string>(choices: readonly T[], value: unknown): T | '' =>
    choices.find((choice) => choice === value) ?? ''
  const text = (value: unknown, form: RegExp): string =>
    typeof value === 'string' && form.test(value) ? value : ''
  return {
    verdict: known(verdicts, params['verdict']),
    review_status: known(reviewStatuses, params['review_status']),
    language: text(params['language'], /^.{2,35}$/u),
    device_profile: text(params['device_profile'], uuidOrNone),
    blame: text(params['blame'], /^.{1,50}$/u),
    twin: known(twinOutcomes, params['twin']),
    search: text(params['search'], /^.{1,200}$/u).trim(),
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
