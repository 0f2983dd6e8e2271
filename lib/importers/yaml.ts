import {
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Pair,
  type ParsedNode,
  type YAMLMap,
} from 'yaml'

import { DocumentCheck, type DocumentFault } from '#lib/importers/check-document.ts'
import { keepWrittenCodes } from '#lib/importers/keep-written-codes.ts'
import { namedRecordings } from '#lib/importers/named-recordings.ts'
import type { Importer, ReadResult, SourceFault, SourceFile } from '#lib/importers/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { faultLimit, formatPath, placeFaults } from '#lib/platform/format/faults.ts'
import { SuiteFile } from '#lib/suites/schema.ts'
import { variableUses } from '#lib/suites/variables.ts'

/** Documents of one file at most. */
const documentLimit = 500
/** Lines, brackets and commas of one file at most; ten thousand cases have some 250,000. */
const partLimit = 400_000
const separators = new Set([...'\n[{,'].map((one) => one.charCodeAt(0)))
/** How often aliases may repeat their anchors; a small file could otherwise unfold into gigabytes. */
const aliasLimit = 1_000

type Parsed = Document.Parsed<ParsedNode>

const countFaults = (results: ReadResult[]) =>
  results.reduce((count, { faults }) => count + faults.length, 0)

const isEmpty = ({ contents, errors }: Parsed) =>
  errors.length === 0 && (contents === null || (isScalar(contents) && contents.value === null))

/** The pairs of maps by their keys, each map looked through once. */
type Pairs = WeakMap<YAMLMap, Map<string, Pair>>

function pairOf(node: YAMLMap, key: string, known: Pairs): Pair | undefined {
  let pairs = known.get(node)
  if (!pairs) {
    pairs = new Map(
      node.items.flatMap((pair) => (isNode(pair.key) ? [[String(pair.key), pair] as const] : [])),
    )
    known.set(node, pairs)
  }
  return pairs.get(key)
}

/** Where the value at `path` begins, or the nearest thing around it; for a key that is there, the key itself. */
function offsetOf(document: Parsed, path: readonly PropertyKey[], known: Pairs): number | null {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? null) : null
  for (const key of path) {
    if (!isCollection(node)) break
    const pair = isMap(node) ? pairOf(node, String(key), known) : undefined
    const next: unknown = pair ? pair.value : node.get(key, true)
    const place = pair && isNode(pair.key) ? pair.key : next
    if (!isNode(place)) break
    offset = place.range?.[0] ?? offset
    node = next
  }
  return offset
}

/** The lines of all that may be spoken of after the file was read: cases, recordings, uses of variables. */
function linesOf(suite: SuiteFile, at: (path: readonly PropertyKey[]) => number | null) {
  const paths = [
    ...suite.cases.map((_, index): PropertyKey[] => ['cases', index]),
    ...namedRecordings(suite).map(({ path }) => path),
    ...variableUses(suite).map(({ path }) => path),
  ]
  return new Map(paths.map((path) => [formatPath(path), at(path)]))
}

function read(file: SourceFile, document: Parsed, lines: LineCounter): ReadResult {
  const at = (offset: number | null) => {
    const place = offset === null ? null : lines.linePos(offset)
    return { line: place?.line ?? null, column: place?.col ?? null }
  }
  const refuse = (found: DocumentFault[]): ReadResult => ({
    ...{ suites: [], findings: [] },
    faults: found.map(({ path, message, offset }): SourceFault => ({
      ...{ file: file.name, path, message },
      ...at(offset),
    })),
  })
  if (document.errors.length > 0)
    return refuse(
      document.errors.slice(0, faultLimit).map(({ message, pos }) => ({
        ...{ path: '', message: message.split(/ at line \d+/)[0] ?? message, offset: pos[0] },
      })),
    )
  const { faults } = new DocumentCheck(document)
  if (faults.length > 0) return refuse(faults)
  keepWrittenCodes(document)
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: aliasLimit })
  } catch (error) {
    return refuse([{ path: '', message: errorMessage(error), offset: 0 }])
  }
  const known: Pairs = new WeakMap()
  const parsed = SuiteFile.safeParse(value)
  if (!parsed.success)
    return refuse(
      placeFaults(parsed.error).map(({ path, message }) => ({
        ...{ path: formatPath(path), message, offset: offsetOf(document, path, known) },
      })),
    )
  const suite = parsed.data
  const found = linesOf(suite, (path) => at(offsetOf(document, path, known)).line)
  return { suites: [{ file: file.name, suite, lines: found }], faults: [], findings: [] }
}

/** Without parsing it, which takes a kilobyte of memory for each part: by what stands between parts. */
function hasTooManyParts(text: string): boolean {
  let parts = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (separators.has(code)) parts += 1
    if (parts > partLimit) return true
  }
  return false
}

/** The documents of a text, or why it has none. */
function parseDocuments(text: string, lineCounter: LineCounter): Parsed[] | string {
  if (hasTooManyParts(text)) return `The file has more than ${partLimit} parts: split it`
  try {
    // Keys given twice are looked for by `DocumentCheck`.
    const documents = parseAllDocuments(text, { lineCounter, uniqueKeys: false })
    return 'empty' in documents ? [] : documents
  } catch (error) {
    return error instanceof RangeError ? 'The file is nested too deeply' : errorMessage(error)
  }
}

/** Earshot's own suite files: YAML 1.2 or JSON, one suite a document. */
export const yamlImporter: Importer = {
  format: 'yaml',
  label: 'Earshot suite file',
  read(file) {
    const lines = new LineCounter()
    const refuse = (message: string): ReadResult => ({
      suites: [],
      findings: [],
      faults: [{ file: file.name, path: '', message, line: 1, column: 1 }],
    })
    const documents = parseDocuments(file.text, lines)
    if (typeof documents === 'string') return refuse(documents)
    if (documents.every(isEmpty)) return refuse('The file is empty')
    if (documents.length > documentLimit)
      return refuse(`The file holds more than ${documentLimit} suites`)
    const results: ReadResult[] = []
    for (const document of documents) {
      // `---` at the end of a file begins a document with nothing in it.
      if (!isEmpty(document)) results.push(read(file, document, lines))
      if (countFaults(results) >= faultLimit) break
    }
    return {
      suites: results.flatMap(({ suites }) => suites),
      faults: results.flatMap(({ faults }) => faults).slice(0, faultLimit),
      findings: [],
    }
  },
}
