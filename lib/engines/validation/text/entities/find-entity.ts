import type { Json } from '#lib/platform/json.ts'

const maxDepth = 6

/** A name without case, spaces and signs. */
export const flatName = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

export const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function search(value: Json, name: string, depth: number): Json | undefined {
  if (depth > maxDepth) return undefined
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 50)) {
      const found = search(item, name, depth + 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (!isRecord(value)) return undefined
  for (const [key, item] of Object.entries(value)) if (flatName(key) === name) return item
  for (const item of Object.values(value)) {
    const found = search(item, name, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * Value of an entity by name: in the flat entities first, then at any depth (6 at most) of the intent's data.
 * Names are compared without case, spaces and underscores; a dotted name (`location.city`) is a path.
 */
export function findEntity(
  name: string,
  entities: Record<string, Json>,
  intentData: Json,
): Json | undefined {
  const wanted = flatName(name)
  for (const [key, value] of Object.entries(entities)) if (flatName(key) === wanted) return value
  const found = search(intentData, wanted, 0)
  if (found !== undefined || !name.includes('.')) return found
  let at: Json | undefined = intentData
  for (const step of name.split('.'))
    at = at === undefined ? undefined : search(at, flatName(step), 0)
  return at
}
