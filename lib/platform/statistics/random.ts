export type Random = {
  /** 0 to 2^32 - 1 */
  uint32(): number
  /** 0 to 1, without 1 */
  uniform(): number
  /** Bell-shaped with mean 0 and deviation 1, within ±6: the sum of twelve uniform numbers. */
  bell(): number
}

const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits))

/** FNV-1a over the label, then splitmix32: four words of state that no seed leaves at zero. */
function stateOf(seed: number, label: string): [number, number, number, number] {
  let hash = 0x811c9dc5
  for (const char of `${seed}:${label}`)
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  const next = () => {
    hash = (hash + 0x9e3779b9) | 0
    let word = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97)
    return word ^ (word >>> 15)
  }
  return [next(), next(), next(), next()]
}

/**
 * Random numbers of a seed, one stream for each label: what one condition draws does not depend on the others.
 * xoshiro128** of Blackman and Vigna ("Scrambled linear pseudorandom number generators", 2021).
 */
export function createRandom(seed: number, label: string): Random {
  let [a, b, c, d] = stateOf(seed, label)
  const next = () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
  return {
    uint32: () => next() >>> 0,
    uniform: () => (next() >>> 0) / 4_294_967_296,
    bell() {
      let sum = 0
      for (let draw = 0; draw < 6; draw++) {
        const word = next()
        sum += (word & 0xffff) + (word >>> 16)
      }
      return (sum + 6) / 65_536 - 6
    },
  }
}
