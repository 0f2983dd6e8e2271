import type { z } from 'zod'

import type { Fault } from '#lib/platform/errors.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** `['cases', 2, 'turns', 0, 'say']` as people write it: `cases[2].turns[0].say`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    const name = String(key)
    if (!/^[\w$-]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`
    return text === '' ? name : `${text}.${name}`
  }, '')
}

/** A fault with its place as keys, so that a reader of the source text can find its line. */
export type PlacedFault = { path: PropertyKey[]; message: string }

const depth = (issues: readonly Issue[]) => Math.max(...issues.map(({ path }) => path.length))

/** Of a union's branches the one that the input came nearest to: what is wrong lies deepest there. */
function nearest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const tried = branches.filter((issues) => issues.length > 0)
  const best = tried.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
  return best ?? []
}

function place(issue: Issue, prefix: Path): PlacedFault[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a known key' }))
  if (issue.code === 'invalid_union') {
    const issues = nearest(issue.errors)
    if (issues.length > 0) return issues.flatMap((inner) => place(inner, path))
  }
  if ((issue.code === 'invalid_key' || issue.code === 'invalid_element') && issue.issues.length > 0)
    return issue.issues.map(({ message }) => ({ path, message }))
  return [{ path, message: issue.message }]
}

/** Every issue of a failed parse with its place; unknown keys one by one, unions by their nearest branch. */
export function placeFaults(error: z.ZodError): PlacedFault[] {
  return error.issues.flatMap((issue) => place(issue, []))
}

/** The same for the wire: `{ path: 'turns[0].say', message }`. */
export function faultsOf(error: z.ZodError): Fault[] {
  return placeFaults(error).map(({ path, message }) => ({ path: formatPath(path), message }))
}
