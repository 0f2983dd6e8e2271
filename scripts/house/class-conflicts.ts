import { twMerge } from 'tailwind-merge'
import ts from 'typescript'

import type { Finding } from '#scripts/house/finding.ts'
import { delivered, type Sources } from '#scripts/house/sources.ts'

type Use = { component: string; classes: string; path: string }
type Found = {
  /** classes of each component that takes more of them from its caller */
  own: Map<string, string[]>
  /** components that hand what their caller gives to another */
  passed: Map<string, string[]>
  /** texts of each constant, those of variants too */
  constants: Map<string, string[]>
  uses: Use[]
  /** arguments of each call of `cn`, with the texts in it */
  calls: { path: string; args: string[][] }[]
}

const isTemplatePart = (node: ts.Node) =>
  ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)

/** Every text within a node. */
function textsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  const within = isTemplatePart(node) ? [node.text] : []
  ts.forEachChild(node, (child) => void within.push(...textsIn(child)))
  return within
}

/** The constants and properties of the function that a node names. */
const namesIn = (node: ts.Node): string[] => {
  if (ts.isPropertyAccessExpression(node)) return namesIn(node.expression)
  const names = ts.isIdentifier(node) ? [node.text] : []
  ts.forEachChild(node, (child) => void names.push(...namesIn(child)))
  return names
}

function add<Value>(to: Map<string, Value[]>, key: string, values: readonly Value[]): void {
  to.set(key, [...(to.get(key) ?? []), ...values])
}

const isNamed = (name: string) => /^[A-Z]/.test(name)

/** Notes what one node of a file says about classes; `owner` is the function it stands in. */
function note(node: ts.Node, path: string, owner: string, found: Found): void {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
    add(found.constants, node.name.text, textsIn(node.initializer))
  if (ts.isJsxAttribute(node) && node.name.getText() === 'className' && node.initializer) {
    const component = node.parent.parent.tagName.getText()
    if (isNamed(component)) {
      const classes = textsIn(node.initializer).join(' ')
      found.uses.push({ component, classes, path })
      if (node.initializer.getText() === '{className}') add(found.passed, owner, [component])
    }
  }
  if (ts.isJsxSpreadAttribute(node)) {
    const component = node.parent.parent.tagName.getText()
    if (isNamed(component)) add(found.passed, owner, [component])
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'cn') {
    const args = node.arguments.map(textsIn)
    const names = node.arguments.flatMap(namesIn)
    found.calls.push({ path, args })
    if (names.includes('className')) {
      add(found.own, owner, args.flat())
      add(found.passed, owner, names)
    }
  }
}

function read(sources: Sources): Found {
  const none = () => new Map<string, string[]>()
  const found: Found = { own: none(), passed: none(), constants: none(), uses: [], calls: [] }
  for (const [path, text] of delivered(sources, (file) => /^(app|components)\//.test(file))) {
    if (!/className|cn\(|\{\.\.\./.test(text)) continue
    const walk = (node: ts.Node, owner: string): void => {
      const inner = ts.isFunctionDeclaration(node) ? (node.name?.text ?? owner) : owner
      note(node, path, inner, found)
      ts.forEachChild(node, (child) => walk(child, inner))
    }
    walk(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX), '')
  }
  return found
}

/** All classes of a component, those of the constants it names and of what it hands them to included. */
function classesOf(component: string, found: Found, seen = new Set<string>()): string[] {
  if (seen.has(component)) return []
  seen.add(component)
  const further = found.passed.get(component) ?? []
  return [
    ...(found.own.get(component) ?? []),
    ...further.flatMap((name) => found.constants.get(name) ?? []),
    ...further.filter(isNamed).flatMap((name) => classesOf(name, found, seen)),
  ]
}

/** The classes among `texts` that set what `later` sets too, and do not give way as those with `base:` do. */
function overridden(texts: readonly string[], later: string): string[] {
  const classes = new Set(texts.join(' ').split(/\s+/).filter(Boolean))
  return [...classes].filter((one) => {
    if (/(^|:)base:/.test(one) || later.split(/\s+/).includes(one)) return false
    return !twMerge(`${one} ${later}`).split(' ').includes(one)
  })
}

const problem = (path: string, lost: string[], later: string) =>
  `${path}: \`${lost.join(' ')}\` and \`${later}\` set the same property, and not their order in the text decides: write \`base:\` before the one that gives way`

/** Places where two classes of one element set the same property and neither gives way. */
export function classConflicts(sources: Sources): Finding[] {
  const found = read(sources)
  const findings: Finding[] = []
  for (const { component, classes, path } of found.uses) {
    const lost = overridden(classesOf(component, found), classes)
    if (lost.length > 0)
      findings.push({ name: `classes of ${component}`, problem: problem(path, lost, classes) })
  }
  for (const { path, args } of found.calls)
    for (const [index, texts] of args.entries())
      for (const later of args.slice(index + 1).flat()) {
        const lost = overridden(texts, later)
        if (lost.length > 0)
          findings.push({ name: `classes in ${path}`, problem: problem(path, lost, later) })
      }
  return findings
}
