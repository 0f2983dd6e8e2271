import { quote } from '#lib/engines/validation/text/figures.ts'
import { matchName } from '#lib/engines/validation/tools/match-call.ts'
import { matchValue } from '#lib/engines/validation/tools/match-value.ts'
import { placeText, show, type PlacedMock } from '#lib/engines/validation/tools/placed-mock.ts'
import { valueAtPath } from '#lib/engines/validation/tools/value-path.ts'
import type { Json } from '#lib/platform/json.ts'

/** What a tool is asked; arguments null where they are not told. */
export type AskedTool = { name: string; arguments: Json }

type Serving = {
  /** BCP 47 */
  language: string
  /** how many calls a mock has served so far */
  used: (placed: PlacedMock) => number
}

/** What keeps a mock from a call, worst first: half sentences. None: it fits. */
type Fit = { placed: PlacedMock; faults: string[] }

function argumentFaults(expected: Record<string, Json>, given: Json, language: string): string[] {
  if (given === null) return ['the arguments are not told']
  if (typeof given !== 'object') return [`the arguments are no JSON object: ${show(given)}`]
  return Object.entries(expected).flatMap(([path, value]) => {
    const found = valueAtPath(given, path)
    const name = path.split('.').at(-1) ?? path
    const { match, how } = matchValue(value, found, { language, name })
    if (match === 'right') return []
    const wanted = value === null ? 'none is' : `${show(value)} is`
    if (found === undefined) return [`the argument ${path} is not given, where ${wanted} expected`]
    const unsure = match === 'unproven' ? ` (not sure: ${how})` : ''
    return [`the argument ${path} is ${show(found)}, where ${wanted} expected${unsure}`]
  })
}

function fitOf(placed: PlacedMock, call: AskedTool, { language, used }: Serving): Fit {
  const { arguments: expected, times } = placed.mock
  const faults = expected === undefined ? [] : argumentFaults(expected, call.arguments, language)
  if (faults.length === 0 && times !== undefined && used(placed) >= times)
    faults.push(`it has been used ${times === 1 ? 'once' : `${times} times`}, which is all it may`)
  return { placed, faults }
}

/** Why no mock answers, as half a sentence; the nearest one is named, and what keeps it from the call. */
function whyNone(mocks: readonly PlacedMock[], name: string, fits: readonly Fit[]): string {
  const [first] = mocks
  if (first === undefined)
    return 'no mock answers it: neither the case nor the target has any ("mocks")'
  const [nearest] = fits.toSorted((one, other) => one.faults.length - other.faults.length)
  if (nearest !== undefined) {
    const more = nearest.faults.length > 1 ? ` (and ${nearest.faults.length - 1} more)` : ''
    return `no mock fits: for the nearest, ${placeText(nearest.placed)}, ${nearest.faults[0]}${more}`
  }
  const alike = mocks.find(({ mock }) => matchName(mock.tool, name) === 'unproven' && name !== '')
  if (alike !== undefined)
    return `no mock is for this tool: the nearest, ${placeText(alike)}, is for ${quote(alike.mock.tool)}, and names must be the same`
  const tools = [...new Set(mocks.map(({ mock }) => mock.tool))]
  const more = tools.length > 10 ? ` and ${tools.length - 10} more` : ''
  return `no mock is for this tool; there are mocks for ${tools.slice(0, 10).join(', ')}${more}`
}

/**
 * The first mock that fits a call for certain: of the same name, with arguments that are proven right, not used up. Else
 * why there is none, as half a sentence.
 */
export function chooseMock(
  mocks: readonly PlacedMock[],
  call: AskedTool,
  serving: Serving,
): PlacedMock | { none: string } {
  const fits: Fit[] = []
  for (const placed of mocks) {
    if (matchName(placed.mock.tool, call.name) !== 'right') continue
    const fit = fitOf(placed, call, serving)
    if (fit.faults.length === 0) return placed
    fits.push(fit)
  }
  return { none: whyNone(mocks, call.name, fits) }
}
