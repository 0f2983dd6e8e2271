/** A share as a percentage with one decimal at most: `0.125` -> `12.5 %`. */
export const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`

/** A text in quotes, cut for a sentence. */
export function quote(text: string, length = 80): string {
  const units = Array.from(text.slice(0, length * 2 + 2))
  return units.length > length || text.length > length * 2 + 2
    ? `"${units.slice(0, length).join('')}…"`
    : `"${text}"`
}

/** A score to two decimals, as the screens show it. */
export const twoDecimals = (score: number) => (Math.round(score * 100) / 100).toFixed(2)
