import {
  type CaseRow,
  CaseRows,
} from '#app/(dashboard)/suites/[id]/_components/case-rows.client.tsx'
import type { CaseView } from '#lib/suites/schema.ts'

function rowOf({ id, key, name, priority, status, version, languages, turns }: CaseView): CaseRow {
  return {
    ...{ id, key, name, priority, status, version },
    languages: Object.keys(languages),
    turns: turns.length,
  }
}

export const CasesTable = ({ suiteId, cases }: { suiteId: string; cases: CaseView[] }) => (
  <CaseRows suiteId={suiteId} cases={cases.map(rowOf)} />
)
