import { textAt, valuesAt } from '#lib/engines/connectors/json-path.ts'
import { namesOf, shapeOf } from '#lib/engines/connectors/shape-of.ts'
import type { Json } from '#lib/engines/connectors/types.ts'

/** The name of an intent; `note`: what was made of a path that does not point at the name itself. `fault`: why there is none. */
export type FoundIntent = { kind: string; note?: string } | { fault: string } | null

type Fields = { [key: string]: Json }

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where Rasa, Wit, LUIS and Dialogflow have the name of an intent that is an object. */
const nameKeys = ['name', 'intent', 'displayName']
/** Dialogflow's `name` is the resource, e.g. `projects/p/agent/intents/id`; its `displayName` is the name. */
const isResource = (name: string) => /^projects\/.+\/intents\//.test(name)

function namesIn(fields: Fields): { key: string; name: string }[] {
  const found = nameKeys.flatMap((key) => {
    const name = Object.hasOwn(fields, key) ? fields[key] : undefined
    return typeof name === 'string' && name.trim() !== '' ? [{ key, name }] : []
  })
  const plain = found.filter(({ name }) => !isResource(name))
  return plain.length > 0 ? plain : found
}

const isBlank = (value: Json | undefined) =>
  value === null || (typeof value === 'string' && value.trim() === '')

const isUnnamed = (fields: Fields) =>
  Object.keys(fields).length === 0 || nameKeys.some((key) => isBlank(fields[key]))

function nameOf(fields: Fields, path: string): FoundIntent {
  const names = namesIn(fields)
  const [first] = names
  const points = `The path of the intent (${path}) points at ${shapeOf(fields)}`
  if (first === undefined) {
    // A voice AI that recognises nothing says so with an empty name.
    if (isUnnamed(fields)) return null
    const example = `${path}.${Object.keys(fields)[0] ?? 'name'}`
    return { fault: `${points}: set it to the name itself, such as ${example}` }
  }
  if (new Set(names.map(({ name }) => name)).size > 1)
    return {
      fault: `${points}, of which ${namesOf(names.map(({ key }) => key))} may be the name: set it to one of them, such as ${path}.${first.key}`,
    }
  return {
    kind: first.name,
    note: `${points}; its "${first.key}" was taken for the name. Set the path to ${path}.${first.key}`,
  }
}

/**
 * The intent that a message names at `path`: a text, or an object with one name in it. Null when the message names none.
 * A path that points at anything else is a fault of the settings: guessing would judge a name that nobody meant.
 */
export function intentAt(message: Json, path: string | undefined): FoundIntent {
  if (path === undefined) return null
  const text = textAt(message, path)
  if (text !== null) return text.trim() === '' ? null : { kind: text }
  const values = valuesAt(message, path)
    .flatMap((value) => (Array.isArray(value) && value.length === 1 ? value : [value]))
    .filter((value) => value !== null && !(Array.isArray(value) && value.length === 0))
  const [only] = values
  if (only === undefined) return null
  if (values.length > 1)
    return {
      fault: `The path of the intent (${path}) points at ${values.length} values: set it to one name`,
    }
  if (typeof only === 'string') return only.trim() === '' ? null : { kind: only }
  if (isFields(only)) return nameOf(only, path)
  const example = Array.isArray(only) ? `, such as ${path}[0].name` : ''
  return {
    fault: `The path of the intent (${path}) points at ${shapeOf(only)}: set it to the name itself${example}`,
  }
}
