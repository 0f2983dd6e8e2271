import type { Fault } from '#lib/platform/errors.ts'
import type { ImportFinding, SuiteFile } from '#lib/suites/schema.ts'

/** A text to import and the name it is known by in reports. */
export type SourceFile = { name: string; text: string }

/** A fault in a source file, with its place there: 1-based, null when it has none. */
export type SourceFault = Fault & { file: string; line: number | null; column: number | null }

/** A suite read from a file, and where each of its parts stands there. */
export type ReadSuite = {
  file: string
  suite: SuiteFile
  /** the line of the deepest part of `path` that stands in the file */
  lineOf: (path: readonly PropertyKey[]) => number | null
}

export type ReadResult = { suites: ReadSuite[]; faults: SourceFault[]; findings: ImportFinding[] }

/** Reads one file format. It never throws for a fault of the file: it reports all it finds. */
export type Importer = {
  format: string
  label: string
  read(file: SourceFile): ReadResult
}
