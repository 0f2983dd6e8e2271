import { flatName, isRecord } from '#lib/engines/validation/text/entities/find-entity.ts'
import type { Json } from '#lib/platform/json.ts'

const step = /^([^.[\]]+)((?:\[\d{1,4}\])*)$/

/** Steps of a path such as `order.items[0].sku`: names and places in lists. Null when it is none. */
export function pathSteps(path: string): (string | number)[] | null {
  const steps: (string | number)[] = []
  for (const part of path.split('.')) {
    const [, name, places] = step.exec(part) ?? []
    if (name === undefined || name.trim() === '') return null
    steps.push(name, ...[...(places ?? '').matchAll(/\d+/g)].map(Number))
  }
  return steps
}

/** A field by its name; where there is none, by the one that is spelled otherwise (`partySize` for `party_size`). */
function fieldOf(record: { [key: string]: Json }, name: string): Json | undefined {
  if (Object.hasOwn(record, name)) return record[name]
  const alike = Object.keys(record).filter((key) => flatName(key) === flatName(name))
  const [only] = alike
  return alike.length === 1 && only !== undefined ? record[only] : undefined
}

/** The value at a path; undefined where there is none. A name with dots of its own is found as it stands. */
export function valueAtPath(value: Json, path: string): Json | undefined {
  if (isRecord(value) && Object.hasOwn(value, path)) return value[path]
  let at: Json | undefined = value
  for (const one of pathSteps(path) ?? []) {
    if (typeof one === 'number') at = Array.isArray(at) ? at[one] : undefined
    else at = isRecord(at) ? fieldOf(at, one) : undefined
    if (at === undefined) return undefined
  }
  return at
}
