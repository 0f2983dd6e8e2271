/**
 * Elementary functions from `+ - * /` alone. IEEE 754 fixes those to the bit, while `Math.sin`, `Math.exp` and `**`
 * may differ between builds of the engine; audio that is addressed by its recipe must not.
 */

/** 1/3!, 1/5!, … 1/21! with alternating signs: below 2e-18 at a quarter turn. */
const sineTerms = (() => {
  const terms: number[] = []
  for (let k = 1, term = 1; k <= 21; k += 2) {
    terms.push(term)
    term = -term / ((k + 1) * (k + 2))
  }
  return terms.reverse()
})()

/** Sine of an angle in whole turns: `sinTurns(0.25)` is 1. */
export function sinTurns(turns: number): number {
  let part = turns - Math.round(turns)
  if (part > 0.25) part = 0.5 - part
  if (part < -0.25) part = -0.5 - part
  const x = 2 * Math.PI * part
  const square = x * x
  let sum = 0
  for (const term of sineTerms) sum = sum * square + term
  return sum * x
}

/** Cosine of an angle in whole turns. */
export const cosTurns = (turns: number) => sinTurns(turns + 0.25)

/** e to the power of x, for |x| up to 700. */
export function exp(x: number): number {
  const doublings = Math.round(x / Math.LN2)
  const rest = x - doublings * Math.LN2
  let sum = 1
  for (let k = 18; k >= 1; k--) sum = 1 + (sum * rest) / k
  for (let n = 0; n < doublings; n++) sum *= 2
  for (let n = 0; n > doublings; n--) sum /= 2
  return sum
}

/** Amplitude ratio of a level in dB. */
export const amplitudeOf = (db: number) => exp((db * Math.LN10) / 20)
