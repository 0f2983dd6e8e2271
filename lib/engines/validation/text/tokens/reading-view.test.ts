import { expect, test } from 'vitest'

import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import { tablesOf } from '#lib/engines/validation/text/tokens/language-tables.ts'
import { viewAt, type View } from '#lib/engines/validation/text/tokens/reading-view.ts'

const lexeme = (at: number): Lexeme => ({
  kind: 'word',
  text: `w${at}`,
  glued: false,
  capital: false,
  start: at,
  end: at + 1,
})

function contextOf(length: number) {
  const lexemes = Array.from({ length }, (_, at) => lexeme(at))
  return { source: '', lexemes, tables: tablesOf('en') }
}

test('a short text is seen whole', () => {
  const context = contextOf(200)
  const view: View = { context, base: 0 }
  expect(viewAt(context, 199, view)).toBe(view)
})

test('of a long text little is seen at once, but enough on both sides of each place', () => {
  const context = contextOf(3_000)
  let view: View = { context, base: 0 }
  for (let place = 0; place < 3_000; place++) {
    view = viewAt(context, place, view)
    const seen = view.context.lexemes
    expect(seen[place - view.base]).toBe(context.lexemes[place])
    expect(seen.length).toBeLessThanOrEqual(256)
    expect(place - view.base).toBeGreaterThanOrEqual(Math.min(place, 16))
    expect(view.base + seen.length).toBeGreaterThanOrEqual(Math.min(3_000, place + 160))
  }
})
