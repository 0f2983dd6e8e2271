import {
  catalanCardinal,
  catalanOrdinal,
} from '#lib/engines/validation/text/grammars/ca-numbers.ts'
import type { DayPart } from '#lib/engines/validation/text/grammars/clock-readings.ts'
import { noWords } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { romanceClock } from '#lib/engines/validation/text/grammars/romance-clock.ts'
import { romanceDate } from '#lib/engines/validation/text/grammars/romance-date.ts'
import { firstOf, romanceDuration } from '#lib/engines/validation/text/grammars/romance-duration.ts'
import { phraseTable } from '#lib/engines/validation/text/grammars/romance-phrases.ts'
import {
  asNumbers,
  phraseList,
  withOf,
} from '#lib/engines/validation/text/grammars/romance-tables.ts'
import { symbols } from '#lib/engines/validation/text/grammars/romance-words.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import { wordList, wordMap, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const and = wordSet('i')
const quarter = phraseTable([[15, 'un quart, quart']])
const units = wordMap(
  `${symbols}; second: segon segons; minute: minut minuts; hour: hora hores; day: dia dies; week: setmana setmanes; ` +
    'month: mes mesos; year: any anys; metre: metre metres; kilometre: quilòmetre quilòmetres; centimetre: centímetre centímetres; ' +
    'millimetre: mil·límetre mil·límetres; gram: gram grams; kilogram: quilo quilos quilogram quilograms; litre: litre litres; ' +
    'tonne: tona tones; kilometre-per-hour: quilòmetres_per_hora; celsius: grau_celsius graus_celsius; degree: grau graus',
)
const months = asNumbers(
  wordMap(
    '1: gener; 2: febrer; 3: març; 4: abril; 5: maig; 6: juny; 7: juliol; 8: agost; 9: setembre; 10: octubre; 11: novembre; 12: desembre',
  ),
)
const weekdays = asNumbers(
  wordMap('1: dilluns; 2: dimarts; 3: dimecres; 4: dijous; 5: divendres; 6: dissabte; 7: diumenge'),
)

const clock = romanceClock({
  cardinal: catalanCardinal,
  opens: wordSet('les'),
  opensOne: wordSet('la'),
  before: noWords,
  timeBefore: wordSet('a fins són'),
  hourWords: wordSet('h hora hores'),
  minuteWords: wordSet('minut minuts min'),
  and,
  minus: wordSet('menys'),
  half: wordSet('mitja'),
  quarter,
  // `un quart de vuit` is 7:15: counted forward to the hour, not back from it
  to: new Map(),
  quarterOf: phraseTable([
    [-45, "un quart de, un quart d'"],
    [-30, "dos quarts de, dos quarts d'"],
    [-15, "tres quarts de, tres quarts d'"],
  ]),
  exact: phraseTable([[true, 'en punt']]),
  parts: phraseTable<DayPart>([
    ['morning', 'del matí, de la matinada'],
    ['noon', 'del migdia'],
    ['afternoon', 'de la tarda'],
    ['evening', 'del vespre'],
    ['night', 'de la nit'],
  ]),
  near: phraseTable<DayPart>([
    ['morning', 'aquest matí'],
    ['afternoon', 'aquesta tarda'],
    ['night', 'aquesta nit, aquest vespre'],
  ]),
  fixed: phraseTable([
    [720, 'migdia'],
    [0, 'mitjanit'],
  ]),
  units,
  followers: wordSet('i és avui de menys dilluns dimarts dimecres dijous divendres surt comença'),
})

const duration = romanceDuration({
  cardinal: catalanCardinal,
  fixed: phraseTable([
    [1800, 'mitja hora, una mitja hora'],
    [900, "un quart d'hora"],
    [2700, "tres quarts d'hora"],
  ]),
  units,
  and,
  half: wordSet('mitja mig'),
  quarter,
})

/** Catalan, as far as quantities, negations and common phrases go. */
export const catalan: Grammar = {
  language: 'ca',
  decimalComma: true,
  cardinal: catalanCardinal,
  ordinal: catalanOrdinal,
  scales: wordMap('12: dotzena dotzenes dotzena_de dotzenes_de; 1000: mil; 1000000: milió milions'),
  digitWords: wordMap(
    '0: zero; 1: u un una; 2: dos dues; 3: tres; 4: quatre; 5: cinc; 6: sis; 7: set; 8: vuit huit; 9: nou',
  ),
  minus: wordSet('menys'),
  decimalWords: wordSet('coma punt'),
  and,
  fractions: wordMap('0.5: mig mitja; 0.25: un_quart'),
  share: shareReader({
    cardinal: catalanCardinal,
    parts: '3: terços; 4: quarts',
    doubtful: '3: terç; 4: quart; 5: cinquè cinquens; 6: sisens; 8: vuitens; 10: dècims',
    links: wordSet('de del dels'),
  }),
  signs: { '-': ['a'], '+': ['més'], '×': ['per'], '@': ['arrova'], '.': ['punt'] },
  percentAfter: ['per cent', 'percent', '%'],
  units: withOf(units, 'de'),
  currencies: withOf(wordMap('EUR: euro euros; USD: dòlar dòlars; GBP: lliura lliures'), "d'"),
  subunits: wordMap('0.01: cèntim cèntims centau centaus'),
  subunitOf: 'EUR',
  months,
  weekdays,
  clock: firstOf(duration, clock),
  date: romanceDate({
    cardinal: catalanCardinal,
    months,
    weekdays,
    first: wordSet('primer'),
    firstSuffixes: wordSet('r'),
    of: wordSet("de del d'"),
    articles: wordSet('el dia'),
    dayWords: wordSet('dia'),
    before: wordSet('el del al'),
  }),
  fillers: wordSet('eh hm hmm mm'),
  polite: phraseList(
    "perfecte|d'acord|molt bé|és clar|i tant|amb molt de gust|hola|bon dia|bona tarda|bona nit|gràcies|moltes gràcies|" +
      'si us plau|de res|cap problema|entesos|alguna cosa més|vol alguna cosa més|adéu|fins aviat|ho sento|disculpi',
  ),
  negations: phraseList('no|mai|cap|sense|res|ningú|ni|tampoc|gens'),
  negationPatterns: [
    /^(?:impossibles?|incorrect[ae]s?|incorrectes?|indisponibles?|inactiu|inactiva|invàlid[ae]?s?|incomplet[ae]?s?|insuficients?|incapaç)$/u,
    /^(?:desactiv|desbloc|desconnect)/u,
  ],
  conditions: phraseList(
    'si|llevat que|tret que|sempre que|en cas de|potser|probablement|possiblement|sembla|podria|podrien|hauria|seria|ha fallat|fallat|' +
      'error|incapaç|impossible|rebutjat|gairebé|quan|intentar|intentat',
  ),
  harmless: phraseList(
    'cap problema|no hi ha problema|no es preocupi|no només|de res|si us plau|sense dubte',
  ),
  questions: phraseList('què|qui|quin|quina|quins|quines|quan|quant|quants|com|on|per què|vol'),
  approximators: phraseList(
    'aproximadament|més o menys|uns|unes|cap a|més de|menys de|almenys|com a mínim|com a màxim|fins a|a partir de|quasi|gairebé|entre|abans de|després de',
  ),
  same: { de: ["d'"], a: ['al', 'als'], senyor: ['sr'], senyora: ['sra'] },
  articles: wordSet('el la els les l un una uns unes del dels al'),
  yes: wordSet('sí si'),
  no: wordSet('no'),
  functionWords: new Set(
    wordList(
      'el la els les l un una uns unes de del dels d i o però si que qui és són era ser està estan ha han hi he jo tu ell ella nosaltres ells em et es li ho el meu seu seva aquest aquesta això a al en per amb sense no més molt també com quan on',
    ),
  ),
  sameStem: (a, b) => {
    const stem = (word: string) => word.replace(/(?:es|os|s|a|e)$/u, '')
    return a === b || (stem(a).length >= 3 && stem(a) === stem(b))
  },
}
