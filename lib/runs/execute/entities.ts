import type { Json } from '#lib/platform/json.ts'
import { isFields, namedEntities, unwrapped } from '#lib/runs/execute/entity-shapes.ts'

/**
 * Flat view of an intent's data: each leaf under its own name, nested ones also under their dotted path. A list of objects
 * that name an entity and its value (Rasa, LUIS, Watson) and an object that wraps a value (slots of Lex, Alexa, Dialogflow)
 * are found by the entity's name. The first value of a name wins; the whole data stays in `intent_data`.
 */
export function entitiesOf(data: Json): Record<string, Json> {
  const found = new Map<string, Json>()
  const keep = (name: string, value: Json) => {
    if (name !== '' && !found.has(name)) found.set(name, value)
  }
  const keepAt = (path: string, value: Json) => {
    keep(path, value)
    keep(path.slice(path.lastIndexOf('.') + 1), value)
  }
  const visit = (value: Json, path: string, depth: number): void => {
    if (Array.isArray(value)) {
      for (const [name, one] of namedEntities(value) ?? []) keep(name, one)
      keepAt(path, plainList(value))
      return
    }
    if (!isFields(value)) return keepAt(path, value)
    if (depth > 5) return
    const content = path === '' ? undefined : unwrapped(value)
    if (content !== undefined) keepAt(path, content)
    for (const [key, item] of Object.entries(value))
      visit(item, path === '' ? key : `${path}.${key}`, depth + 1)
  }
  visit(data, '', 0)
  return Object.fromEntries(found)
}

/** A list of wrapped values as a list of values: `[{ value: "Rome" }, { value: "Oslo" }]`. */
function plainList(list: readonly Json[]): Json[] {
  const values = list.map((one) => (isFields(one) ? unwrapped(one) : undefined))
  return values.every((one) => one !== undefined) ? values : [...list]
}
