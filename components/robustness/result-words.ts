import { axisTexts, formatBetween, formatLevel } from '#components/robustness/axis-texts.ts'
import type { SearchView } from '#lib/robustness/schema.ts'

type Result = { headline: string; next: string }

export type SearchResult = Pick<
  SearchView,
  | 'axis'
  | 'plan'
  | 'status'
  | 'outcome'
  | 'break_point'
  | 'passes_at'
  | 'fails_at'
  | 'failure_reason'
>

const ended: Record<SearchView['status'], (search: SearchResult) => Result> = {
  queued: () => ({ headline: 'Searching', next: 'It waits for a worker.' }),
  running: () => ({
    headline: 'Searching',
    next: 'Each level is tried once the one before is judged.',
  }),
  completed: () => ({
    headline: 'Ended without a result',
    next: 'Its run ended before the search did. Search again.',
  }),
  failed: ({ failure_reason: reason }) => ({
    headline: 'The search could not be carried out',
    next: `${reason ?? 'Its run could not be judged.'} Check the target, then search again.`,
  }),
  cancelled: () => ({
    headline: 'Cancelled',
    next: 'It was stopped before the robustness threshold was found. The levels judged until then stay; search again to find it.',
  }),
}

const outcomes: Record<NonNullable<SearchView['outcome']>, (search: SearchResult) => Result> = {
  found: ({ axis, break_point: at, passes_at: passes, fails_at: fails }) => ({
    headline: at === null ? 'Found' : `Breaks at ${formatLevel(axis, at)}`,
    next:
      passes === null || fails === null
        ? ''
        : `The case passes at ${formatLevel(axis, passes)} and fails at ${formatLevel(axis, fails)}: it breaks ${formatBetween(axis, passes, fails)}.`,
  }),
  never_fails: ({ axis, plan }) => ({
    headline: `Holds to ${formatLevel(axis, plan.to)}`,
    next: `The case still passes at the hardest level of this search. Search on beyond it, where the levels are ${axisTexts[axis].harder}.`,
  }),
  always_fails: ({ axis, plan }) => ({
    headline: `Fails already at ${formatLevel(axis, plan.from)}`,
    next: 'The case fails at the easiest level of this search, so there is no limit to find below it. Run the case as it is: if it passes, begin the search where it is easier.',
  }),
  not_judged: () => ({
    headline: 'A level could not be judged',
    next: 'Every try of one level was invalid, so that nothing can be said of the voice AI there. The executions below say why; fix that and search again.',
  }),
}

/** What a search has found, or why it has not, and what to do next. */
export const resultOf = (search: SearchResult): Result =>
  search.outcome ? outcomes[search.outcome](search) : ended[search.status](search)

/** The same in a few words: `breaks between 6.5 and 7 dB SNR`. */
export function resultWords(search: SearchResult): string {
  const { axis, outcome, passes_at: passes, fails_at: fails } = search
  if (outcome === 'found' && passes !== null && fails !== null)
    return `breaks ${formatBetween(axis, passes, fails)}`
  const { headline } = resultOf(search)
  return headline.charAt(0).toLowerCase() + headline.slice(1)
}
