import { arabicNumbers, foldArabic } from '#lib/engines/validation/text/grammars/arabic-numbers.ts'
import * as table from '#lib/engines/validation/text/grammars/arabic-tables.ts'
import * as said from '#lib/engines/validation/text/grammars/arabic-words.ts'
import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import type { DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import { dualReader } from '#lib/engines/validation/text/grammars/dual-reader.ts'
import { foldedTables } from '#lib/engines/validation/text/grammars/folded-tables.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import {
  cardinalReader,
  ordinalReader,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { prefixSplitter } from '#lib/engines/validation/text/grammars/prefixed-words.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'

const { map, set, list } = foldedTables(foldArabic)
const flags = (text: string) => map(phrases(text).map((phrase) => [phrase, true as const]))

const readCardinal = cardinalReader(arabicNumbers)
const readOrdinal = ordinalReader(arabicNumbers)
const months = map(table.months)
const weekdays = map(table.weekdays)

const halves = new Set(words('نصف النصف نص النص ربع الربع ربعا ثلث الثلث ثلثا تلت').map(foldArabic))
const known = (word: string) =>
  arabicNumbers.parts(word) !== null || halves.has(word) || months.has(word)
const split = prefixSplitter(['و', 'ب', 'ف', 'ل', 'ك'], known, foldArabic)

const tails = formsOf([
  [30, 'و النصف|و نصف|و نص|و النص'],
  [15, 'و الربع|و ربع'],
  [20, 'و الثلث|و ثلث|و تلت'],
  [-15, 'الا ربعا|الا ربع|الا الربع'],
  [-20, 'الا ثلثا|الا ثلث|الا تلت|الا الثلث'],
] as const)

const parts = formsOf([
  ['morning', 'صباحا|الصباح|في الصباح|الصبح|فجرا|الفجر|في الفجر|هذا الصباح'],
  ['noon', 'ظهرا|الظهر|في الظهر'],
  ['pm', 'بعد الظهر|عصرا|العصر|بعد العصر|في العصر'],
  ['evening', 'مساء|المساء|في المساء|هذا المساء'],
  ['night', 'ليلا|الليل|بالليل|في الليل|الليلة'],
] as const)

const readClock = clockReader({
  // an hour is an ordinal in standard Arabic, a cardinal in everyday speech
  hour: (lexemes, at) => {
    const ordinal = readOrdinal(lexemes, at)
    return ordinal ? { ...ordinal, marked: true } : readCardinal(lexemes, at)
  },
  minute: readCardinal,
  before: map<'strong' | 'time' | 'at'>([
    ['الساعة', 'strong'],
    ['الساعه', 'strong'],
    ['ساعة', 'at'],
    ['في', 'time'],
    ['عند', 'time'],
    ['ل', 'at'],
    ['ب', 'at'],
  ]),
  after: flags('تماما|بالضبط'),
  minuteWords: flags('دقيقة|دقائق|دقيقه|دقايق'),
  parts: map<DayPart>(parts),
  shortParts: map<DayPart>([
    ['ص', 'am'],
    ['م', 'pm'],
  ]),
  tails,
  tailLinks: map<1 | -1>([
    ['و', 1],
    ['الا', -1],
  ]),
  fixed: map([
    ['منتصف الليل', 0],
    ['منتصف النهار', 720],
  ]),
})

const readDual = dualReader(
  map(table.duals),
  formsOf([
    [0.5, 'و نصف|و نص|و النصف'],
    [0.25, 'و ربع|و الربع'],
  ] as const),
  'و',
  readCardinal,
)

const readDate = dateReader({
  days: [readOrdinal, readCardinal],
  years: [readCardinal],
  months,
  weekdays,
  monthFirst: true,
  between: flags('من|من شهر|شهر'),
  beforeYear: flags('عام|سنة|لعام|لسنة|من عام|من سنة'),
  afterYear: flags('م|ميلادية|ميلادي'),
})

const dialect = /^(?:ما?|و?ما)(?:\p{L}{3,})ش$/u

/** Arabic: standard forms, and what is said in Egypt and the Gulf. */
export const ar: Grammar = {
  language: 'ar',
  cardinal: readCardinal,
  ordinal: readOrdinal,
  scales: map(
    formsOf([
      ['12', 'دزينة دزينتان درزن'],
      ['100', 'مئة مائة مية ميه'],
      ['1000', 'ألف آلاف ألفا'],
      ['1000000', 'مليون ملايين مليونا'],
      ['1000000000', 'مليار مليارات مليارا بليون'],
      ['1000000000000', 'تريليون'],
    ] as const),
  ),
  digitWords: map(
    formsOf([
      ['0', 'صفر زيرو'],
      ['1', 'واحد واحدة'],
      ['2', 'اثنان اثنين اثنتان اتنين'],
      ['3', 'ثلاثة ثلاث تلاتة تلاته ثلاثه'],
      ['4', 'أربعة أربع أربعه'],
      ['5', 'خمسة خمس خمسه'],
      ['6', 'ستة ست سته'],
      ['7', 'سبعة سبع سبعه'],
      ['8', 'ثمانية ثماني ثمان ثمانيه تمانية تمانيه'],
      ['9', 'تسعة تسع تسعه'],
    ] as const),
  ),
  repeats: map([['دبل', 2]]),
  letterNames: map(formsOf(said.letterNames)),
  minus: set(words('ناقص سالب')),
  decimalWords: set(words('فاصلة فاصله نقطة نقطه')),
  and: set(['و']),
  fractions: map(
    formsOf([
      ['0.5', 'نصف نص النصف'],
      ['0.25', 'ربع الربع'],
    ] as const),
  ),
  share: shareReader({
    cardinal: readCardinal,
    parts: '3: أثلاث; 4: أرباع; 5: أخماس; 6: أسداس; 8: أثمان; 10: أعشار',
    whole: new Map(
      [
        ['ثلثان', '2/3'],
        ['ثلثين', '2/3'],
        ['ثلثي', '2/3'],
        ['ثلثا', '2/3'],
        ['الثلثين', '2/3'],
        ['ثلث', '1/3'],
      ].map(([word = '', value = '']) => [foldArabic(word), value] as const),
    ),
    fold: foldArabic,
  }),
  signs: { '-': ['إلى', 'حتى', 'ل'], '+': ['زائد'], '×': ['في', 'ضرب'], '@': ['آت'], '.': ['دوت'] },
  percentAfter: list(
    phrases(
      'بالمئة|بالمائة|بالمية|بالميه|بالمئه|بالمائه|في المئة|في المائة|في المية|في الميه|في المائه|فى المائة|فى المية',
    ),
  ),
  units: map([...latinUnits, ...table.units]),
  currencies: map(table.currencies),
  subunits: map(formsOf([['0.01', 'قرش قروش قرشا هللة هللات سنت سنتا سنتات']] as const)),
  months,
  weekdays,
  clock: (lexemes, at) => readDual(lexemes, at) ?? readClock(lexemes, at),
  date: readDate,

  fillers: set(words('امم ممم همم اه آآآ')),
  polite: list(said.polite),
  negations: list(said.negations),
  // the Egyptian negation stands around the verb: `ماحجزتش`, `مقدرش`
  negationPatterns: [dialect],
  conditions: list(said.conditions),
  harmless: list(said.harmless),
  questions: list(words('هل متى أين كيف كم ماذا لماذا أليس وهل فين امتى ازاي إزاي ليه إيه')),
  approximators: list(said.approximators),
  split,
  fold: foldArabic,
  articles: set(['ال']),
  yes: set(words('نعم أجل بلى أيوه أيوة ايوا صحيح تمام أكيد طبعا موافق true yes')),
  no: set(words('لا كلا لأ خطأ false no')),
  functionWords: set(said.functionWords),
  sameStem: (a, b) => arabicStem(a) === arabicStem(b),
}

// article, joined particles, and the endings of gender, number and the accusative
function arabicStem(word: string): string {
  const folded = foldArabic(word)
  const bare = folded.replace(/^(?:[وف]?(?:ال|بال|كال|لل)|[وف](?=\p{L}{4}))/u, '')
  const stem = bare.replace(/(?:ات|ون|ين|ان|ية|[ةها])$/u, '')
  return stem.length >= 3 ? stem : bare.length >= 2 ? bare : folded
}
