import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { normalise } from '#lib/engines/validation/text/normalise.ts'

/** Characters per second of the fastest and the slowest plausible speaker, by script. */
const spaced = { fastest: 40, slowest: 3.5 }
const unspaced = { fastest: 16, slowest: 1.2 }
/** A figure is spoken as several letters: `1999` as `nineteen ninety nine`. */
const lettersPerDigit = 6
const pauses = { min: 100, max: 3_000 }

/** Bounds in ms for speaking a text: wide enough for slow and fast speech, narrow enough to see a cut or a wrong file. */
export function plausibleDuration(text: string, language: string): { min: number; max: number } {
  const { fastest, slowest } = grammarOf(language).unspaced === true ? unspaced : spaced
  const plain = normalise(text, language).text
  let digits = 0
  for (let index = 0; index < plain.length; index++) {
    const code = plain.charCodeAt(index)
    if (code >= 48 && code <= 57) digits++
  }
  const longest = plain.length + digits * (lettersPerDigit - 1)
  return {
    min: Math.max(0, (plain.length / fastest) * 1_000 - pauses.min),
    max: (longest / slowest) * 1_000 + pauses.max,
  }
}
