import { quote } from '#lib/engines/validation/text/figures.ts'
import type { ToolMock } from '#lib/engines/validation/tools/tool-mocks.ts'
import type { Json } from '#lib/platform/json.ts'

// Apart from how one is chosen, which knows all languages: 900 kB of code that the thread which holds calls never needs.

/** A mock with its place: `at` in the list `of` the case or the target. */
export type PlacedMock = { mock: ToolMock; of: 'case' | 'target'; at: number }

/** All mocks in the order in which they are tried. */
export function placeMocks(
  ofCase: readonly ToolMock[] = [],
  ofTarget: readonly ToolMock[] = [],
): PlacedMock[] {
  return [
    ...ofCase.map((mock, at) => ({ mock, of: 'case' as const, at })),
    ...ofTarget.map((mock, at) => ({ mock, of: 'target' as const, at })),
  ]
}

/** A value as people read it, cut to `length` characters. */
export function show(value: Json, length = 80): string {
  if (typeof value === 'string') return quote(value, length)
  const text = JSON.stringify(value)
  return text.length > length ? `${text.slice(0, length)}…` : text
}

/** Where a mock stands. */
export const placeText = ({ of, at }: PlacedMock) => `mocks[${at}] of the ${of}`

/** A mock as a person finds it again: `mocks[0] of the case (get_order with {"order":"A7"})`. */
export function mockText(placed: PlacedMock): string {
  const { tool, arguments: given } = placed.mock
  const what = given === undefined ? '' : ` with ${show(given, 200)}`
  return `${placeText(placed)} (${tool}${what})`
}
