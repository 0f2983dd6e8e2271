import { readInThread } from '#lib/importers/read-in-thread.ts'
import { getImporter } from '#lib/importers/registry.ts'
import { storeRecordings, type StoreRecording } from '#lib/importers/store-recordings.ts'
import { lineOf, type ReadSuite, type SourceFault, type SourceFile } from '#lib/importers/types.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { faultLimit, formatPath } from '#lib/platform/format/faults.ts'
import { importSuites, type CaseOutcome, type ImportedSuite } from '#lib/suites/import-suites.ts'
import type { ImportFinding, ImportView } from '#lib/suites/schema.ts'
import { variableUses } from '#lib/suites/variables.ts'

export type ImportRequest = {
  files: SourceFile[]
  format: string
  dryRun: boolean
  /** deletes cases that the files no longer hold */
  dropMissing: boolean
  /** names that targets define; a suite may use no other */
  variables: ReadonlySet<string>
  storeRecording: StoreRecording
  /** writes what `storeRecording` has taken, once nothing is wrong with the import */
  keepRecordings?: () => Promise<void>
}

function describe({ file, line, column, path, message }: SourceFault): string {
  const place = [file, line, column].filter((part) => part !== null).join(':')
  return `${place}: ${path === '' ? message : `${path} ${message}`}`
}

/** Refuses the import as a whole: nothing is written when one part of it is wrong. */
function refuse(faults: SourceFault[]): void {
  if (faults.length === 0) return
  const count = faults.length < faultLimit ? `${faults.length}` : `${faultLimit} or more`
  throw new InvalidError(
    faults.length === 1 ? 'The import has an error' : `The import has ${count} errors`,
    faults.slice(0, faultLimit).map((fault) => ({ path: fault.path, message: describe(fault) })),
  )
}

/** Uses of variables that no target defines, with file, line and name. */
function checkVariables(suites: ReadSuite[], known: ReadonlySet<string>): SourceFault[] {
  return suites.flatMap((read) =>
    variableUses(read.suite)
      .filter(({ name }) => !known.has(name))
      .slice(0, faultLimit)
      .map(({ name, path }) => ({
        file: read.file,
        path: formatPath(path),
        message: `uses \${${name}}, which no target defines`,
        line: lineOf(read, path),
        column: null,
      })),
  )
}

function caseFindings(read: ReadSuite, imported: ImportedSuite) {
  const { file, suite } = read
  const places = new Map(suite.cases.map(({ id }, index) => [id, index]))
  return imported.cases.map(({ key, outcome }): ImportFinding => {
    const index = places.get(key)
    return {
      file,
      line: index === undefined ? null : lineOf(read, ['cases', index]),
      status: outcome === 'dropped' ? 'dropped' : 'mapped',
      message: `${suite.suite} / ${key}: ${outcome}`,
    }
  })
}

/**
 * Imports files, all or none. Throws `InvalidError` whose faults each name file, line, column and field. With
 * `dryRun` it answers the same and writes nothing.
 */
export async function importFiles(ctx: Ctx, request: ImportRequest): Promise<ImportView> {
  authorize(ctx.actor, 'suite:write')
  getImporter(request.format)
  const read = await readInThread(request.format, request.files)
  refuse(read.flatMap(({ faults }) => faults))
  const suites = read.flatMap((result) => result.suites)
  refuse(checkVariables(suites, request.variables))
  const stored = await storeRecordings(suites, request.storeRecording)
  refuse(stored.faults)

  const { dryRun, dropMissing } = request
  if (!dryRun) await request.keepRecordings?.()
  const imported = await importSuites(
    ctx,
    stored.suites.map(({ suite }) => suite),
    { dryRun, dropMissing },
  )
  const outcomes = imported.flatMap(({ cases }) => cases)
  const count = (wanted: CaseOutcome) => outcomes.filter(({ outcome }) => outcome === wanted).length
  const findings = stored.suites.flatMap((suite, index) => {
    const result = imported[index]
    return result ? caseFindings(suite, result) : []
  })
  return {
    suite_ids: [...new Set(imported.flatMap(({ id }) => (id === null ? [] : [id])))],
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    dropped: count('dropped'),
    report: [...read.flatMap((result) => result.findings), ...stored.findings, ...findings],
  }
}
