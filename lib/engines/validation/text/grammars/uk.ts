import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import type { DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import {
  cardinal,
  foldUkrainian,
  hours,
  ordinal,
  scales,
} from '#lib/engines/validation/text/grammars/ukrainian-numbers.ts'
import * as said from '#lib/engines/validation/text/grammars/ukrainian-words.ts'

const flags = (text: string) => new Map(phrases(text).map((phrase) => [phrase, true as const]))

const hourNames = flags('година|години|годині|годину|годиною')

/** `сьома`, `о сьомій годині`, `на восьму`; with the word for hour it is a time whatever stands beside it. */
const hour: Reader<{ value: string; marked?: true | 'sure' }> = (lexemes, at) => {
  const named = hours(lexemes, at)
  if (named === null) return cardinal(lexemes, at)
  return hourNames.has(lexemes[named.end]?.text ?? '')
    ? { ...named, end: named.end + 1, marked: 'sure' }
    : { ...named, marked: true }
}

const clock = clockReader({
  hour,
  minute: cardinal,
  before: new Map<string, 'strong' | 'time' | 'at'>([
    ['о', 'time'],
    ['об', 'time'],
    ['до', 'at'],
    ['після', 'at'],
    ['з', 'at'],
    ['на', 'at'],
    ['в', 'at'],
    ['у', 'at'],
  ]),
  after: flags('годині|рівно'),
  hourWords: flags('год'),
  minuteWords: flags('хвилина|хвилини|хвилин|хвилину|хв'),
  parts: new Map<string, DayPart>(
    formsOf([
      ['morning', 'ранку|вранці|зранку'],
      ['pm', 'дня|вдень'],
      ['evening', 'вечора|ввечері|увечері'],
      ['night', 'ночі|вночі|уночі'],
    ] as const),
  ),
  leads: formsOf([
    [-30, 'пів на|о пів на|пів до|пів|половина'],
    [-45, 'чверть на|'],
    [-15, 'за чверть|чверть до|без чверті'],
    [15, 'чверть по|чверть після'],
  ] as const),
  leadNumbers: new Map<string, 'any' | 'marked'>([
    ['за', 'marked'],
    ['без', 'any'],
  ]),
  leadLinks: new Map([
    ['по', { sign: 1 as const }],
    ['після', { sign: 1 as const }],
    ['до', { sign: -1 as const }],
  ]),
  fixed: formsOf([
    [0, 'опівночі північ'],
    [720, 'опівдні полудень'],
  ] as const),
})

/** Ukrainian, in the cases that numbers, hours and dates are said in. */
export const uk: Grammar = {
  language: 'uk',
  decimalComma: true,
  cardinal,
  ordinal,
  scales,
  digitWords: formsOf([
    ['0', 'нуль'],
    ['1', 'один'],
    ['2', 'два'],
    ['3', 'три'],
    ['4', 'чотири'],
    ['5', "п'ять"],
    ['6', 'шість'],
    ['7', 'сім'],
    ['8', 'вісім'],
    ['9', "дев'ять"],
  ] as const),
  minus: new Set(words('мінус')),
  plus: new Set(words('плюс')),
  decimalWords: new Set(words('кома крапка')),
  and: new Set(words('і та й')),
  fractions: formsOf([
    ['0.5', 'половина половину пів'],
    ['0.25', 'чверть'],
  ] as const),
  share: shareReader({
    cardinal: cardinal,
    parts:
      '3: третина третини; 4: чверть чверті; 5: пʼята пʼятих; 8: восьма восьмих; 10: десята десятих',
    fold: foldUkrainian,
  }),
  signs: { '-': ['до'], '+': ['плюс'], '×': ['на'], '@': ['собака'], '.': ['крапка'] },
  percentAfter: words('відсоток відсотка відсотків відсотки процент процента процентів проценти'),
  units: new Map([...latinUnits, ...said.units]),
  currencies: said.currencies,
  subunits: formsOf([
    ['0.01', 'копійка копійки копійок копійку коп цент цента центів центи'],
  ] as const),
  subunitOf: 'UAH',
  months: said.months,
  weekdays: said.weekdays,
  clock,
  date: dateReader({
    days: [ordinal, cardinal],
    years: [ordinal, cardinal],
    months: said.months,
    weekdays: said.weekdays,
    afterYear: flags('рік|року|році|р .|р'),
    daySuffixes: new Set(words('го е є тє')),
  }),
  fillers: new Set(words('е ее ем емм хм ммм')),
  polite: said.polite,
  negations: said.negations,
  negationPatterns: said.negationPatterns,
  conditions: said.conditions,
  harmless: said.harmless,
  questions: words('чи що де коли хто як чому навіщо скільки який яка яке які куди звідки хіба'),
  approximators: said.approximators,
  split: (word) => (word.includes('i') ? [foldUkrainian(word)] : null),
  fold: foldUkrainian,
  articles: new Set(),
  yes: new Set(words('так вірно звичайно добре ага гаразд true yes')),
  no: new Set(words('ні невірно false no')),
  functionWords: new Set(said.functionWords),
  sameStem: said.sameStem,
}
