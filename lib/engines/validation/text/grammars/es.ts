import type { DayPart } from '#lib/engines/validation/text/grammars/clock-readings.ts'
import {
  spanishCardinal,
  spanishOrdinal,
  spanishShare,
} from '#lib/engines/validation/text/grammars/es-numbers.ts'
import { spanishShortForms, spanishSigns } from '#lib/engines/validation/text/grammars/es-short.ts'
import * as words from '#lib/engines/validation/text/grammars/es-words.ts'
import { noWords } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { romanceClock } from '#lib/engines/validation/text/grammars/romance-clock.ts'
import { romanceCode } from '#lib/engines/validation/text/grammars/romance-code.ts'
import { romanceDate } from '#lib/engines/validation/text/grammars/romance-date.ts'
import { firstOf, romanceDuration } from '#lib/engines/validation/text/grammars/romance-duration.ts'
import { phraseTable } from '#lib/engines/validation/text/grammars/romance-phrases.ts'
import { asNumbers, withOf } from '#lib/engines/validation/text/grammars/romance-tables.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import { wordMap, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const and = wordSet('y')
/** `cinco euros con veinte` */
const joins = wordSet('y con')
const quarter = phraseTable([
  [15, 'cuarto, un cuarto'],
  [45, 'tres cuartos'],
])
const months = asNumbers(words.months)

const clock = romanceClock({
  cardinal: spanishCardinal,
  opens: wordSet('las'),
  opensOne: wordSet('la'),
  before: noWords,
  timeBefore: wordSet('a desde hasta sobre hacia son'),
  hourWords: wordSet('h hs hrs hora horas'),
  minuteWords: wordSet('minuto minutos min mins'),
  and,
  minus: wordSet('menos'),
  half: wordSet('media'),
  quarter,
  to: phraseTable([[true, 'para las, para la']]),
  exact: phraseTable([[true, 'en punto, exactas, exactamente']]),
  parts: phraseTable<DayPart>([
    ['morning', 'de la mañana, por la mañana, de la madrugada, de madrugada, de la mañanita'],
    ['noon', 'del mediodía, del medio día, del mediodia'],
    ['afternoon', 'de la tarde, por la tarde'],
    ['night', 'de la noche, por la noche'],
  ]),
  near: phraseTable<DayPart>([
    ['morning', 'esta mañana, por la mañana, de madrugada, en la mañana'],
    ['afternoon', 'esta tarde, por la tarde, en la tarde'],
    ['night', 'esta noche, por la noche, anoche, en la noche'],
  ]),
  fixed: phraseTable([
    [720, 'mediodía, mediodia'],
    [0, 'medianoche, media noche'],
  ]),
  units: words.units,
  followers: wordSet(
    'menos después antes es los las tus sus mis hs hrs horas más ellos lunes martes jueves viernes nos estamos vamos abrimos ' +
      'cerramos tenemos sale hoy este ese que de porque donde entonces estará parte llega viene empieza comienza',
  ),
})

const duration = romanceDuration({
  cardinal: spanishCardinal,
  fixed: phraseTable([
    [1800, 'media hora, una media hora'],
    [900, 'un cuarto de hora, cuarto de hora'],
    [2700, 'tres cuartos de hora'],
  ]),
  units: words.units,
  and,
  half: wordSet('media medio'),
  quarter,
})

/** Spanish of Spain and Latin America; a bare `peso` is Mexico's. */
export const spanish: Grammar = {
  language: 'es',
  decimalComma: true,
  cardinal: spanishCardinal,
  ordinal: spanishOrdinal,
  scales: wordMap(
    '12: docena docenas docena_de docenas_de; 1000: mil; 1000000: millón millones millon; 1000000000000: billón billones',
  ),
  digitWords: wordMap(
    '0: cero; 1: uno un una; 2: dos; 3: tres; 4: cuatro; 5: cinco; 6: seis; 7: siete; 8: ocho; 9: nueve',
  ),
  code: romanceCode({
    cardinal: spanishCardinal,
    zero: wordSet('cero'),
    nouns: wordSet(
      'asiento puerta andén vía sala terminal edificio apartamento fila plaza vuelo tren mesa habitación línea código autobús bus ruta',
    ),
  }),
  repeats: new Map([
    ['doble', 2],
    ['triple', 3],
  ]),
  letterNames: wordMap(
    'w: doble_ve uve_doble doble_uve doble_u; v: uve ve; y: i_griega ye; z: zeta; x: equis; h: hache; ñ: eñe; k: ka; ' +
      'j: jota; q: cu; f: efe; l: ele; m: eme; n: ene; r: erre; g: ge; p: pe; b: be; c: ce',
  ),
  minus: wordSet('menos'),
  decimalWords: wordSet('coma punto'),
  and: joins,
  fractions: wordMap('0.5: medio media; 0.25: un_cuarto; 0.75: tres_cuartos'),
  share: spanishShare,
  signs: spanishSigns,
  shortForms: spanishShortForms,
  percentAfter: ['por ciento', 'porciento', 'por cien', '%'],
  units: withOf(words.units, 'de'),
  currencies: withOf(words.currencies, 'de'),
  subunits: words.subunits,
  subunitOf: 'EUR',
  months,
  weekdays: asNumbers(words.weekdays),
  clock: firstOf(duration, clock),
  date: romanceDate({
    cardinal: spanishCardinal,
    months,
    weekdays: asNumbers(words.weekdays),
    first: wordSet('primero primer'),
    firstSuffixes: wordSet('o ro er'),
    of: wordSet('de del'),
    articles: wordSet('el día dia'),
    dayWords: wordSet('día dia'),
    before: wordSet('el del al'),
    monthFirst: true,
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
