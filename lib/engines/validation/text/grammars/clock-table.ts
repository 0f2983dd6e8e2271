import type { DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import type { Reader } from '#lib/engines/validation/text/grammars/types.ts'

export type Phrases<T> = ReadonlyMap<string, T>
/** `marked`: the form is used for hours (`siódmej`); `sure`: it is a time whatever stands beside it */
export type Hours = Reader<{ value: string; marked?: true | 'sure' }>

/** How a language tells the time in words. Every table is keyed by phrases. */
export type ClockWords = {
  /** hours and minutes in words, cardinal or ordinal; digits are read without it */
  hour: Hours
  minute: Reader<{ value: string }>
  /**
   * In front of a time: `strong` belongs to it (`saat`); `time` is a preposition after which hours are those of the clock,
   * `at` one that allows a time. Prepositions stay words of their own, so that `at seven` and `by seven` differ.
   */
  before: Phrases<'strong' | 'time' | 'at'>
  /** after the hour or the whole time, of the clock only: `बजे` */
  after: Phrases<true>
  /** after the hour, of the clock or of a length of time: `часов` */
  hourWords?: Phrases<true>
  /** endings of digits that say nothing: `'de`; true for those that mean `at` */
  endings?: Phrases<boolean>
  minuteWords: Phrases<true>
  parts: Phrases<DayPart>
  /** abbreviations that mean a part of the day only after what is a time already: `م` */
  shortParts?: Phrases<DayPart>
  /** minutes added to the hour that follows: `wpół do` -30 */
  leads?: Phrases<number>
  /** before the minutes before the hour: `без` (пяти восемь); `marked` needs a form used for hours */
  leadNumbers?: Phrases<'any' | 'marked'>
  /** between the minutes and the hour: `po` (dziesięć po siódmej); `bare` needs neither form nor word for minutes */
  leadLinks?: Phrases<{ sign: 1 | -1; bare?: true }>
  /** hours of which minutes have passed since the hour before: `пять минут восьмого` */
  ofHour?: Reader<{ value: string }>
  /** single words for half hours, minutes: `полвосьмого` */
  halves?: Phrases<number>
  /** minutes added to the hour before: `والنصف` 30 */
  tails?: Phrases<number>
  /** between the hour and its minutes: `και`, `παρά` */
  tailLinks?: Phrases<1 | -1>
  /** times of their own, minutes of the day: `midnight` */
  fixed?: Phrases<number>
}
