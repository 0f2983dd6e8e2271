import type { Json } from '#lib/engines/connectors/types.ts'

const maxKeys = 20
const maxKeyChars = 40

const cut = (key: string) => (key.length > maxKeyChars ? `${key.slice(0, maxKeyChars)}…` : key)

/** Names for people: `"a", "b" and "c"`, the first 20 of them. */
export function namesOf(keys: Iterable<string>): string {
  const all = [...keys]
  const shown = all.slice(0, maxKeys).map((key) => JSON.stringify(cut(key)))
  if (all.length > maxKeys) shown.push(`${all.length - maxKeys} more`)
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}

const keysOf = (value: Json): string[] =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : []

const withKeys = (keys: string[]) =>
  keys.length === 0
    ? 'an object without keys'
    : `an object with the ${keys.length === 1 ? 'key' : 'keys'} ${namesOf(keys)}`

/** What a value is, for people who have to find a path into it: the keys of an object, also of the objects in a list. */
export function shapeOf(value: Json): string {
  if (value === null) return 'null'
  if (!Array.isArray(value))
    return typeof value === 'object' ? withKeys(keysOf(value)) : `a ${typeof value}`
  if (value.length === 0) return 'an empty list'
  const keys = [...new Set(value.flatMap(keysOf))]
  const of = keys.length === 0 ? '' : ` of objects with the keys ${namesOf(keys)}`
  return `a list of ${value.length}${of}`
}

/** The shape of an answer that came in several messages. */
export function shapeOfAll(messages: readonly Json[]): string {
  const [only] = messages
  if (only !== undefined && messages.length === 1) return shapeOf(only)
  const keys = [...new Set(messages.flatMap(keysOf))]
  return messages.length === 0
    ? 'no message'
    : `${messages.length} messages${keys.length === 0 ? '' : ` with the keys ${namesOf(keys)}`}`
}
