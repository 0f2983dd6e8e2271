import type { Fault } from '#lib/platform/errors.ts'
import { formatPath } from '#lib/platform/format/faults.ts'
import type { ImportFinding, SuiteFile } from '#lib/suites/schema.ts'

/** A text to import and the name it is known by in reports. */
export type SourceFile = { name: string; text: string }

/** A fault in a source file, with its place there: 1-based, null when it has none. */
export type SourceFault = Fault & { file: string; line: number | null; column: number | null }

/** A suite read from a file, and where each of its parts stands there. */
export type ReadSuite = {
  file: string
  suite: SuiteFile
  /** lines of its cases, recordings and uses of variables, by their formatted paths */
  lines: ReadonlyMap<string, number | null>
}

/** The line of a case, a recording or a use of a variable. */
export const lineOf = ({ lines }: ReadSuite, path: readonly PropertyKey[]): number | null =>
  lines.get(formatPath(path)) ?? null

export type ReadResult = { suites: ReadSuite[]; faults: SourceFault[]; findings: ImportFinding[] }

/**
 * Reads one file format, in a thread that has a deadline. It never throws for a fault of the file: it reports what it finds, at
 * most `faultLimit` of them.
 */
export type Importer = {
  format: string
  label: string
  read(file: SourceFile): ReadResult
}
