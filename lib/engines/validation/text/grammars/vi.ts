import {
  clockReadings,
  type DayPart,
} from '#lib/engines/validation/text/grammars/clock-readings.ts'
import {
  durationReader,
  type DurationUnit,
} from '#lib/engines/validation/text/grammars/duration-reader.ts'
import {
  phraseTable,
  readFigures,
  readPhrase,
  skipPhrase,
} from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import {
  digitWords,
  readCardinal,
  readNumber,
} from '#lib/engines/validation/text/grammars/vietnamese-numbers.ts'
import * as list from '#lib/engines/validation/text/grammars/vietnamese-words.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

type Typed = { readings: [TypedValue, ...TypedValue[]]; end: number }

const dayParts = phraseTable(
  formsOf<DayPart>([
    ['morning', 'sáng|buổi sáng'],
    ['noon', 'trưa|buổi trưa'],
    ['afternoon', 'chiều|buổi chiều'],
    ['evening', 'tối|buổi tối'],
    ['night', 'đêm|ban đêm'],
  ]),
  ' ',
)

function readWhole(lexemes: readonly Lexeme[], at: number): { value: number; end: number } | null {
  if (lexemes[at]?.kind === 'digits') {
    const figures = readFigures(lexemes, at, true)
    return figures && !figures.value.includes('.')
      ? { value: Number(figures.value), end: figures.end }
      : null
  }
  const number = readNumber(lexemes, at)
  return number && { value: Number(number.value), end: number.end }
}

/** 3 giờ chiều, 7 giờ rưỡi, 7h30, 8 giờ kém 15; 3 giờ alone may be three hours. */
function readClock(lexemes: readonly Lexeme[], at: number): Typed | null {
  const text = (index: number) => lexemes[index]?.text ?? ''
  const hour = readWhole(lexemes, at)
  if (hour === null) return null
  if (text(hour.end) === ':') {
    const minute = readWhole(lexemes, hour.end + 1)
    const part = minute && readPhrase(lexemes, minute.end, dayParts)
    return minute && part && timed(hour.value, minute.value, part.value, part.end)
  }
  if (!/^(?:giờ|h|g)$/.test(text(hour.end))) return null
  // a unit of time in `24 giờ đồng hồ` and `3 giờ trước`
  let end = hour.end + 1
  if (text(end) === 'đồng' && text(end + 1) === 'hồ') return null
  let minute: number | null = null
  let before = 0
  if (text(end) === 'rưỡi') {
    minute = 30
    end++
  } else if (text(end) === 'kém') {
    const short = readWhole(lexemes, end + 1)
    if (short === null || short.value > 59) return null
    minute = 60 - short.value
    before = 1
    end = text(short.end) === 'phút' ? short.end + 1 : short.end
  } else {
    const minutes = readWhole(lexemes, end)
    if (minutes !== null && minutes.value < 60) {
      minute = minutes.value
      end = text(minutes.end) === 'phút' ? minutes.end + 1 : minutes.end
    } else if (text(end) === 'đúng') end++
  }
  const part = readPhrase(lexemes, end, dayParts)
  const hours = before === 1 && hour.value === 1 ? 12 : hour.value - before
  const found = timed(hours, minute ?? 0, part?.value ?? null, part?.end ?? end)
  if (found === null || part !== null || minute !== null || text(hour.end) !== 'giờ') return found
  return {
    ...found,
    readings: [...found.readings, { type: 'duration', seconds: String(hour.value * 3600) }],
  }
}

function timed(hour: number, minute: number, part: DayPart | null, end: number): Typed | null {
  const readings = clockReadings(hour, minute, part)
  return readings && { readings, end }
}

const readDuration = durationReader({
  amount(lexemes, at) {
    return lexemes[at]?.kind === 'digits' ? readFigures(lexemes, at, true) : readNumber(lexemes, at)
  },
  units: phraseTable<DurationUnit>(
    [
      ['tiếng', { seconds: 3600n }],
      ['tiếng đồng hồ', { seconds: 3600n }],
      ['giờ đồng hồ', { seconds: 3600n }],
      ['phút', { seconds: 60n }],
      ['giây', { seconds: 1n }],
    ],
    ' ',
  ),
  halfBefore: phraseTable([['nửa', true]], ' '),
  halfAfter: phraseTable([['rưỡi', true]], ' '),
  bareUnitHalf: true,
})

const months = phraseTable(list.months, ' ')
const dayWords = phraseTable(
  words('ngày mùng mồng').map((word) => [word, true] as const),
  ' ',
)
const twoDayWords = phraseTable(
  [
    ['ngày mùng', true],
    ['ngày mồng', true],
  ],
  ' ',
)

/** ngày 3 tháng 5 năm 2025, mùng ba tháng năm, tháng tư. */
function readDate(lexemes: readonly Lexeme[], at: number): Typed | null {
  const from = skipPhrase(lexemes, at, twoDayWords) ?? skipPhrase(lexemes, at, dayWords) ?? at
  const number = readWhole(lexemes, from)
  const isDay = number !== null && number.value >= 1 && number.value <= 31
  if (!isDay && from > at) return null
  const place = isDay ? number.end : at
  const month = readMonth(lexemes, place)
  const year = readYear(lexemes, month?.end ?? at, month !== null)
  if (month === null) return year && dateOf(year.value, null, null, year.end)
  return dateOf(
    year?.value ?? null,
    month.value,
    isDay ? number.value : null,
    year?.end ?? month.end,
  )
}

function readMonth(lexemes: readonly Lexeme[], at: number): { value: number; end: number } | null {
  const named = readPhrase(lexemes, at, months)
  if (lexemes[at]?.text !== 'tháng') return null
  const number = readWhole(lexemes, at + 1)
  if (number === null || number.value < 1 || number.value > 12) return named
  // tháng năm 2025 is "month, year 2025" nowhere: năm alone is May before another year
  return named !== null && named.end >= number.end ? named : number
}

function readYear(lexemes: readonly Lexeme[], at: number, inDate: boolean) {
  const word = lexemes[at]?.text === 'năm' || (inDate && lexemes[at]?.text === '/')
  if (!word) return null
  const year = readWhole(lexemes, at + 1)
  return year !== null && year.value >= 1000 && year.value < 3000 ? year : null
}

function dateOf(year: number | null, month: number | null, day: number | null, end: number): Typed {
  return { readings: [{ type: 'date', year, month, day, weekday: null }], end }
}

export const vi: Grammar = {
  language: 'vi',
  decimalComma: true,
  cardinal: readCardinal,
  /** thứ hai to thứ bảy are weekdays, except after lần, người, vị trí */
  ordinal(lexemes, at) {
    const first = lexemes[at]?.text
    if (first !== 'thứ') return null
    const next = lexemes[at + 1]?.text ?? ''
    const named = { nhất: '1', nhì: '2' }[next]
    if (named !== undefined) return { value: named, end: at + 2 }
    const number = readWhole(lexemes, next === 'tư' ? at + 2 : at + 1)
    const value = next === 'tư' ? 4 : number?.value
    const end = next === 'tư' ? at + 2 : number?.end
    if (value === undefined || end === undefined) return null
    const isDay = value >= 2 && value <= 7 && !list.ranked.has(lexemes[at - 1]?.text ?? '')
    return isDay ? null : { value: String(value), end }
  },
  scales: formsOf([
    ['12', 'tá'],
    ['1000', 'nghìn ngàn'],
    ['1000000', 'triệu'],
    ['1000000000', 'tỷ tỉ'],
  ] as const),
  digitWords,
  minus: new Set(words('âm trừ')),
  decimalWords: new Set(words('phẩy chấm')),
  and: new Set(),
  fractions: new Map([['nửa', '0.5']]),
  share: shareReader({
    cardinal: readCardinal,
    parts: '3: phần_ba; 4: phần_tư; 5: phần_năm; 6: phần_sáu; 8: phần_tám; 10: phần_mười',
  }),
  signs: { '-': ['đến', 'tới'], '+': ['cộng'], '×': ['nhân'] },
  percentAfter: ['phần trăm'],
  units: list.units,
  currencies: list.currencies,
  subunits: new Map([['xu', '0.01']]),
  subunitOf: 'USD',
  months: list.months,
  weekdays: list.weekdays,
  clock: (lexemes, at) => readClock(lexemes, at) ?? readDuration(lexemes, at),
  date: readDate,
  fillers: new Set(words('ờ ừm ờm')),
  polite: list.polite,
  negations: list.negations,
  conditions: list.conditions,
  harmless: list.harmless,
  questions: list.questions,
  negationPatterns: list.negationPatterns,
  approximators: list.approximators,
  // tone marks stand on either vowel: hoà and hòa, thuý and thúy
  fold: (word) => word.replace(/(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])$/u, moveTone),
  articles: new Set(words('cái chiếc')),
  yes: new Set(words('có vâng dạ đúng ừ đồng ý được rồi')),
  no: new Set(words('không chưa chẳng')),
  functionWords: new Set(list.functionWords),
}

function moveTone(ending: string): string {
  const [first = '', second = ''] = ending
  const [base = '', tone = ''] = second.normalize('NFD')
  return (first + tone + base).normalize('NFC')
}
