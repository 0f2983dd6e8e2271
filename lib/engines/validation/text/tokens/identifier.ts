import type { Reading } from '#lib/engines/validation/text/tokens/reading-context.ts'

/** A code with its letters in capitals. */
export function identifier(value: string, end: number): Reading {
  const upper = value.toUpperCase()
  return {
    end,
    readings: [{ type: 'identifier', value: upper }],
    ...(/^[0-9]+$/.test(upper) ? { digits: upper } : {}),
    words: [upper.toLowerCase()],
  }
}
