import { namedRecordings } from '#lib/importers/named-recordings.ts'
import { lineOf, type ReadSuite, type SourceFault } from '#lib/importers/types.ts'
import { formatPath } from '#lib/platform/format/faults.ts'
import { isRecordingKey } from '#lib/suites/definition.ts'
import type { ImportFinding, TurnInput } from '#lib/suites/schema.ts'

/** Where a recording is kept, and what was odd in its file. */
export type StoredRecording = { key: string; warnings: readonly string[] }

/** Stores a recording that came with the import. Throws when it cannot be used. */
export type StoreRecording = (name: string) => Promise<StoredRecording>

type Audio = TurnInput['audio']

const rename = (audio: Audio, keys: Map<string, string>): Audio => {
  if (audio === undefined) return undefined
  if (typeof audio === 'string') return keys.get(audio) ?? audio
  const entries = Object.entries(audio)
  return Object.fromEntries(entries.map(([language, name]) => [language, keys.get(name) ?? name]))
}

/**
 * Replaces the file names of recordings by their storage keys. Names that are keys already, as an export
 * writes them, stay. Reports each recording that is missing or unusable at its line, and finds what is odd in the others.
 */
export async function storeRecordings(
  suites: ReadSuite[],
  store: StoreRecording,
): Promise<{ suites: ReadSuite[]; faults: SourceFault[]; findings: ImportFinding[] }> {
  const faults: SourceFault[] = []
  const findings: ImportFinding[] = []
  const keys = new Map<string, string>()
  for (const read of suites)
    for (const { name, path } of namedRecordings(read.suite)) {
      if (isRecordingKey(name) || keys.has(name)) continue
      try {
        const { key, warnings } = await store(name)
        keys.set(name, key)
        for (const warning of warnings)
          findings.push({
            ...{ file: read.file, line: lineOf(read, path), status: 'approximated' },
            message: `${name}: ${warning}`,
          })
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        const line = lineOf(read, path)
        faults.push({ file: read.file, path: formatPath(path), message, line, column: null })
      }
    }
  return {
    ...{ faults, findings },
    suites: suites.map((read) => ({
      ...read,
      suite: {
        ...read.suite,
        cases: read.suite.cases.map((testCase) => ({
          ...testCase,
          turns: testCase.turns.map(({ audio, ...turn }) => {
            const stored = rename(audio, keys)
            return stored === undefined ? turn : { ...turn, audio: stored }
          }),
        })),
      },
    })),
  }
}
