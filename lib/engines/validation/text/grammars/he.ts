import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import type { DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import { dualReader } from '#lib/engines/validation/text/grammars/dual-reader.ts'
import { foldHebrew, hebrewNumbers } from '#lib/engines/validation/text/grammars/hebrew-numbers.ts'
import * as said from '#lib/engines/validation/text/grammars/hebrew-words.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import {
  cardinalReader,
  ordinalReader,
} from '#lib/engines/validation/text/grammars/number-system.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { prefixSplitter } from '#lib/engines/validation/text/grammars/prefixed-words.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'

const cardinal = cardinalReader(hebrewNumbers)
const ordinal = ordinalReader(hebrewNumbers)
const flags = (list: string) => new Map(phrases(list).map((phrase) => [phrase, true as const]))

const { months, weekdays } = said
const beside = new Set(
  words('חצי רבע יום שעה שעתיים דקה בבוקר יומיים שבועיים שקל שקלים אגורות דקות'),
)
const known = (word: string) =>
  hebrewNumbers.parts(word) !== null || months.has(word) || beside.has(word)
const split = prefixSplitter(['ו', 'ב', 'ל', 'מ', 'כ', 'ש'], known, foldHebrew)

const readClock = clockReader({
  hour: cardinal,
  minute: cardinal,
  before: new Map<string, 'strong' | 'time' | 'at'>([
    ['השעה', 'strong'],
    ['בשעה', 'strong'],
    ['ב שעה', 'strong'],
    ['ב', 'time'],
    ['ל', 'at'],
    ['מ', 'at'],
    ['עד', 'at'],
  ]),
  after: flags('בדיוק'),
  minuteWords: flags('דקות|דקה'),
  parts: new Map<string, DayPart>(
    formsOf([
      ['morning', 'בבוקר|הבוקר|בבקר|לפנות בוקר|לפני הצהריים|לפנה"צ'],
      ['noon', 'בצהריים|בצהרים|הצהריים'],
      ['pm', 'אחר הצהריים|אחרי הצהריים|אחה"צ|אחר הצהרים'],
      ['evening', 'בערב|הערב'],
      ['night', 'בלילה|הלילה'],
    ] as const),
  ),
  leads: formsOf([
    [-15, 'רבע ל|'],
    [-20, 'עשרים ל|'],
  ] as const),
  leadLinks: new Map([
    ['ל', { sign: -1 as const, bare: true as const }],
    ['לפני', { sign: -1 as const }],
    ['אחרי', { sign: 1 as const }],
  ]),
  tails: formsOf([
    [30, 'ו חצי|'],
    [15, 'ו רבע|'],
  ] as const),
  tailLinks: new Map<string, 1 | -1>([['ו', 1]]),
  fixed: formsOf([[0, 'חצות|חצות הלילה']] as const),
})

const readDual = dualReader(
  said.duals,
  formsOf([
    [0.5, 'ו חצי|'],
    [0.25, 'ו רבע|'],
  ] as const),
  'ו',
  cardinal,
)

/** Hebrew. Particles that are written in one with a number, month or unit are words of their own. */
export const he: Grammar = {
  language: 'he',
  cardinal,
  ordinal,
  scales: formsOf([
    ['12', 'תריסר'],
    ['100', 'מאה מאות'],
    ['1000', 'אלף אלפים'],
    ['1000000', 'מיליון מליון מיליוני'],
    ['1000000000', 'מיליארד מיליארדי'],
  ] as const),
  digitWords: formsOf([
    ['0', 'אפס'],
    ['1', 'אחת אחד'],
    ['2', 'שתיים שתים שניים'],
    ['3', 'שלוש שלושה'],
    ['4', 'ארבע ארבעה'],
    ['5', 'חמש חמישה'],
    ['6', 'שש שישה ששה'],
    ['7', 'שבע שבעה'],
    ['8', 'שמונה'],
    ['9', 'תשע תשעה'],
  ] as const),
  repeats: formsOf([[2, 'פעמיים']] as const),
  minus: new Set(words('מינוס')),
  plus: new Set(words('פלוס')),
  decimalWords: new Set(words('נקודה')),
  and: new Set(['ו']),
  fractions: formsOf([
    ['0.5', 'חצי'],
    ['0.25', 'רבע'],
    ['0.75', 'שלושת רבעי|שלושה רבעים'],
  ] as const),
  share: shareReader({
    cardinal,
    parts: '3: שליש שלישים שלישי; 4: רבעים רבעי; 5: חמישיות חמישית; 8: שמיניות; 10: עשיריות עשירית',
  }),
  signs: { '-': ['עד'], '+': ['פלוס', 'ועוד'], '×': ['כפול'] },
  percentAfter: phrases('אחוז|אחוזים|אחוזי'),
  units: new Map([...latinUnits, ...said.units]),
  currencies: said.currencies,
  subunits: formsOf([['0.01', 'אגורה אגורות סנט סנטים']] as const),
  subunitOf: 'ILS',
  months,
  weekdays,
  clock: (lexemes, at) => readDual(lexemes, at) ?? readClock(lexemes, at),
  date: dateReader({
    days: [cardinal, ordinal],
    years: [cardinal],
    months,
    weekdays,
    between: flags('ב|ל'),
    beforeYear: flags('שנת'),
  }),

  fillers: new Set(words('אה אמ אממ אהמ המ')),
  polite: said.polite,
  negations: said.negations,
  negationPatterns: [/^(?:ו|ש|כש|ה|ול|של)?(?:לא|אין|אינ(?:ו|ה|ם|ן|ני|נו|ך|כם)|בלי|ללא|אי)$/u],
  conditions: said.conditions,
  harmless: said.harmless,
  questions: words('האם מה מתי איפה היכן מי למה מדוע איך כיצד כמה איזה איזו'),
  approximators: said.approximators,
  split,
  fold: foldHebrew,
  articles: new Set(['ה']),
  yes: new Set(words('כן נכון בטח בהחלט true yes')),
  no: new Set(words('לא false no')),
  functionWords: new Set(said.functionWords),
  sameStem: said.sameStem,
}
