import {
  durationReader,
  type DurationUnit,
} from '#lib/engines/validation/text/grammars/duration-reader.ts'
import { kiloReader } from '#lib/engines/validation/text/grammars/kilo-reader.ts'
import {
  phraseTable,
  readFigures,
  readPhrase,
  skipPhrase,
} from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { readDigitString } from '#lib/engines/validation/text/grammars/spoken-code.ts'
import { readClock, readWhole } from '#lib/engines/validation/text/grammars/thai-clock.ts'
import {
  digitWords,
  readCardinal,
  readThaiNumber,
  textFrom,
} from '#lib/engines/validation/text/grammars/thai-numbers.ts'
import { thaiShare } from '#lib/engines/validation/text/grammars/thai-share.ts'
import * as list from '#lib/engines/validation/text/grammars/thai-words.ts'
import type { Grammar, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Typed = { readings: [TypedValue, ...TypedValue[]]; end: number }

const named = <T>(names: string, value: T) => words(names).map((name) => [name, value] as const)

const readDuration = durationReader({
  amount(lexemes, at) {
    const number = readThaiNumber(lexemes, at)
    return number ?? readFigures(lexemes, at)
  },
  units: phraseTable<DurationUnit>(
    [
      ...named('ชั่วโมง ชม.', { seconds: 3600n }),
      ...named('นาที', { seconds: 60n }),
      ...named('วินาที', { seconds: 1n }),
      ...named('ปี', { months: 12n }),
      ...named('เดือน', { months: 1n }),
    ],
    '',
  ),
  halfBefore: phraseTable(named('ครึ่ง', true), ''),
  halfAfter: phraseTable(named('ครึ่ง', true), ''),
  bareUnitHalf: true,
  and: phraseTable(named('กับ และ', true), ''),
})

/** The end of a decimal (2.5 ชั่วโมง) or of a clock time is no length of its own. */
const isRest = (lexemes: readonly Lexeme[], at: number) =>
  lexemes[at]?.glued === true && /^[.:0-9]/.test(lexemes[at - 1]?.text ?? '')

const monthTable = phraseTable(list.months, '')
const dayWords = phraseTable(named('วันที่ ที่', true), '')
const monthWord = phraseTable(named('เดือน', true), '')
const yearWords = phraseTable(named('พ.ศ. พ.ศ ค.ศ. ค.ศ ปี พุทธศักราช คริสต์ศักราช ปีพ.ศ.', true), '')

/** 3 พฤษภาคม 2568, วันที่สามพฤษภาคม, พฤษภาคม; years of the Buddhist era are 543 ahead. */
function readDate(lexemes: readonly Lexeme[], at: number): Typed | null {
  const from = skipPhrase(lexemes, at, dayWords) ?? at
  const number = readWhole(lexemes, from)
  const isDay = number !== null && number.value >= 1 && number.value <= 31
  if (!isDay && from > at) return null
  const place = isDay ? number.end : at
  const month = readPhrase(lexemes, skipPhrase(lexemes, place, monthWord) ?? place, monthTable)
  if (month === null)
    return from > at && isDay && textFrom(lexemes, at, 4).startsWith('วัน')
      ? dateOf(null, null, number.value, number.end)
      : readYearAlone(lexemes, at)
  const year = readYear(lexemes, skipPhrase(lexemes, month.end, yearWords) ?? month.end)
  return dateOf(
    year?.value ?? null,
    month.value,
    isDay ? number.value : null,
    year?.end ?? month.end,
  )
}

function readYearAlone(lexemes: readonly Lexeme[], at: number): Typed | null {
  const from = skipPhrase(lexemes, at, yearWords)
  const year = from === null ? null : readYear(lexemes, from)
  return year && dateOf(year.value, null, null, year.end)
}

function readYear(lexemes: readonly Lexeme[], at: number): { value: number; end: number } | null {
  const year = readWhole(lexemes, at)
  if (year === null || year.value < 1900 || year.value > 2999) return null
  return { value: year.value >= 2400 ? year.value - 543 : year.value, end: year.end }
}

function dateOf(year: number | null, month: number | null, day: number | null, end: number): Typed {
  return { readings: [{ type: 'date', year, month, day, weekday: null }], end }
}

/** ที่ is "at" as well: what follows the number then has a unit. */
const measured =
  /^(?:บาท|สตางค์|คน|โมง|ทุ่ม|นาฬิกา|นาที|ชั่วโมง|วัน|เดือน|ปี|กิโล|เมตร|องศา|เปอร์เซ็นต์|ดอลลาร์|ยูโร|เยน|น\.|[.:,%฿°]|กม|กก|ลิตร|กรัม|ครั้ง|ที่นั่ง|ล้าน)/
const ordinalWord = phraseTable(named('ที่', true), '')

const digitTable = phraseTable(digitWords, '')
/** 5 กิโล: kilometres or kilograms. */
const readKilo = kiloReader(
  (lexemes, at) => readThaiNumber(lexemes, at) ?? readFigures(lexemes, at),
  phraseTable(named('กิโล', true), ''),
  /^[เกวแ]/,
)

export const th: Grammar = {
  language: 'th',
  unspaced: true,
  cardinal: readCardinal,
  ordinal(lexemes, at) {
    const from = skipPhrase(lexemes, at, ordinalWord)
    if (from === null) return null
    const number = readWhole(lexemes, from)
    if (number === null || measured.test(textFrom(lexemes, number.end, 9))) return null
    const spaced = lexemes[number.end]
    if (spaced !== undefined && measured.test(textFrom(lexemes, number.end, 9))) return null
    return { value: String(number.value), end: number.end }
  },
  scales: formsOf([
    ['12', 'โหล'],
    ['100', 'ร้อย'],
    ['1000', 'พัน'],
    ['10000', 'หมื่น'],
    ['100000', 'แสน'],
    ['1000000', 'ล้าน'],
    ['1000000000', 'พันล้าน'],
  ] as const),
  code: (lexemes, at) => readDigitString(lexemes, at, digitTable),
  digitWords,
  minus: new Set(words('ลบ ติดลบ')),
  decimalWords: new Set(words('จุด')),
  and: new Set(words('กับ')),
  fractions: new Map([['ครึ่ง', '0.5']]),
  share: thaiShare,
  hours24: true,
  signs: { '-': ['ถึง'], '+': ['บวก'], '×': ['คูณ'] },
  percentAfter: words('เปอร์เซ็นต์ เปอร์เซนต์'),
  percentBefore: words('ร้อยละ'),
  units: list.units,
  currencies: list.currencies,
  subunits: formsOf([['0.01', 'สตางค์ เซนต์']] as const),
  subunitOf: 'THB',
  months: list.months,
  weekdays: list.weekdays,
  clock: (lexemes, at) =>
    readClock(lexemes, at) ??
    (isRest(lexemes, at) ? null : (readDuration(lexemes, at) ?? readKilo(lexemes, at))),
  date: readDate,
  fillers: new Set(words('เอ่อ อืม อ่า ครับ ค่ะ ครับผม')),
  polite: list.polite,
  negations: list.negations,
  negationPatterns: list.negationPatterns,
  conditions: list.conditions,
  harmless: list.harmless,
  questions: list.questions,
  approximators: list.approximators,
  // a tone mark is typed before or after sara am
  fold: (word) =>
    word
      .replace(/\u0e4d([\u0e48-\u0e4b])\u0e32/g, '$1\u0e33')
      .replace(/\u0e33([\u0e48-\u0e4b])/g, '$1\u0e33')
      .replace(/\u0e40\u0e40/g, '\u0e41'),
  articles: new Set(),
  yes: new Set(words('ใช่ ครับ ค่ะ ได้ ตกลง มี โอเค')),
  no: new Set(words('ไม่ ไม่ใช่ ไม่ได้ ไม่มี เปล่า ไม่เอา')),
  functionWords: new Set(list.functionWords),
}
