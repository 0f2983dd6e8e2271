import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Document,
  type ParsedNode,
} from 'yaml'

import { faultLimit, formatPath } from '#lib/platform/format/faults.ts'
import { foreignLimits, textFault } from '#lib/platform/format/foreign-faults.ts'

/** Parts of a file at most; ten megabytes of cases have some 300,000. */
const nodeLimit = 600_000
/** Keys of one object at most: no schema has as many, and none is meant to. */
const keyLimit = 10_000

/** A fault with its place in the text; null when it has none. */
export type DocumentFault = { path: string; message: string; offset: number | null }

type Step = { key: string | number; parent: Step | null; depth: number }

function pathOf(step: Step | null): string {
  const keys: (string | number)[] = []
  for (let at = step; at; at = at.parent) keys.unshift(at.key)
  return formatPath(keys)
}

const offsetOf = (node: unknown) => (isNode(node) ? (node.range?.[0] ?? null) : null)

/**
 * What is wrong with a document before any schema looks at it: keys given twice, texts that cannot be kept, too many parts or
 * levels. Each part is visited once; the library's own look for keys given twice compares each with all before it.
 */
export class DocumentCheck {
  readonly faults: DocumentFault[] = []
  readonly #waiting: { node: unknown; step: Step | null }[] = []
  #seen = 0

  constructor(document: Document.Parsed<ParsedNode>) {
    this.#waiting.push({ node: document.contents, step: null })
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      if (this.faults.length >= faultLimit) return
      if (!this.#visit(next.node, next.step)) return
    }
  }

  #add(message: string, node: unknown, step: Step | null): void {
    this.faults.push({ path: pathOf(step), message, offset: offsetOf(node) })
  }

  /** False when there is no use in going on. */
  #visit(node: unknown, step: Step | null): boolean {
    this.#seen += 1
    const depth = (step?.depth ?? 0) + 1
    if (this.#seen > nodeLimit) this.#add(`has more than ${nodeLimit} parts`, null, null)
    else if (isCollection(node) && depth > foreignLimits.depth)
      this.#add(`is nested more than ${foreignLimits.depth} levels deep`, node, null)
    else if (isMap(node) && node.items.length > keyLimit)
      this.#add(`has more than ${keyLimit} keys`, node, step)
    else {
      if (isScalar(node) && typeof node.value === 'string') this.#text(node.value, node, step)
      else if (isMap(node)) this.#map(node.items, step, depth)
      else if (isCollection(node) && !isAlias(node))
        for (const [key, item] of node.items.entries())
          this.#waiting.push({ node: item, step: { key, parent: step, depth } })
      return true
    }
    return false
  }

  #text(value: string, node: unknown, step: Step | null, whose = ''): void {
    const message = textFault(value)
    if (message !== null) this.#add(`${whose}${message}`, node, step)
  }

  #map(items: readonly unknown[], step: Step | null, depth: number): void {
    const seen = new Set<unknown>()
    for (const pair of items) {
      if (!isPair(pair)) continue
      const { key, value } = pair
      const name: unknown = isScalar(key) ? key.value : key
      if (seen.has(name)) this.#add('Map keys must be unique', key, null)
      seen.add(name)
      // A key may be a list or an object; it becomes a text, and schemas know none such.
      const at: Step = { key: String(isScalar(key) ? name : '?'), parent: step, depth }
      if (typeof name === 'string') this.#text(name, key, at, 'has a name that ')
      else if (isCollection(key)) this.#waiting.push({ node: key, step: at })
      this.#waiting.push({ node: value, step: at })
    }
  }
}
