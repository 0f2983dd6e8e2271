import type { Cardinal, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** Part of the day that decides between the two halves. */
export type PartOfDay = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night'

type Phrases<T> = ReadonlyMap<string, T>

/** How the time is told in a language in which the half goes towards the hour that follows (`halb acht` is 7:30). */
export type HalfHourClock = {
  cardinal: Reader<Cardinal>
  /** hours of their own form: `seitsemältä` */
  hours?: ReadonlyMap<string, number>
  /** minutes of their own form: `viittä` */
  minutes?: ReadonlyMap<string, number>
  /** after the hour: `uhr` */
  after: ReadonlySet<string>
  /** before the time: `klockan` */
  before: ReadonlySet<string>
  /** prepositions that may stand between a part of the day and the time: `abends ab sieben Uhr` */
  at: ReadonlySet<string>
  /** prepositions after which `7.30` is a time and no amount */
  dotted: ReadonlySet<string>
  half: ReadonlySet<string>
  quarter: ReadonlySet<string>
  /** `viertel acht` is 7:15 and `dreiviertel acht` 7:45 */
  quarterTowards?: true
  threeQuarters?: Phrases<true>
  past: Phrases<true>
  to: Phrases<true>
  /** after minutes: `minuten`, `över sju` or `minuter över sju` */
  minuteWords: ReadonlySet<string>
  /** between hour and minutes: `7 Uhr und 5 Minuten` */
  and: ReadonlySet<string>
  parts: Phrases<PartOfDay>
  /** parts of the day that name the day as well (`heute abend`): they decide the half and stay words */
  datedParts: Phrases<PartOfDay>
  /** minutes of the day: `mitternacht` */
  fixed: Phrases<number>
  /** a quarter of an hour as a length of time: `et kvarter` */
  quarterHour?: ReadonlySet<string>
  /** words after a number that make it an amount */
  amounts: (word: string) => boolean
  /** `zeven uur` is a length of time as well; with the words before it that leave only one of both */
  lasting?: { time: ReadonlySet<string>; length: ReadonlySet<string> }
}
