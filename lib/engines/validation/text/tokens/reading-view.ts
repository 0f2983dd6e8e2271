import type { ReadingContext } from '#lib/engines/validation/text/tokens/reading-context.ts'

/** The lexemes that readers see, and the place of the first of them in the whole text. */
export type View = { context: ReadingContext; base: number }

/** Lexemes of a long text that are seen at once; no value is as long, and no reader can look further from each place. */
const size = 256
/** Of these, how many stand before the place at hand (what decides about a value stands close before it). */
const before = 16
/** Places after which a new view is made, so that at least `size - step` lexemes can be seen ahead. */
const step = 96

/** A view from which the lexeme `place` can be read: `view` while it reaches far enough, the whole of a short text. */
export function viewAt(whole: ReadingContext, place: number, view: View): View {
  const { lexemes } = whole
  if (lexemes.length <= size) return view
  const isFirst = view.context === whole
  if (!isFirst && place - view.base < step) return view
  const base = Math.max(0, place - before)
  return { base, context: { ...whole, lexemes: lexemes.slice(base, base + size) } }
}
