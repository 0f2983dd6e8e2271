import type { Json } from '#lib/platform/json.ts'

type Fields = { [key: string]: Json }

export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPlain = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const lowerKeys = (fields: Fields) =>
  new Map(Object.entries(fields).map(([key, value]) => [key.toLowerCase(), value]))

/** Fields that say how a value was found; beside them a `value` is all that is meant. */
const asides = new Set([
  ...['confidence', 'score', 'probability', 'start', 'end', 'startpos', 'endpos', 'startindex'],
  ...['endindex', 'offset', 'length', 'extractor', 'processors', 'entity', 'name', 'type', 'role'],
  ...['group', 'label', 'category', 'slotname', 'slot', 'text', 'body', 'rawvalue', 'raw', 'id'],
  ...['source', 'suggested', 'resolution', 'resolutions', 'alternatives', 'confirmationstatus'],
  ...[
    'shape',
    'kind',
    'originalvalue',
    'resolvedvalues',
    'values',
    'slotvalue',
    'range',
    'entities',
  ],
  ...[
    'modeltype',
    'modeltypeid',
    'recognitionsources',
    'location',
    'alternatives',
    'dim',
    'latent',
  ],
  ...['scores', 'beginoffset', 'endoffset', 'startchar', 'endchar', 'matched', 'original'],
  ...['confidence_entity', 'confidence_group', 'confidence_role', 'entity_id', 'interpretedvalue'],
])

/** Value of a field of Google's protobuf structs, `{ stringValue: "Rome" }`; undefined for anything else. */
function structValue(fields: Fields): Json | undefined {
  const entries = Object.entries(fields).filter(([key]) => key !== 'kind')
  const [entry] = entries
  if (entries.length !== 1 || entry === undefined) return undefined
  const [key, value] = entry
  if (/^(?:string|number|bool)Value$/.test(key) && isPlain(value)) return value
  if (key === 'nullValue') return null
  if (key !== 'listValue' || !isFields(value) || !Array.isArray(value.values)) return undefined
  return value.values.map((one) => (isFields(one) ? (structValue(one) ?? one) : one))
}

/** The one value that an authority resolved (Alexa, LUIS); undefined when it has none or several. */
function resolvedValue(resolution: Json | undefined): Json | undefined {
  if (!isFields(resolution)) return undefined
  if (isPlain(resolution.value)) return resolution.value
  const list = resolution.values
  if (!Array.isArray(list) || list.length !== 1) return undefined
  const [one] = list
  if (isPlain(one)) return one
  return isFields(one) && isPlain(one.value) ? one.value : undefined
}

/**
 * The value that an object wraps: `{ value, confidence }`, a slot of Lex (`{ shape, value: { interpretedValue } }`), of Alexa
 * or Snips (`{ rawValue, value: { kind, value } }`), a protobuf struct. Undefined when it says more than one value.
 */
export function unwrapped(fields: Fields): Json | undefined {
  const struct = structValue(fields)
  if (struct !== undefined) return struct
  const found = lowerKeys(fields)
  if ([...found.keys()].some((key) => key !== 'value' && !asides.has(key))) return undefined
  if (found.get('shape') === 'List') {
    const values = found.get('values')
    return Array.isArray(values)
      ? values.map((one) => (isFields(one) ? (unwrapped(one) ?? one) : one))
      : undefined
  }
  const interpreted = found.get('interpretedvalue')
  if (isPlain(interpreted)) return interpreted
  const value = found.get('value')
  if (isPlain(value) || value === null) return value
  if (Array.isArray(value) && value.every(isPlain)) return value
  return isFields(value) ? unwrapped(value) : undefined
}

const text = (value: Json | undefined) =>
  typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined

/** One entity of a list, with the part it plays where the voice AI names one. */
type Named = { name: string; role: string | undefined; value: Json; place: string | null }

/** `builtin.datetimeV2` and `wit$location` without what the system puts before a name. */
const bareName = (name: string) => name.replace(/^(?:builtin\.|wit\$)/, '')

/** LUIS writes the words into `entity` and the name into `type`; the others have a field for the value. */
function namedEntity(item: Json): Named | null {
  if (!isFields(item)) return null
  const found = lowerKeys(item)
  const field = (...keys: string[]) =>
    keys.map((key) => text(found.get(key))).find((one) => one !== undefined)
  const given = found.has('value') ? (unwrapped(item) ?? found.get('value')) : undefined
  const isLuis = given === undefined && found.has('entity') && found.has('type')
  const name = isLuis
    ? field('type')
    : field(
        'slotname',
        'slot',
        'entity',
        'entity_group',
        'category',
        'label',
        'name',
        'type',
        'key',
      )
  const value = isLuis
    ? (resolvedValue(found.get('resolution')) ?? found.get('entity'))
    : (given ?? found.get('text') ?? found.get('word') ?? found.get('body'))
  if (name === undefined || value === undefined || isFields(value)) return null
  const [start, end] = ['start', 'end'].map((key) => found.get(key))
  const place = isPlain(start) ? `${start}-${isPlain(end) ? end : ''}` : null
  return { name: bareName(name), role: field('role'), value, place }
}

/**
 * Values by name of a list of objects that each name an entity and its value, as Rasa, LUIS, Watson and many others report
 * them; null for any other list. A name that stands several times has the list of its values; two extractors that found
 * one value at one place count once.
 */
export function namedEntities(list: readonly Json[]): Map<string, Json> | null {
  const named = list.map(namedEntity)
  if (list.length === 0 || named.includes(null)) return null
  const values = new Map<string, Json[]>()
  const seen = new Set<string>()
  for (const one of named) {
    if (one === null) continue
    const key = JSON.stringify([one.name.toLowerCase(), one.role, one.place, one.value])
    if (one.place !== null && seen.has(key)) continue
    seen.add(key)
    const names =
      one.role === undefined || one.role === one.name
        ? [one.name]
        : [one.name, `${one.name}.${one.role}`, one.role]
    for (const name of names) values.set(name, [...(values.get(name) ?? []), one.value])
  }
  return new Map(
    [...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? null) : all] as const),
  )
}
