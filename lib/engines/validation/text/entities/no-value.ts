import type { Json } from '#lib/platform/json.ts'

/** Whether a value may say that there is none: an empty text, list or object, `none`. */
export function saysNothing(value: Json): boolean {
  if (typeof value === 'string')
    return /^\s*$|^(?:none|null|nil|n\/a|nothing|undefined|unknown|-)$/i.test(value)
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
