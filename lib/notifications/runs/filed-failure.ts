import type { CasePriority } from '#db/enums.ts'

/** A failure of a run and the defect that it was filed under, as far as messages and issues tell of them. */
export type FiledFailure = {
  defect: { id: string; title: string; severity: CasePriority; fingerprint: string }
  failure: {
    caseName: string
    language: string
    blame: string | null
    validator: string | null
    /** in words */
    reason: string
    /** the latest first */
    executionIds: string[]
  }
  /** `known`: nothing new but more evidence; `repeated`: none even of that */
  effect: 'created' | 'reopened' | 'known' | 'repeated'
}

/** What the results of a run did to defects. */
export type FiledRun = {
  recorded: readonly FiledFailure[]
  /** defects that have now passed often enough to count as fixed */
  resolved: readonly { id: string }[]
}
