import type { DayPart } from '#lib/engines/validation/text/grammars/clock-readings.ts'
import {
  portugueseCardinal,
  portugueseOrdinal,
} from '#lib/engines/validation/text/grammars/pt-numbers.ts'
import * as words from '#lib/engines/validation/text/grammars/pt-words.ts'
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
  [15, 'um quarto, quarto, quinze minutos'],
  [45, 'três quartos'],
])
const months = asNumbers(words.months)
const weekdays = asNumbers(words.weekdays)

const clock = romanceClock({
  cardinal: portugueseCardinal,
  opens: wordSet('as'),
  opensOne: noWords,
  before: wordSet('às das pelas à'),
  timeBefore: wordSet('são até após'),
  hourWords: wordSet('h hs hora horas'),
  minuteWords: wordSet('minuto minutos min'),
  and,
  minus: wordSet('menos'),
  half: wordSet('meia'),
  quarter,
  to: phraseTable([[true, 'para as, para a, pras, pra']]),
  exact: phraseTable([[true, 'em ponto, exatas, exatamente']]),
  parts: phraseTable<DayPart>([
    ['morning', 'da manhã, da madrugada, de manhã'],
    ['noon', 'do meio dia'],
    ['afternoon', 'da tarde'],
    ['night', 'da noite'],
  ]),
  near: phraseTable<DayPart>([
    ['morning', 'esta manhã, de manhã, pela manhã'],
    ['afternoon', 'esta tarde, à tarde, hoje à tarde, de tarde'],
    ['night', 'esta noite, hoje à noite, à noite'],
  ]),
  fixed: phraseTable([
    [720, 'meio dia, meiodia'],
    [0, 'meia noite, meianoite'],
  ]),
  units: words.units,
  followers: wordSet('e de hoje que se sai chega parte começa abre fecha menos depois antes é são'),
})

const duration = romanceDuration({
  cardinal: portugueseCardinal,
  fixed: phraseTable([
    [1800, 'meia hora, uma meia hora'],
    [900, 'um quarto de hora, quarto de hora'],
    [2700, 'três quartos de hora'],
  ]),
  units: words.units,
  and,
  half: wordSet('meia meio'),
  quarter,
})

/** Portuguese of Brazil and Portugal; cents that stand alone are Brazil's. */
export const portuguese: Grammar = {
  language: 'pt',
  decimalComma: true,
  cardinal: portugueseCardinal,
  ordinal: portugueseOrdinal,
  scales: wordMap(
    '12: dúzia dúzias dúzia_de dúzias_de; 1000: mil; 1000000: milhão milhões; 1000000000: bilhão bilhões; 1000000000000: trilhão trilhões',
  ),
  digitWords: wordMap(
    '0: zero; 1: um uma; 2: dois duas; 3: três tres; 4: quatro; 5: cinco; 6: seis meia; 7: sete; 8: oito; 9: nove',
  ),
  code: romanceCode({
    cardinal: portugueseCardinal,
    zero: wordSet('zero'),
    nouns: wordSet(
      'assento portão plataforma sala terminal edifício apartamento fila voo trem comboio mesa quarto linha código ônibus porta lugar',
    ),
  }),
  repeats: new Map([
    ['duplo', 2],
    ['triplo', 3],
  ]),
  letterNames: wordMap(
    'w: dáblio duplo_vê; y: ípsilon; z: zê; x: xis; h: agá; j: jota; k: cá; q: quê; f: efe; l: ele; m: eme; n: ene; r: erre; ' +
      's: esse; b: bê; c: cê; d: dê; g: gê; p: pê; t: tê; v: vê',
  ),
  minus: wordSet('menos'),
  decimalWords: wordSet('vírgula ponto virgula'),
  and,
  fractions: wordMap('0.5: meio meia; 0.25: um_quarto; 0.75: três_quartos'),
  share: shareReader({
    cardinal: portugueseCardinal,
    parts: '3: terços',
    doubtful:
      '3: terço; 4: quarto quartos; 5: quinto quintos; 6: sexto sextos; 8: oitavo oitavos; 10: décimo décimos',
    links: wordSet('da do das dos'),
  }),
  signs: { '-': ['a'], '+': ['mais'], '×': ['vezes'], '@': ['arroba'], '.': ['ponto'] },
  percentAfter: ['por cento', 'porcento', '%'],
  units: withOf(words.units, 'de'),
  currencies: withOf(words.currencies, 'de'),
  subunits: words.subunits,
  subunitOf: 'BRL',
  months,
  weekdays,
  clock: firstOf(duration, clock),
  date: romanceDate({
    cardinal: portugueseCardinal,
    months,
    weekdays,
    first: wordSet('primeiro'),
    firstSuffixes: wordSet('o'),
    of: wordSet('de do'),
    articles: wordSet('o dia'),
    dayWords: wordSet('dia'),
    before: wordSet('dia do ao'),
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
