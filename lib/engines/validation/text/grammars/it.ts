import type { DayPart } from '#lib/engines/validation/text/grammars/clock-readings.ts'
import {
  italianCardinal,
  italianOrdinal,
} from '#lib/engines/validation/text/grammars/it-numbers.ts'
import * as words from '#lib/engines/validation/text/grammars/it-words.ts'
import { noWords } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { romanceClock } from '#lib/engines/validation/text/grammars/romance-clock.ts'
import { romanceCode } from '#lib/engines/validation/text/grammars/romance-code.ts'
import { romanceDate } from '#lib/engines/validation/text/grammars/romance-date.ts'
import { firstOf, romanceDuration } from '#lib/engines/validation/text/grammars/romance-duration.ts'
import { phraseTable } from '#lib/engines/validation/text/grammars/romance-phrases.ts'
import { asNumbers, withOf } from '#lib/engines/validation/text/grammars/romance-tables.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import { wordMap, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const and = wordSet('e')
const quarter = phraseTable([
  [15, 'un quarto, quarto'],
  [45, 'tre quarti'],
])
const months = asNumbers(words.months)
const weekdays = asNumbers(words.weekdays)

const clock = romanceClock({
  cardinal: italianCardinal,
  opens: wordSet('le ore'),
  opensOne: wordSet("l'"),
  before: wordSet("alle dalle sulle all' dall' ore"),
  timeBefore: wordSet('sono dopo verso entro alle'),
  hourWords: wordSet('h ora'),
  minuteWords: wordSet('minuto minuti min'),
  and,
  minus: wordSet('meno'),
  half: wordSet('mezza mezzo'),
  quarter,
  to: phraseTable([[true, "alle, all'"]]),
  exact: phraseTable([[true, 'in punto, esatte, precise']]),
  parts: phraseTable<DayPart>([
    ['morning', 'di mattina, del mattino, della mattina'],
    ['afternoon', 'del pomeriggio, di pomeriggio'],
    ['evening', 'di sera, della sera'],
    ['night', 'di notte, della notte'],
  ]),
  near: phraseTable<DayPart>([
    ['morning', 'stamattina, questa mattina, domani mattina, ieri mattina'],
    ['afternoon', 'questo pomeriggio, domani pomeriggio'],
    ['evening', 'stasera, questa sera, domani sera, ieri sera'],
    ['night', 'stanotte, questa notte'],
  ]),
  fixed: phraseTable([
    [720, 'mezzogiorno'],
    [0, 'mezzanotte'],
  ]),
  units: words.units,
  followers: wordSet(
    'e di oggi domani ieri stasera stamattina che per con parte arriva inizia apre chiude meno mercoledì sarà lunedì martedì giovedì venerdì dalle alle',
  ),
})

const duration = romanceDuration({
  cardinal: italianCardinal,
  fixed: phraseTable([
    [1800, "mezz'ora, mezza ora, una mezz'ora, una mezza ora"],
    [900, "un quarto d'ora, quarto d'ora"],
    [2700, "tre quarti d'ora"],
  ]),
  units: words.units,
  and,
  half: wordSet('mezza mezzo'),
  quarter,
})

/** Italian. */
export const italian: Grammar = {
  language: 'it',
  decimalComma: true,
  cardinal: italianCardinal,
  ordinal: italianOrdinal,
  scales: wordMap(
    '12: dozzina dozzine dozzina_di dozzine_di; 1000: mila mille; 1000000: milione milioni; 1000000000: miliardo miliardi',
  ),
  digitWords: wordMap(
    '0: zero; 1: uno un una; 2: due; 3: tre; 4: quattro; 5: cinque; 6: sei; 7: sette; 8: otto; 9: nove',
  ),
  code: romanceCode({
    cardinal: italianCardinal,
    zero: wordSet('zero'),
    nouns: wordSet(
      'posto uscita binario sala terminal edificio camera fila volo treno tavolo linea codice gate porta autobus',
    ),
  }),
  repeats: new Map([
    ['doppio', 2],
    ['triplo', 3],
  ]),
  letterNames: wordMap(
    'w: doppia_vu vu_doppia; y: ipsilon i_greca; z: zeta; x: ics; h: acca; j: i_lunga; k: cappa; q: cu; f: effe; l: elle; ' +
      'm: emme; n: enne; r: erre; s: esse; b: bi; p: pi; v: vu',
  ),
  minus: wordSet('meno'),
  decimalWords: wordSet('virgola punto'),
  and,
  fractions: wordMap('0.5: mezzo mezza; 0.25: un_quarto; 0.75: tre_quarti'),
  share: shareReader({
    cardinal: italianCardinal,
    parts: '3: terzi; 4: quarti; 5: quinti; 6: sesti; 7: settimi; 8: ottavi; 9: noni; 10: decimi',
    doubtful: '3: terzo; 4: quarto; 5: quinto; 6: sesto; 8: ottavo; 10: decimo',
    links: wordSet('di del della dei delle'),
  }),
  signs: { '-': ['a'], '+': ['più'], '×': ['per'], '@': ['chiocciola'], '.': ['punto'] },
  percentAfter: ['per cento', 'percento', '%'],
  units: withOf(words.units, 'di'),
  currencies: withOf(words.currencies, 'di'),
  subunits: words.subunits,
  subunitOf: 'EUR',
  months,
  weekdays,
  clock: firstOf(duration, clock),
  date: romanceDate({
    cardinal: italianCardinal,
    months,
    weekdays,
    first: wordSet('primo'),
    firstSuffixes: wordSet('o °'),
    of: wordSet('di del'),
    articles: wordSet('il'),
    dayWords: noWords,
    before: wordSet('il del al dal'),
  }),
  fillers: words.fillers,
  polite: words.polite,
  negations: words.negations,
  negationPatterns: words.negationPatterns,
  conditions: words.conditions,
  harmless: words.harmless,
  questions: words.questions,
  approximators: words.approximators,
  same: words.same,
  articles: words.articles,
  yes: words.yes,
  no: words.no,
  functionWords: words.functionWords,
  sameStem: words.sameStem,
}
