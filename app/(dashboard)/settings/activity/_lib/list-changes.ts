type Fields = Record<string, unknown>

/** One value that changed: where, and as text what it was and is; null: it was not there. */
export type Change = { path: string; before: string | null; after: string | null }

const isFields = (value: unknown): value is Fields => value !== null && typeof value === 'object'

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const plainList = (value: unknown) =>
  Array.isArray(value) && value.every((one) => !isFields(one)) ? value.map(text).join(', ') : null

const step = (path: string, name: string, inList: boolean) =>
  inList ? `${path}[${Number(name) + 1}]` : path === '' ? name : `${path}.${name}`

/** Everything at the ends of `value`, by its path. Lists of plain values are one value; what is empty is none. */
function ends(value: unknown, path = ''): [string, string][] {
  if (value === null || value === undefined) return []
  const list = plainList(value)
  if (list !== null) return list === '' ? [] : [[path, list]]
  if (!isFields(value)) return [[path, text(value)]]
  const inList = Array.isArray(value)
  return Object.entries(value).flatMap(([name, one]) => ends(one, step(path, name, inList)))
}

/** Fields of every view that tell nothing of a change. */
const dull = new Set(['id', 'created_at', 'updated_at'])

/** The values that differ between what an entry of the activity log tells of before and after, in their order. */
export function listChanges(before: Fields | null, after: Fields | null): Change[] {
  const [was, is] = [new Map(ends(before)), new Map(ends(after))]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => !dull.has(path) && was.get(path) !== is.get(path))
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }))
}
