import type { Json } from '#lib/platform/json.ts'

const isRecord = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The name that a list of entities gives one: `entity` (Rasa), `category` (LUIS), `name`, `type`. */
function nameOf(item: { [key: string]: Json }): string | null {
  for (const key of ['entity', 'category', 'name', 'type']) {
    const name = item[key]
    if (typeof name === 'string' && name !== '') return name
  }
  return null
}

function add(found: Record<string, Json>, name: string, value: Json): void {
  const before = found[name]
  if (before === undefined) found[name] = value
  else found[name] = Array.isArray(before) ? [...before, value] : [before, value]
}

/** Entities by name; of a list with one name several times all values, in order. */
export function flatEntities(entities: Json | undefined): Record<string, Json> {
  const found: Record<string, Json> = {}
  if (entities === undefined || entities === null) return found
  if (Array.isArray(entities)) {
    for (const item of entities) {
      const name = isRecord(item) ? nameOf(item) : null
      if (name !== null && isRecord(item)) add(found, name, item.value ?? item.text ?? null)
    }
    return found
  }
  if (isRecord(entities)) Object.assign(found, entities)
  return found
}
