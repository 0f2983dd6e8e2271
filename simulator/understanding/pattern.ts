import type { Language, Slot } from '#simulator/domains/domain.ts'
import { normalise } from '#simulator/understanding/normalise.ts'
import { slotForms, slotSource } from '#simulator/understanding/slot.ts'

/** A phrase as a tree: words, `[optional]`, `(one|other)` and `{slot}` or `{slot:value,value}`. */
type Node =
  | { type: 'words'; text: string }
  | { type: 'choice'; optional: boolean; options: Node[][] }
  | { type: 'slot'; name: string; values: string[] | null }

/** Reads a pattern. Throws an Error that names the pattern when it is malformed. */
function parsePattern(pattern: string): Node[] {
  const tokens = pattern.match(/[[\]()|]|\{[^}]*\}|[^[\](){|]+/g) ?? []
  let at = 0
  const options = (closing: string | null): Node[][] => {
    const all: Node[][] = [[]]
    for (;;) {
      const token = tokens[at++]
      if (token === undefined) {
        if (closing === null) return all
        throw new Error(`Unclosed group in phrase: ${pattern}`)
      }
      if (token === closing) return all
      if (token === '|') all.push([])
      else all.at(-1)?.push(nodeOf(token))
    }
  }
  const nodeOf = (token: string): Node => {
    if (token === '[') return { type: 'choice', optional: true, options: options(']') }
    if (token === '(') return { type: 'choice', optional: false, options: options(')') }
    if (token.startsWith('{')) {
      const [name = '', values] = token.slice(1, -1).split(':')
      return { type: 'slot', name, values: values?.split(',') ?? null }
    }
    if (token === ']' || token === ')') throw new Error(`Stray ${token} in phrase: ${pattern}`)
    return { type: 'words', text: token.trim() }
  }
  return options(null).flat()
}

export type Slots = Record<string, Slot>

function slotNamed(slots: Slots, name: string): Slot {
  const slot = slots[name]
  if (!slot) throw new Error(`No slot named ${name}`)
  return slot
}

/**
 * The source of a regular expression over normalised text with one space after each word.
 * The n-th occurrence of slot `x` is captured as `x_n`.
 */
export function patternSource(pattern: string, slots: Slots, language: Language): string {
  let occurrence = 0
  const render = (nodes: Node[]): string => nodes.map(renderNode).join('')
  const renderNode = (node: Node): string => {
    if (node.type === 'words') {
      const words = normalise(node.text, language)
      return words === '' ? '' : `${words} `
    }
    if (node.type === 'slot')
      return `(?<${node.name}_${occurrence++}>${slotSource(slotNamed(slots, node.name), language)}) `
    const body = node.options.map(render).join('|')
    return node.optional ? `(?:${body})?` : `(?:${body})`
  }
  return render(parsePattern(pattern))
}

/** Every phrase that a pattern stands for, spelt for people. */
export function expandPattern(pattern: string, slots: Slots, language: Language): string[] {
  const join = (left: string[], right: string[]): string[] =>
    left.flatMap((head) => right.map((tail) => `${head} ${tail}`.trim()))
  const expand = (nodes: Node[]): string[] =>
    nodes.reduce<string[]>((heads, node) => join(heads, expandNode(node)), [''])
  const expandNode = (node: Node): string[] => {
    if (node.type === 'words') return [node.text]
    if (node.type === 'slot') return slotForms(slotNamed(slots, node.name), node.values, language)
    return [...(node.optional ? [''] : []), ...node.options.flatMap(expand)]
  }
  return expand(parsePattern(pattern))
}
