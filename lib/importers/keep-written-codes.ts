import { isPair, isScalar, visit, type Document, type ParsedNode } from 'yaml'

/** Figures that a number cannot give back as they were written: 02142, +49123, 1.10, 0x1F, 12e3, more than 15 digits. */
function losesDigits(source: string): boolean {
  const digits = source.replace(/\D/g, '').length
  return /^[+-]?0\d|^\+|\.\d*0$|^0[xo]|e/i.test(source) || digits > 15
}

/** The same without what is the same number: what a mock gives back is served, and 12.50 is a price. */
const isCode = (source: string) =>
  losesDigits(source) &&
  !/^-?(0|[1-9]\d*)\.\d+$/.test(source) &&
  !/^-?[\d.]+e[-+]?\d+$/i.test(source)

const ofTools: ReadonlySet<unknown> = new Set(['arguments', 'result'])
const bounds: ReadonlySet<unknown> = new Set(['min', 'max'])

/**
 * Makes texts of the unquoted figures under `entities`, and under `arguments` and `result` of tools, that YAML reads as
 * numbers and thereby changes: a ZIP code keeps its zero, a phone number its plus, a version its last zero, an order number
 * all its digits. Works on the document in place.
 */
export function keepWrittenCodes(document: Document.Parsed<ParsedNode>): void {
  visit(document, {
    Scalar(_key, node, path) {
      const { value, source, type } = node
      if (typeof value !== 'number' || type !== 'PLAIN' || source === undefined) return
      const last = path.at(-1)
      if (isPair(last) && last.key === node) return
      const under = (is: (key: unknown) => boolean) =>
        path.some((one) => isPair(one) && isScalar(one.key) && is(one.key.value))
      // `{ min: 1.50, max: 2 }` is a range of numbers.
      const isBound = isPair(last) && isScalar(last.key) && bounds.has(last.key.value)
      const inside =
        under((key) => key === 'entities') || (!isBound && under((key) => ofTools.has(key)))
      const isServed = under((key) => key === 'mocks') && under((key) => key === 'result')
      // Infinity and NaN have no digits to lose.
      if (inside && Number.isFinite(value) && (isServed ? isCode : losesDigits)(source))
        (node as { value: unknown }).value = source
    },
  })
}
