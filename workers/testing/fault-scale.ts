import { inject } from 'vitest'

import { chance } from '#simulator/faults/fault-book.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How many times larger than in `npm test` the fault tests are; `bench/faults.ts` raises it. */
    faultScale: number
    /** Where and when faults strike. */
    faultSeed: number
  }
}

/** 1 in `npm test`. */
export const scale = inject('faultScale') ?? 1

/** Numbers in 0..1, the same ones for the same seed. */
export function dice(): () => number {
  const seed = inject('faultSeed') ?? 1
  let count = 0
  return () => chance(seed, count++)
}

/**
 * ms after which a fault test is given up: three times what it takes on a busy machine, and more where it is larger.
 * A guard against hanging, not a measure: how long things take is told by `bench/`.
 */
export const patience = (base: number) => 3 * base * Math.max(1, scale)
