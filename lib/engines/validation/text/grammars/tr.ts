import { dateReader } from '#lib/engines/validation/text/grammars/date-words.ts'
import { latinUnits } from '#lib/engines/validation/text/grammars/latin-units.ts'
import { formsOf, phrases, words } from '#lib/engines/validation/text/grammars/phrases.ts'
import { clock } from '#lib/engines/validation/text/grammars/turkish-clock.ts'
import { cardinal, ordinal } from '#lib/engines/validation/text/grammars/turkish-numbers.ts'
import { turkishShare } from '#lib/engines/validation/text/grammars/turkish-share.ts'
import * as said from '#lib/engines/validation/text/grammars/turkish-words.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'

const flags = (list: string) => new Map(phrases(list).map((phrase) => [phrase, true as const]))

const months = formsOf([
  [1, 'ocak'],
  [2, 'şubat'],
  [3, 'mart'],
  [4, 'nisan'],
  [5, 'mayıs'],
  [6, 'haziran'],
  [7, 'temmuz'],
  [8, 'ağustos'],
  [9, 'eylül'],
  [10, 'ekim'],
  [11, 'kasım'],
  [12, 'aralık'],
] as const)
const weekdays = formsOf([
  [1, 'pazartesi|pazartesi günü'],
  [2, 'salı|salı günü'],
  [3, 'çarşamba|çarşamba günü'],
  [4, 'perşembe|perşembe günü'],
  [5, 'cuma|cuma günü'],
  [6, 'cumartesi|cumartesi günü'],
  [7, 'pazar|pazar günü'],
] as const)

/** Turkish. What an apostrophe parts from a name or number are case endings. */
export const tr: Grammar = {
  language: 'tr',
  decimalComma: true,
  cardinal,
  ordinal,
  scales: formsOf([
    ['12', 'düzine'],
    ['100', 'yüz'],
    ['1000', 'bin'],
    ['1000000', 'milyon'],
    ['1000000000', 'milyar'],
    ['1000000000000', 'trilyon'],
  ] as const),
  digitWords: formsOf([
    ['0', 'sıfır'],
    ['1', 'bir'],
    ['2', 'iki'],
    ['3', 'üç'],
    ['4', 'dört'],
    ['5', 'beş'],
    ['6', 'altı'],
    ['7', 'yedi'],
    ['8', 'sekiz'],
    ['9', 'dokuz'],
  ] as const),
  minus: new Set(words('eksi')),
  plus: new Set(words('artı')),
  decimalWords: new Set(words('virgül nokta')),
  and: new Set(words('ve')),
  fractions: formsOf([
    ['0.5', 'yarım yarı'],
    ['0.25', 'çeyrek'],
  ] as const),
  share: turkishShare,
  signs: { '-': ['ile', 'ila'], '+': ['artı'], '×': ['çarpı'] },
  percentAfter: phrases('yüzde'),
  percentBefore: phrases('yüzde'),
  units: new Map([...latinUnits, ...said.units]),
  currencies: said.currencies,
  subunits: formsOf([['0.01', 'kuruş kuruşa kuruştan kuruşluk sent cent']] as const),
  subunitOf: 'TRY',
  months,
  weekdays,
  clock,
  date: dateReader({
    days: [cardinal],
    years: [cardinal],
    months,
    weekdays,
    afterYear: flags('yılı|yılında|yılının|senesi'),
  }),

  fillers: new Set(words('ııı ıı hmm eee')),
  polite: said.polite,
  negations: said.negations,
  negationPatterns: said.negationPatterns,
  conditions: said.conditions,
  harmless: said.harmless,
  questions: said.questions,
  approximators: said.approximators,
  split: said.splitEnding,
  articles: new Set(['bir']),
  yes: new Set(words('evet olur tamam doğru elbette tabii true yes')),
  no: new Set(words('hayır yok olmaz yanlış false no')),
  functionWords: new Set(said.functionWords),
  sameStem: said.sameStem,
}
