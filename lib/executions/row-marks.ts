import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'

type Mark = ScoreView['marks'][number]
/** Words that decided, at their place in a text as it is shown. */
type RowMark = Pick<Mark, 'start' | 'end' | 'role'>
export type RowMarks = { expected: RowMark[]; got: RowMark[] }

const checks: Record<string, string> = {
  'Response like': 'similar_to',
  'Response contains': 'contains',
  'Response lacks': 'not_contains',
  'Response matches': 'matches',
}

/** The check of the response validator that a row shows; null for all other rows. */
export const checkOf = (aspect: string): string | null => checks[aspect] ?? null

const phraseText = (phrase: string | { text: string }) =>
  typeof phrase === 'string' ? phrase : phrase.text

/** Where each phrase of a list begins in the row, one behind the other as `“a”, “b” in any form`. */
function phrasePlaces(
  check: string,
  phrases: readonly (string | { text: string })[],
  shown: string,
): Map<string, number> {
  const places = new Map<string, number>()
  let from = 0
  for (const [index, phrase] of phrases.entries()) {
    const at = shown.indexOf(`“${phraseText(phrase)}”`, from)
    if (at < 0) break
    places.set(`${check}.${index}`, at + 1)
    from = at + phraseText(phrase).length + 2
  }
  return places
}

/** Where each expected text that marks name begins in the text of its row. */
function placesOf(aspect: string, shown: string, expected: ResolvedExpectation) {
  const check = checkOf(aspect)
  const { contains, not_contains } = expected.response ?? {}
  if (check === 'similar_to') return new Map([['similar_to', 0]])
  if (check === 'matches') return new Map([['matches', 1]])
  if (check === 'contains') return phrasePlaces('contains', contains ?? [], shown)
  if (check === 'not_contains') return phrasePlaces('not_contains', not_contains ?? [], shown)
  const name = aspect.startsWith('Entity ') ? aspect.slice('Entity '.length) : null
  // Other values than texts are shown as JSON, where places of the value mean nothing.
  return name !== null && typeof expected.entities?.[name] === 'string'
    ? new Map([[`entities.${name}`, 0]])
    : new Map<string, number>()
}

/** A word that proves another check is no proof of likeness, or of what must not be said. */
function replyMarksOf(aspect: string, marks: readonly Mark[]): RowMark[] {
  const check = checkOf(aspect)
  if (check === null) return []
  const proven = check === 'contains' || check === 'matches'
  return marks
    .filter((mark) => mark.in === 'reply' && mark.of !== 'spoken')
    .filter(({ role }) => proven || role !== 'proves')
    .map(({ start, end, role }) => ({ start, end, role }))
}

/** The words of one row that decided; `shown` is what the row says is expected. */
export function rowMarks(
  aspect: string,
  shown: string,
  expected: ResolvedExpectation,
  scores: readonly ScoreView[],
): RowMarks {
  const marks = scores.flatMap((score) => score.marks)
  const places = placesOf(aspect, shown, expected)
  return {
    expected: marks.flatMap(({ in: where, of, start, end, role }) => {
      const at = where === 'expected' && of !== undefined ? places.get(of) : undefined
      return at === undefined ? [] : [{ start: at + start, end: at + end, role }]
    }),
    got: replyMarksOf(aspect, marks),
  }
}
