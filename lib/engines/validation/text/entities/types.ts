import type { Mark, Proof } from '#lib/engines/validation/score.ts'

/** What is known beside the two values. */
export type EntityContext = {
  /** BCP 47 */
  language: string
  /** the entity's name: `version` makes a code of 1.10, `price` a number */
  name?: string
  /** ISO 8601 instant at which the turn was held: only with it do `tomorrow` and a date without a year mean one day */
  referenceTime?: string
  /** IANA zone of the caller, in which `referenceTime` names a day; UTC unless said otherwise */
  zone?: string
}

export type EntityMatch = {
  match: Proof
  /** 0..1, which way an unproven match leans; 1 when right, 0 when wrong */
  likeness: number
  /** how they relate, in words: `the value says more: "Canada"` */
  how: string
  /** places in the expected value that decided */
  marks?: Mark[]
}

export const right = (how: string): EntityMatch => ({ match: 'right', likeness: 1, how })
export const wrong = (how: string): EntityMatch => ({ match: 'wrong', likeness: 0, how })
export const unproven = (how: string, likeness = 0.5): EntityMatch => ({
  match: 'unproven',
  likeness,
  how,
})

/** Types that an expectation may state: `{ value: "02142", type: identifier }`. */
export const entityTypes = [
  'number',
  'ordinal',
  'date',
  'time',
  'duration',
  'money',
  'measure',
  'percentage',
  'phone',
  'identifier',
  'boolean',
  'name',
] as const
export type EntityType = (typeof entityTypes)[number]
