/** A number as people write it; undefined for nothing. */
export const number = (text: string) =>
  text.trim() === '' ? undefined : Number(text.replace(',', '.'))

/** As a field shows it. */
export const shown = (value: number | undefined) => (value === undefined ? '' : String(value))

const exact = (value: number) => Number(value.toFixed(6))
/** A share of 1 as a percentage. */
export const percentText = (share: number | undefined) =>
  share === undefined ? '' : String(exact(share * 100))
/** `20`, `20 %` and `12,5` as a share of 1. */
export function share(text: string): number | undefined {
  const percent = number(text.replace(/%\s*$/, ''))
  return percent === undefined ? undefined : exact(percent / 100)
}

/** A value written `5`, `true` or `{"a":1}` is JSON; anything else is text. `"5"` in quotes stays text. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** As a field shows a value. */
export function showValue(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return parseValue(value) === value ? value : JSON.stringify(value)
}

/** Leaves out what is empty, so that a saved case reads like one written by hand. */
export function compact(value: Record<string, unknown>): Record<string, unknown> | undefined {
  const entries = Object.entries(value).filter(
    ([, one]) =>
      one !== undefined &&
      one !== '' &&
      !(Array.isArray(one) && one.length === 0) &&
      !(
        typeof one === 'object' &&
        one !== null &&
        !Array.isArray(one) &&
        Object.keys(one).length === 0
      ),
  )
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}
