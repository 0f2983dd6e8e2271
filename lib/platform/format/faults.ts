import type { z } from 'zod'

import type { Fault } from '#lib/platform/errors.ts'
import { nearestBranch } from '#lib/platform/format/nearest.ts'
import { unknownField } from '#lib/platform/format/zod-messages.ts'

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

const knownFields = (issue: Issue): string[] =>
  'known' in issue && Array.isArray(issue.known) ? issue.known.map(String) : []

function place(issue: Issue, prefix: Path): PlacedFault[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, faultLimit).map((key) => ({
      path: [...path, key],
      message: unknownField(key, knownFields(issue)),
    }))
  if (issue.code === 'invalid_union') {
    const issues = nearestBranch(issue.errors)
    if (issues) return issues.flatMap((inner) => place(inner, path))
  }
  if ((issue.code === 'invalid_key' || issue.code === 'invalid_element') && issue.issues.length > 0)
    return issue.issues.map(({ message }) => ({ path, message }))
  return [{ path, message: issue.message }]
}

/** Faults that are told at most: nobody reads more, and each costs time to name. */
export const faultLimit = 200

/** The issues of a failed parse with their places; unknown fields one by one, unions by their nearest branch. */
export function placeFaults(error: z.ZodError): PlacedFault[] {
  const found: PlacedFault[] = []
  for (const issue of error.issues) {
    if (found.length >= faultLimit) break
    found.push(...place(issue, []).slice(0, faultLimit))
  }
  return found.slice(0, faultLimit)
}

/** The same for the wire: `{ path: 'turns[0].say', message }`. */
export function faultsOf(error: z.ZodError): Fault[] {
  return placeFaults(error).map(({ path, message }) => ({ path: formatPath(path), message }))
}
