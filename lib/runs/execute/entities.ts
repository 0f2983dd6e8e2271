import type { Json } from '#lib/validation/types.ts'

/**
 * Flat view of an intent's data: each leaf under its own name, nested ones also under their dotted path.
 * The first value of a name wins; the whole data stays in `intent_data`.
 */
export function entitiesOf(data: Json): Record<string, Json> {
  const found: Record<string, Json> = {}
  const visit = (value: Json, path: string, depth: number): void => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      const name = path.slice(path.lastIndexOf('.') + 1)
      if (path !== '') found[path] ??= value
      if (name !== '') found[name] ??= value
      return
    }
    if (depth > 5) return
    for (const [key, item] of Object.entries(value))
      visit(item, path === '' ? key : `${path}.${key}`, depth + 1)
  }
  visit(data, '', 0)
  return found
}
