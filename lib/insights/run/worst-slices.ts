import type { PlacedFacts } from '#lib/insights/run/placed-facts.ts'
import type { SliceCounts, SliceView } from '#lib/insights/run/schema.ts'
import { benjaminiHochberg, fisherExact } from '#lib/platform/statistics/exact-tests.ts'
import { wilson } from '#lib/platform/statistics/intervals.ts'

/** Share of the findings that may be chance. */
export const falseDiscoveryRate = 0.05

/** Verdicts of language × voice × device profile. */
export function foldSlices(facts: PlacedFacts[]): SliceCounts[] {
  const slices = new Map<string, SliceCounts>()
  for (const { parts, passed, failed, invalid } of facts) {
    const profile = parts.device_profile
    const key = JSON.stringify([parts.language.key, parts.voice.key, profile.key])
    const slice = slices.get(key) ?? {
      language: parts.language.label,
      voice: parts.voice.key,
      device_profile: profile.key === null ? null : { id: profile.key, name: profile.label },
      ...{ passed: 0, failed: 0, invalid: 0 },
    }
    slice.passed += passed
    slice.failed += failed
    slice.invalid += invalid
    slices.set(key, slice)
  }
  return [...slices.values()]
}

const rate = (passed: number, failed: number) =>
  passed + failed === 0 ? null : passed / (passed + failed)

/** Slices that can be told first, of these the worst; equally bad ones by how much is known of them. */
function worstFirst(a: SliceView, b: SliceView): number {
  if (a.enough !== b.enough) return a.enough ? -1 : 1
  return (
    (a.pass_rate ?? 2) - (b.pass_rate ?? 2) || b.n - a.n || a.language.localeCompare(b.language)
  )
}

/**
 * Pass rates of language × voice × device profile, worst first. Each slice of at least `minSample` judged executions
 * is compared with all others together; p-values are corrected for the number of comparisons, so that among the
 * findings of a run at most one in twenty is expected to be chance.
 */
export function worstSlices(slices: SliceCounts[], minSample: number): SliceView[] {
  const passed = slices.reduce((sum, slice) => sum + slice.passed, 0)
  const failed = slices.reduce((sum, slice) => sum + slice.failed, 0)
  const rows = slices.map((slice): SliceView => {
    const n = slice.passed + slice.failed
    const rest = { passed: passed - slice.passed, failed: failed - slice.failed }
    const enough = n >= minSample
    const compared = enough && rest.passed + rest.failed > 0
    return {
      ...slice,
      n,
      pass_rate: rate(slice.passed, slice.failed),
      ...wilson(slice.passed, n),
      enough,
      rest_rate: rate(rest.passed, rest.failed),
      p_value: compared ? fisherExact(slice, rest) : null,
      adjusted_p_value: null,
      finding: false,
    }
  })
  const tested = rows.filter((row) => row.p_value !== null)
  const adjusted = benjaminiHochberg(tested.map((row) => row.p_value ?? 1))
  tested.forEach((row, index) => {
    const p = adjusted[index] ?? 1
    row.adjusted_p_value = p
    row.finding = p <= falseDiscoveryRate && (row.pass_rate ?? 1) < (row.rest_rate ?? 0)
  })
  return rows.sort(worstFirst)
}
