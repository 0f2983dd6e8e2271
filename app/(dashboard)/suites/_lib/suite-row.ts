import type { VerdictCounts } from '#components/verdict/verdict-bar.tsx'
import type { SuiteView } from '#lib/suites/schema.ts'

/** What the table of suites shows of one. */
export type SuiteRow = Pick<
  SuiteView,
  'id' | 'name' | 'tags' | 'case_count' | 'languages' | 'updated_at'
> & {
  /** of the last 14 days */
  verdicts: VerdictCounts
  /** it has active cases */
  canRun: boolean
}

const nothing: VerdictCounts = { passed: 0, failed: 0, invalid: 0 }

export const rowOfSuite = (
  suite: SuiteView,
  verdicts: VerdictCounts = nothing,
  canRun = false,
): SuiteRow => {
  const { id, name, tags, case_count, languages, updated_at } = suite
  return { ...{ id, name, tags, case_count, languages, updated_at }, verdicts, canRun }
}
