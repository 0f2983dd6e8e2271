import { canonicalJson } from '#lib/platform/canonical-json.ts'

type Fields = Record<string, unknown>

export type Changes = { before: Fields | null; after: Fields | null }

const mask = '••••••'
/** of a secret that is another one than before */
const newMask = `${mask} (new)`
const sensitive =
  /(password|passphrase|secrets?|token|api[-_]?key|private[-_]?key|access[-_]?key|credentials?|authorization|cookie)$/i

/** characters kept of one text, and of all that one entry keeps of a side */
const longest = 2_000
const largest = 64_000

const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

const plain = (value: object): Fields => JSON.parse(JSON.stringify(value)) as Fields

function tidyText(text: string): string {
  const open = text.replaceAll(/(:\/\/)[^/\s@]+@/g, `$1${mask}@`)
  return open.length > longest ? `${open.slice(0, longest)}…` : open
}

/** The same value with everything under the name of a secret shown as `secret`, and long texts cut. */
function tidy(value: unknown, secret: string, hidden = false): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => tidy(one, secret, hidden))
  if (isFields(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        name,
        tidy(one, secret, hidden || sensitive.test(name)),
      ]),
    )
  if (typeof value === 'string') return hidden && value !== '' ? secret : tidyText(value)
  return hidden && typeof value === 'number' ? secret : value
}

function tidyFields(fields: Fields, secret = mask): Fields {
  const kept = tidy(fields, secret) as Fields
  if (JSON.stringify(kept).length <= largest) return kept
  return Object.fromEntries(Object.keys(kept).map((name) => [name, '(too long to keep)']))
}

/** What differs, level by level; a list counts as a whole. */
function differing(before: Fields, after: Fields): { before: Fields; after: Fields } {
  const found: { before: Fields; after: Fields } = { before: {}, after: {} }
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name], after[name]]
    if (name === 'updated_at' || canonicalJson(was ?? null) === canonicalJson(is ?? null)) continue
    const inner = isFields(was) && isFields(is) ? differing(was, is) : { before: was, after: is }
    found.before[name] = inner.before ?? null
    found.after[name] = inner.after ?? null
  }
  return found
}

/**
 * What an entry of the activity log keeps of a change: the fields that differ, as they were and as they are; all of
 * them for what was made (`before` null) or is gone (`after` null). Secrets are masked. Nulls when nothing differs.
 */
export function auditedChanges(before: object | null, after: object | null): Changes {
  if (before === null || after === null)
    return {
      before: before && tidyFields(plain(before)),
      after: after && tidyFields(plain(after)),
    }
  const found = differing(plain(before), plain(after))
  if (Object.keys(found.after).length === 0) return { before: null, after: null }
  return { before: tidyFields(found.before), after: tidyFields(found.after, newMask) }
}

/**
 * Which secrets a change replaces, adds or removes, as `before` and `after` of the field `secrets`; never their values.
 * `known` are the names of those that were stored, `patch` the new values, null for one that is removed.
 */
export function secretChanges(
  known: readonly string[],
  patch: Readonly<Record<string, string | null>> = {},
): { before: { secrets: Fields }; after: { secrets: Fields } } {
  const names = Object.keys(patch)
  const was = (name: string) => (known.includes(name) ? 'stored' : null)
  const is = (name: string) => (patch[name] === null ? null : 'replaced')
  return {
    before: { secrets: Object.fromEntries(names.map((name) => [name, was(name)])) },
    after: { secrets: Object.fromEntries(names.map((name) => [name, is(name)])) },
  }
}
