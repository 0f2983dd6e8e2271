import type { Cardinal, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** `пять целых три десятых`, `две с половиной тысячи`: how a fraction is said behind a whole number. */
export type SpokenFraction = {
  wholes: ReadonlySet<string>
  /** `десятых` -> 10 */
  denominators: ReadonlyMap<string, number>
  /** `с половиной`, `з половиною` */
  half: readonly [string, string]
  scales: ReadonlyMap<string, string>
}

/** The reader with fractions said behind the number it finds. */
export function withSpokenFractions(
  cardinal: Reader<Cardinal>,
  said: SpokenFraction,
): Reader<Cardinal> {
  return (lexemes, at) => {
    const found = cardinal(lexemes, at)
    if (found === null || found.value.includes('.')) return found
    const text = (index: number) => lexemes[index]?.text ?? ''
    if (text(found.end) === said.half[0] && text(found.end + 1) === said.half[1]) {
      const scale = said.scales.get(text(found.end + 2))
      // `миллион с половиной` is half a million more
      const own = Number(said.scales.get(text(found.end - 1)) ?? 1)
      const value = (Number(found.value) + 0.5 * own) * Number(scale ?? 1)
      return { value: String(value), end: found.end + (scale === undefined ? 2 : 3) }
    }
    if (!said.wholes.has(text(found.end))) return found
    const joined = text(found.end + 1) === 'и' || text(found.end + 1) === 'і' ? 1 : 0
    const part = cardinal(lexemes, found.end + 1 + joined)
    const denominator = part === null ? undefined : said.denominators.get(text(part.end))
    if (!part || denominator === undefined || Number(part.value) >= denominator) return found
    const digits = part.value.padStart(String(denominator).length - 1, '0').replace(/0+$/u, '')
    return { value: digits === '' ? found.value : `${found.value}.${digits}`, end: part.end + 1 }
  }
}
