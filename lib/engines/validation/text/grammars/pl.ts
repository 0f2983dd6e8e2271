import { clockReader } from '#lib/engines/validation/text/grammars/clock-words.ts'
import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import type { DayPart } from '#lib/engines/validation/text/grammars/day-parts.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import {
  cardinal,
  hours,
  ordinal,
  scales,
} from '#lib/engines/validation/text/grammars/polish-numbers.ts'
import * as said from '#lib/engines/validation/text/grammars/polish-words.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar, Reader } from '#lib/engines/validation/text/grammars/types.ts'

const flags = (text: string) => new Map(phrases(text).map((phrase) => [phrase, true as const]))

/** An hour is an ordinal in the feminine: `siódma`, `o siódmej`. */
const hour: Reader<{ value: string; marked?: true }> = (lexemes, at) => {
  const named = hours(lexemes, at)
  return named === null ? cardinal(lexemes, at) : { ...named, marked: true }
}

const clock = clockReader({
  hour,
  minute: cardinal,
  before: new Map<string, 'strong' | 'time' | 'at'>([
    ['godzina', 'strong'],
    ['godzinie', 'strong'],
    ['godzinę', 'strong'],
    ['godziny', 'at'],
    ['godz .', 'strong'],
    ['godz', 'strong'],
    ['o', 'time'],
    ['do', 'at'],
    ['od', 'at'],
    ['na', 'at'],
    ['po', 'at'],
    ['przed', 'at'],
    ['około', 'at'],
  ]),
  after: flags('godzinie|równo'),
  minuteWords: flags('minuta|minuty|minut|minutę|min'),
  parts: new Map<string, DayPart>(
    formsOf([
      ['morning', 'rano|z rana|nad ranem'],
      ['noon', 'w południe'],
      ['pm', 'po południu|popołudniu'],
      ['evening', 'wieczorem|wieczór'],
      ['night', 'w nocy|nocą'],
    ] as const),
  ),
  leads: formsOf([
    [-30, 'wpół do|w pół do|pół do'],
    [-15, 'za kwadrans|kwadrans do'],
    [15, 'kwadrans po|'],
  ] as const),
  leadNumbers: new Map<string, 'any' | 'marked'>([['za', 'marked']]),
  leadLinks: new Map([
    ['po', { sign: 1 as const }],
    ['do', { sign: -1 as const }],
  ]),
  fixed: formsOf([
    [0, 'północ północy'],
    [720, 'południe'],
  ] as const),
})

const months = said.months
const weekdays = said.weekdays

/** Polish, in the cases that numbers, hours and dates are said in. */
export const pl: Grammar = {
  language: 'pl',
  decimalComma: true,
  cardinal,
  ordinal,
  scales,
  digitWords: formsOf([
    ['0', 'zero'],
    ['1', 'jeden'],
    ['2', 'dwa'],
    ['3', 'trzy'],
    ['4', 'cztery'],
    ['5', 'pięć'],
    ['6', 'sześć'],
    ['7', 'siedem'],
    ['8', 'osiem'],
    ['9', 'dziewięć'],
  ] as const),
  minus: new Set(words('minus')),
  plus: new Set(words('plus')),
  decimalWords: new Set(words('przecinek kropka')),
  and: new Set(words('i oraz')),
  fractions: formsOf([
    ['0.5', 'pół połowa'],
    ['0.25', 'ćwierć kwadrans'],
  ] as const),
  share: shareReader({
    cardinal: cardinal,
    parts: '3: trzecie; 4: czwarte',
    doubtful:
      '3: trzecia; 4: czwarta; 5: piąta piąte piątych; 8: ósma ósme ósmych; 10: dziesiąta dziesiąte dziesiątych',
  }),
  signs: { '-': ['do'], '+': ['plus'], '×': ['razy'], '@': ['małpa'], '.': ['kropka'] },
  percentAfter: words('procent procenta procentów procentami'),
  units: new Map([...latinUnits, ...said.units]),
  currencies: said.currencies,
  subunits: formsOf([['0.01', 'grosz grosza grosze groszy gr cent centa centy centów']] as const),
  subunitOf: 'PLN',
  months,
  weekdays,
  clock,
  date: dateReader({
    days: [ordinal, cardinal],
    years: [ordinal, cardinal],
    months,
    weekdays,
    afterYear: flags('roku|rok|r .|r'),
    daySuffixes: new Set(words('go ego')),
    dayDot: true,
  }),
  fillers: new Set(words('yyy eee yy hm hmm')),
  polite: said.polite,
  negations: said.negations,
  negationPatterns: said.negationPatterns,
  conditions: said.conditions,
  harmless: said.harmless,
  questions: words(
    'czy co gdzie kiedy kto jak dlaczego ile jaki jaka jakie który która które skąd dokąd czemu',
  ),
  approximators: said.approximators,
  articles: new Set(),
  yes: new Set(words('tak zgadza dobrze jasne oczywiście true yes')),
  no: new Set(words('nie false no')),
  functionWords: new Set(said.functionWords),
  sameStem: said.sameStem,
}
