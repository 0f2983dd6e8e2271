import type { ScoreView } from '#lib/executions/score-view.ts'

export type MarkRole = ScoreView['marks'][number]['role']
/** A place in a text that is shown, UTF-16, end exclusive. */
export type TextMark = { start: number; end: number; role: MarkRole }
export type TextPiece = { text: string; role: MarkRole | null }

/** Where places overlap, what speaks against an answer is shown. */
const weight = { proves: 1, doubts: 2, contradicts: 3 } as const

/** Whether a place cuts a character in two. */
const splits = (text: string, place: number) =>
  /[\uDC00-\uDFFF]/.test(text.charAt(place)) && /[\uD800-\uDBFF]/.test(text.charAt(place - 1))

/** A text in pieces, marked ones apart; places that are not in the text are left out. */
export function markPieces(text: string, marks: readonly TextMark[]): TextPiece[] {
  const usable = marks.filter(
    ({ start, end }) =>
      start >= 0 && start < end && end <= text.length && !splits(text, start) && !splits(text, end),
  )
  const places = [
    ...new Set([0, text.length, ...usable.flatMap(({ start, end }) => [start, end])]),
  ].sort((a, b) => a - b)
  const pieces: TextPiece[] = []
  for (const [index, start] of places.entries()) {
    const end = places[index + 1]
    if (end === undefined) break
    const role = usable
      .filter((mark) => mark.start <= start && mark.end >= end)
      .map((mark) => mark.role)
      .reduce<MarkRole | null>(
        (found, next) => (found === null || weight[next] > weight[found] ? next : found),
        null,
      )
    const last = pieces.at(-1)
    if (last && last.role === role) last.text += text.slice(start, end)
    else pieces.push({ text: text.slice(start, end), role })
  }
  return pieces
}

/** Places that decided in the reply as it is shown: written, or spoken where that is another text. */
export function replyMarks(scores: readonly ScoreView[], form: 'written' | 'spoken'): TextMark[] {
  return scores
    .flatMap(({ marks }) => marks)
    .filter((mark) => mark.in === 'reply' && (mark.of === 'spoken') === (form === 'spoken'))
}
