import { lowerCase, plainText } from '#lib/engines/validation/text/entities/plain-text.ts'

const known = new Map<string, Map<string, number[]>>()

/** `today`, `tomorrow`, `the day after` … of a language as the CLDR names them -> days from today. */
function tableOf(language: string): Map<string, number[]> {
  let table = known.get(language)
  if (table !== undefined) return table
  table = new Map()
  try {
    const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
    for (const days of [-2, -1, 0, 1, 2]) {
      const word = lowerCase(plainText(format.format(days, 'day')), language)
      if (!/\d/.test(word)) table.set(word, [...(table.get(word) ?? []), days])
    }
  } catch {
    // An unknown tag has no words.
  }
  if (known.size < 500) known.set(language, table)
  return table
}

/** Days from today that the words mean; null when they name no such day. */
export function relativeDay(words: string, language: string): readonly number[] | null {
  return tableOf(language).get(words) ?? tableOf('en').get(words) ?? null
}
