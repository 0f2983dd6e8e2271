import type { Sql } from '#db/client.ts'
import { AppError } from '#lib/platform/errors.ts'
import { batched } from '#lib/platform/postgres/batched.ts'
import { CaseInput } from '#lib/suites/schema.ts'
import { variableUses } from '#lib/suites/variables.ts'

type Version = { caseId: string; caseVersion: number }

/** A version of a case, which never changes. */
export type StoredCase = {
  case: CaseInput
  /** it names variables, so that each run has a text of its own */
  varies: boolean
}

/** Loads versions of cases: those of items that begin together with one statement. */
export function createStoredCases(sql: Sql): (version: Version) => Promise<StoredCase> {
  const definition = batched(async (versions: Version[]) => {
    const rows = await sql<{ place: number; definition: unknown }[]>`
      select k.place::int, v.definition
      from unnest(${versions.map(({ caseId }) => caseId)}::uuid[],
        ${versions.map(({ caseVersion }) => caseVersion)}::int[]) with ordinality as k(case_id, version, place)
      join test_case_versions v on v.case_id = k.case_id and v.version = k.version`
    const found = new Map(rows.map((row) => [row.place, row]))
    return versions.map((_, at) => found.get(at + 1) ?? null)
  })
  return async (version) => {
    const row = await definition(version)
    if (!row)
      throw new AppError('internal', `Version ${version.caseVersion} of the case no longer exists`)
    const stored = CaseInput.parse(row.definition)
    return { case: stored, varies: variableUses(stored).length > 0 }
  }
}
