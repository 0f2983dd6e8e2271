import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import {
  cardinal,
  hours,
  ordinal,
  scales,
} from '#lib/engines/validation/text/grammars/czech-numbers.ts'
import * as said from '#lib/engines/validation/text/grammars/czech-words.ts'
import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import type { DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import { dualReader, duals } from '#lib/engines/validation/text/grammars/dual-reader.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar, Reader } from '#lib/engines/validation/text/grammars/types.ts'

const flags = (text: string) => new Map(phrases(text).map((phrase) => [phrase, true as const]))

const hour: Reader<{ value: string; marked?: true }> = (lexemes, at) => {
  const named = hours(lexemes, at)
  return named === null ? cardinal(lexemes, at) : { ...named, marked: true }
}

const clock = clockReader({
  hour,
  minute: cardinal,
  before: new Map<string, 'strong' | 'time' | 'at'>([
    ['v', 'time'],
    ['ve', 'time'],
    ['na', 'at'],
    ['do', 'at'],
    ['od', 'at'],
    ['po', 'at'],
    ['před', 'at'],
    ['kolem', 'at'],
  ]),
  after: flags('přesně'),
  hourWords: flags('hodina|hodiny|hodin|hod .|hod|h'),
  minuteWords: flags('minuta|minuty|minut|minutu|min'),
  parts: new Map<string, DayPart>(
    formsOf([
      ['morning', 'ráno|dopoledne'],
      ['pm', 'odpoledne'],
      ['evening', 'večer'],
      ['night', 'v noci|'],
    ] as const),
  ),
  leads: formsOf([
    [-30, 'půl'],
    [-45, 'čtvrt na|'],
    [-15, 'tři čtvrtě na|třičtvrtě na|tři čtvrti na|třičtvrti na'],
  ] as const),
  leadNumbers: new Map<string, 'any' | 'marked'>([['za', 'any']]),
  leadLinks: new Map([['po', { sign: 1 as const }]]),
  fixed: formsOf([
    [0, 'půlnoc půlnoci'],
    [720, 'poledne'],
  ] as const),
})

const readLength = dualReader(
  duals([
    [1, { seconds: 3_600 }, 'hodina hodinu hodiny'],
    [1, { seconds: 86_400 }, 'den'],
  ]),
  formsOf([[0.5, 'a půl|']] as const),
  'a',
  cardinal,
)

/** Czech; verbs carry their negation as a prefix. */
export const cs: Grammar = {
  language: 'cs',
  decimalComma: true,
  cardinal,
  ordinal,
  scales,
  digitWords: formsOf([
    ['0', 'nula'],
    ['1', 'jedna jeden'],
    ['2', 'dva dvě'],
    ['3', 'tři'],
    ['4', 'čtyři'],
    ['5', 'pět'],
    ['6', 'šest'],
    ['7', 'sedm'],
    ['8', 'osm'],
    ['9', 'devět'],
  ] as const),
  minus: new Set(words('minus mínus')),
  plus: new Set(words('plus')),
  decimalWords: new Set(words('celá celé celých čárka')),
  and: new Set(words('a')),
  fractions: formsOf([
    ['0.5', 'půl polovina polovinu'],
    ['0.25', 'čtvrt čtvrtina'],
  ] as const),
  share: shareReader({
    cardinal: cardinal,
    parts:
      '3: třetina třetiny třetinu; 4: čtvrtina čtvrtiny čtvrtinu; 5: pětina pětiny pětin; 8: osmina osminy osmin; 10: desetina desetiny desetin',
  }),
  signs: { '-': ['až'], '+': ['plus'], '×': ['krát'], '@': ['zavináč'], '.': ['tečka'] },
  percentAfter: words('procento procenta procent procentu procenty'),
  units: new Map([...latinUnits, ...said.units]),
  currencies: said.currencies,
  subunits: formsOf([['0.01', 'haléř haléře haléřů hal cent centu centy centů']] as const),
  subunitOf: 'CZK',
  months: said.months,
  weekdays: said.weekdays,
  clock: (lexemes, at) => readLength(lexemes, at) ?? clock(lexemes, at),
  date: dateReader({
    days: [ordinal, cardinal],
    years: [cardinal],
    months: said.months,
    weekdays: said.weekdays,
    beforeYear: flags('roku'),
    dayDot: true,
  }),
  fillers: new Set(words('ehm hm hmm eh ééé')),
  polite: said.polite,
  negations: said.negations,
  negationPatterns: said.negationPatterns,
  conditions: said.conditions,
  harmless: said.harmless,
  questions: words(
    'zda jestli co kde kdy kdo jak proč kolik jaký jaká jaké který která které odkud kam copak',
  ),
  approximators: said.approximators,
  articles: new Set(),
  yes: new Set(words('ano jo jasně dobře správně true yes')),
  no: new Set(words('ne nikoli nikoliv false no')),
  functionWords: new Set(said.functionWords),
  sameStem: said.sameStem,
}
