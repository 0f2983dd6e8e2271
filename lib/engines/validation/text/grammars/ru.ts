import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import type { DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import { dualReader, duals } from '#lib/engines/validation/text/grammars/dual-reader.ts'
import { foldedTables } from '#lib/engines/validation/text/grammars/folded-tables.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import {
  cardinal,
  foldRussian,
  hourStems,
  ordinal,
  scales,
} from '#lib/engines/validation/text/grammars/russian-numbers.ts'
import * as said from '#lib/engines/validation/text/grammars/russian-words.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar, Reader } from '#lib/engines/validation/text/grammars/types.ts'

const { map, set, list } = foldedTables(foldRussian)
const flags = (text: string) => map(phrases(text).map((phrase) => [phrase, true as const]))

const hoursOf = map(hourStems.map(([hour, word]) => [word, String(hour)] as const))
const ofHour: Reader<{ value: string }> = (lexemes, at) => {
  const value = hoursOf.get(lexemes[at]?.text ?? '')
  return value === undefined ? null : { value, end: at + 1 }
}

const clock = clockReader({
  hour: (lexemes, at) => cardinal(lexemes, at) ?? ofHour(lexemes, at),
  minute: (lexemes, at) =>
    lexemes[at]?.text === 'четверть' ? { value: '15', end: at + 1 } : cardinal(lexemes, at),
  before: map<'strong' | 'time' | 'at'>([
    ['в', 'time'],
    ['к', 'time'],
    ['на', 'at'],
    ['с', 'at'],
    ['до', 'at'],
    ['после', 'at'],
    ['около', 'at'],
  ]),
  after: flags('ровно'),
  hourWords: flags('час|часа|часов|ч'),
  minuteWords: flags('минута|минуты|минут|минуту|мин'),
  parts: map<DayPart>(
    formsOf([
      ['morning', 'утра|утром'],
      ['pm', 'дня|днем|днём'],
      ['evening', 'вечера|вечером'],
      ['night', 'ночи|ночью'],
    ] as const),
  ),
  leads: map(
    formsOf([
      [-30, 'половина|половине|половину'],
      [-45, 'четверть'],
      [-15, 'без четверти|'],
    ] as const),
  ),
  leadNumbers: map<'any' | 'marked'>([['без', 'any']]),
  ofHour,
  halves: map(
    hourStems.flatMap(([hour, word]) =>
      [word, `-${word}`].map((form) => [`пол${form}`, hour === 1 ? 750 : hour * 60 - 30] as const),
    ),
  ),
  fixed: map(
    formsOf([
      [0, 'полночь полуночи'],
      [720, 'полдень полудня'],
    ] as const),
  ),
})

const suffixes = /^(?:го|е|й|я|ый|ая|ое|ого|ой|му|м|ье|ья|ий)$/u
const readOrdinal: Reader<{ value: string }> = (lexemes, at) => {
  const digits = lexemes[at]
  if (digits?.kind !== 'digits') return ordinal(lexemes, at)
  const dash = lexemes[at + 1]
  const suffix = lexemes[at + 2]
  return dash?.text === '-' && dash.glued && suffix?.glued === true && suffixes.test(suffix.text)
    ? { value: String(Number(digits.text)), end: at + 3 }
    : null
}

const readLength = dualReader(
  duals([[1, { seconds: 3_600 }, 'час']]),
  formsOf([[0.5, 'с половиной|']] as const),
  'и',
  cardinal,
)

const months = map(said.months)
const weekdays = map(said.weekdays)

/** Russian, in the cases that numbers, hours and dates are said in; ё and е are one letter. */
export const ru: Grammar = {
  language: 'ru',
  decimalComma: true,
  cardinal,
  ordinal: readOrdinal,
  scales: map(scales),
  digitWords: map(
    formsOf([
      ['0', 'ноль нуль'],
      ['1', 'один'],
      ['2', 'два'],
      ['3', 'три'],
      ['4', 'четыре'],
      ['5', 'пять'],
      ['6', 'шесть'],
      ['7', 'семь'],
      ['8', 'восемь'],
      ['9', 'девять'],
    ] as const),
  ),
  minus: set(words('минус')),
  plus: set(words('плюс')),
  decimalWords: set(words('запятая точка')),
  and: set(['и']),
  fractions: map(
    formsOf([
      ['0.5', 'половина половину половиной пол'],
      ['0.25', 'четверть четвертью'],
    ] as const),
  ),
  share: shareReader({
    cardinal: cardinal,
    parts:
      '3: треть трети; 4: четверть четверти; 5: пятая пятых; 6: шестая шестых; 8: восьмая восьмых; 10: десятая десятых',
    fold: foldRussian,
  }),
  signs: { '-': ['до'], '+': ['плюс'], '×': ['на'], '@': ['собака'], '.': ['точка'] },
  percentAfter: list(words('процент процента процентов проценту процентам')),
  units: map([...latinUnits, ...said.units]),
  currencies: map(said.currencies),
  subunits: map(
    formsOf([
      ['0.01', 'копейка копейки копеек копейку коп цент цента центов пенс пенсов'],
    ] as const),
  ),
  subunitOf: 'RUB',
  months,
  weekdays,
  clock: (lexemes, at) => readLength(lexemes, at) ?? clock(lexemes, at),
  date: dateReader({
    days: [ordinal, cardinal],
    years: [ordinal, cardinal],
    months,
    weekdays,
    afterYear: flags('год|года|году|г .|г'),
    daySuffixes: set(words('го е ое ого')),
  }),

  fillers: set(words('э ээ эм эмм хм ммм мм')),
  polite: list(said.polite),
  negations: list(said.negations),
  negationPatterns: said.negationPatterns,
  conditions: list(said.conditions),
  harmless: list(said.harmless),
  questions: list(said.questions),
  approximators: list(said.approximators),
  split: (word) => (word.includes('ё') ? [foldRussian(word)] : null),
  fold: foldRussian,
  articles: set([]),
  yes: set(words('да верно конечно хорошо ага ладно true yes')),
  no: set(words('нет неверно false no')),
  functionWords: set(said.functionWords),
  sameStem: said.sameStem,
}
