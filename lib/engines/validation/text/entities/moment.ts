import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

export type Day = Omit<Extract<TypedValue, { type: 'date' }>, 'type'>
export type Clock = Omit<Extract<TypedValue, { type: 'time' }>, 'type'>

/** A day, a time of the day, or both; each with all its readings, the likeliest first. */
export type Moment = {
  days: readonly Day[] | null
  /** minutes of the day; seconds are a fraction */
  times: readonly Clock[] | null
  /** days from today that `tomorrow` may mean (`कल` is both -1 and 1) */
  relative: readonly number[] | null
  /** written for machines, as ISO 8601 is */
  machine: boolean
}
