import { frenchClock } from '#lib/engines/validation/text/grammars/fr-clock.ts'
import {
  frenchCardinal,
  frenchCardinalOf,
  frenchShare,
} from '#lib/engines/validation/text/grammars/fr-numbers.ts'
import { frenchShortForms, frenchSigns } from '#lib/engines/validation/text/grammars/fr-short.ts'
import * as words from '#lib/engines/validation/text/grammars/fr-words.ts'
import { romanceCode } from '#lib/engines/validation/text/grammars/romance-code.ts'
import { romanceDate } from '#lib/engines/validation/text/grammars/romance-date.ts'
import { firstOf, romanceDuration } from '#lib/engines/validation/text/grammars/romance-duration.ts'
import { romanceOrdinal } from '#lib/engines/validation/text/grammars/romance-ordinal.ts'
import { phraseTable } from '#lib/engines/validation/text/grammars/romance-phrases.ts'
import { asNumbers, withOf } from '#lib/engines/validation/text/grammars/romance-tables.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import { wordMap, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const and = wordSet('et')

const months = asNumbers(words.months)
const weekdays = asNumbers(words.weekdays)

const duration = romanceDuration({
  cardinal: frenchCardinal,
  fixed: phraseTable([
    [1800, "une demi heure, demi heure, une demie heure, d'une demi heure"],
    [900, "un quart d'heure, quart d'heure"],
    [2700, "trois quarts d'heure"],
  ]),
  // hours are the clock's, which looks at what stands before them
  units: new Map([...words.units].filter(([, unit]) => unit !== 'hour')),
  and,
  half: wordSet('demi demie'),
  quarter: phraseTable([[15, 'quart']]),
})

/** French of France, Belgium, Switzerland and Canada. */
export const french: Grammar = {
  language: 'fr',
  decimalComma: true,
  cardinal: frenchCardinal,
  ordinal: romanceOrdinal({
    words: new Map([
      ...['premier', 'première', 'premiers', 'premières', 'premiere', '1er', '1re'].map(
        (word) => [word, 1] as const,
      ),
      ['second', 2],
      ['seconde', 2],
    ]),
    tens: new Map(),
    suffixes: wordSet('er re ère ers res ères e è ème eme ième ieme nd nde es èmes emes ièmes'),
    doubtfulSuffixes: new Set(),
    doubtful: wordSet('seconde'),
    nouns: wordSet('fois classe partie option étape rue chance ligne page porte ville'),
    cardinalOf: frenchCardinalOf,
    joins: and,
    cardinal: frenchCardinal,
  }),
  scales: wordMap(
    '12: douzaine douzaines; 1000: mille; 1000000: million millions; 1000000000: milliard milliards; 1000000000000: billion billions',
  ),
  digitWords: wordMap(
    '0: zéro zero; 1: un une; 2: deux; 3: trois; 4: quatre; 5: cinq; 6: six; 7: sept; 8: huit; 9: neuf',
  ),
  code: romanceCode({
    cardinal: frenchCardinal,
    zero: wordSet('zéro zero'),
    hundreds: wordSet('cents'),
    nouns: wordSet(
      'siège place porte quai voie salle hall terminal bâtiment chambre appartement rang rangée vol train table bus ligne code gate route',
    ),
  }),
  repeats: new Map([
    ['double', 2],
    ['triple', 3],
  ]),
  letterNames: wordMap(
    'y: i_grec igrec; z: zède zed; w: double_vé double_v; x: ixe; h: ache; s: esse; f: effe; m: emme; n: enne; r: erre; ' +
      'b: bé; c: cé; d: dé; g: gé; p: pé; t: té; v: vé; j: ji; k: ka; q: ku',
  ),
  minus: wordSet('moins'),
  decimalWords: wordSet('virgule point'),
  and,
  fractions: wordMap('0.5: demi demie demis; 0.25: quart; 0.75: trois_quarts'),
  share: frenchShare,
  signs: frenchSigns,
  shortForms: frenchShortForms,
  percentAfter: ['pour cent', 'pourcent', 'pourcents', 'pour-cent', '%', 'p. cent'],
  units: words.units,
  currencies: withOf(withOf(words.currencies, "d'"), 'de'),
  subunits: words.subunits,
  subunitOf: 'EUR',
  months,
  weekdays,
  clock: firstOf(duration, frenchClock),
  date: romanceDate({
    cardinal: frenchCardinal,
    months,
    weekdays,
    first: wordSet('premier'),
    firstSuffixes: wordSet('er'),
    of: new Set(),
    articles: wordSet('le'),
    dayWords: new Set(),
    before: wordSet('le du au'),
  }),
  fillers: words.fillers,
  fillersBefore: new Map([['ne', wordSet('pas jamais rien aucun aucune guère')]]),
  polite: words.polite,
  negations: words.negations,
  negationPatterns: words.negationPatterns,
  conditions: words.conditions,
  harmless: words.harmless,
  questions: words.questions,
  approximators: words.approximators,
  // `une douzaine d'œufs` are 12 œufs
  expandAt: (lexemes, at) =>
    /^d['e]$/.test(lexemes[at]?.text ?? '') && /^douzaines?$/.test(lexemes[at - 1]?.text ?? '')
      ? []
      : null,
  same: words.same,
  fold: words.fold,
  articles: words.articles,
  yes: words.yes,
  no: words.no,
  functionWords: words.functionWords,
  sameStem: words.sameStem,
}
