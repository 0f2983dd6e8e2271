import type { core } from 'zod'

type Issues = readonly core.$ZodIssue[]

/** A field that a schema has not is one step deeper than the object it was written in. */
const depthOf = ({ code, path }: core.$ZodIssue) =>
  path.length + (code === 'unrecognized_keys' ? 1 : 0)

const depth = (issues: Issues) => issues.reduce((most, issue) => Math.max(most, depthOf(issue)), 0)

/**
 * Of a union's branches the one that the input came nearest to: what is wrong lies deepest there. Null when the input
 * is none of them from the start, as a number is where text or a list is wanted.
 */
export function nearestBranch(branches: readonly Issues[]): Issues | null {
  const tried = branches.filter((issues) => issues.length > 0)
  const best = tried.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
  if (!best) return null
  const typeOnly = depth(best) === 0 && tried.every(([first]) => first?.code === 'invalid_type')
  return typeOnly && tried.length > 1 ? null : best
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Letters of one name that the other has not, order aside. */
function strayLetters(one: string, other: string): number {
  const left = [...other]
  return [...one].filter((letter) => {
    const at = left.indexOf(letter)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  }).length
}

/** The known name that a mistyped one was meant to be: letters swapped, one missing, wrong or too many; null if none. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const typed = plain(name)
  const slips = typed.length < 4 ? 0 : 1
  const near = known.filter((candidate) => {
    const meant = plain(candidate)
    return strayLetters(typed, meant) <= slips && strayLetters(meant, typed) <= slips
  })
  return near.length === 1 ? (near[0] ?? null) : null
}
