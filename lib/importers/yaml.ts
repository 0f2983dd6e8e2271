import {
  isCollection,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Document,
  type ParsedNode,
} from 'yaml'

import { keepWrittenCodes } from '#lib/importers/keep-written-codes.ts'
import type { Importer, ReadResult, SourceFault, SourceFile } from '#lib/importers/types.ts'
import { formatPath, placeFaults } from '#lib/platform/format/faults.ts'
import { SuiteFile } from '#lib/suites/schema.ts'

/** Documents of one file at most. */
const documentLimit = 500
/** How often aliases may repeat their anchors; a small file could otherwise unfold into gigabytes. */
const aliasLimit = 1_000

type Parsed = Document.Parsed<ParsedNode>

const isEmpty = ({ contents, errors }: Parsed) =>
  errors.length === 0 && (contents === null || (isScalar(contents) && contents.value === null))

/** Where the value at `path` begins, or the nearest thing around it; for a key that is there, the key itself. */
function offsetOf(document: Parsed, path: readonly PropertyKey[]): number | null {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? null) : null
  for (const key of path) {
    if (!isCollection(node)) break
    const pair = node.items.find(
      (item) => isPair(item) && isNode(item.key) && String(item.key) === String(key),
    )
    const next: unknown = isPair(pair) ? pair.value : node.get(key, true)
    const place = isPair(pair) && isNode(pair.key) ? pair.key : next
    if (!isNode(place)) break
    offset = place.range?.[0] ?? offset
    node = next
  }
  return offset
}

function read(file: SourceFile, document: Parsed, lines: LineCounter): ReadResult {
  const at = (offset: number | null) => {
    const place = offset === null ? null : lines.linePos(offset)
    return { line: place?.line ?? null, column: place?.col ?? null }
  }
  const fault = (path: string, message: string, offset: number | null): SourceFault => ({
    file: file.name,
    path,
    message,
    ...at(offset),
  })
  const none = { suites: [], findings: [] }
  if (document.errors.length > 0)
    return {
      ...none,
      faults: document.errors.map(({ message, pos }) =>
        fault('', message.split(/ at line \d+/)[0] ?? message, pos[0]),
      ),
    }
  keepWrittenCodes(document)
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: aliasLimit })
  } catch (error) {
    return { ...none, faults: [fault('', error instanceof Error ? error.message : '', 0)] }
  }
  const parsed = SuiteFile.safeParse(value)
  if (!parsed.success)
    return {
      ...none,
      faults: placeFaults(parsed.error).map(({ path, message }) =>
        fault(formatPath(path), message, offsetOf(document, path)),
      ),
    }
  const lineOf = (path: readonly PropertyKey[]) => at(offsetOf(document, path)).line
  return { suites: [{ file: file.name, suite: parsed.data, lineOf }], faults: [], findings: [] }
}

/** Earshot's own suite files: YAML 1.2 or JSON, one suite a document. */
export const yamlImporter: Importer = {
  format: 'yaml',
  label: 'Earshot suite file',
  read(file) {
    const lines = new LineCounter()
    const documents = parseAllDocuments(file.text, { lineCounter: lines, uniqueKeys: true })
    const refuse = (message: string): ReadResult => ({
      suites: [],
      findings: [],
      faults: [{ file: file.name, path: '', message, line: 1, column: 1 }],
    })
    if (documents.every(isEmpty)) return refuse('The file is empty')
    if (documents.length > documentLimit)
      return refuse(`The file holds more than ${documentLimit} suites`)
    const results = documents
      // `---` at the end of a file begins a document with nothing in it.
      .filter((document) => !isEmpty(document))
      .map((document) => read(file, document, lines))
    return {
      suites: results.flatMap(({ suites }) => suites),
      faults: results.flatMap(({ faults }) => faults),
      findings: [],
    }
  },
}
