import {
  belowThousandOf,
  noWords,
  numberTable,
  plainToo,
  romanceCardinal,
} from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { romanceOrdinal } from '#lib/engines/validation/text/grammars/romance-ordinal.ts'
import { wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

/** Catalan cardinals: `vint-i-dos`, `tres-cents`. */
export const catalanCardinal = romanceCardinal({
  belowThousand: belowThousandOf({
    ones: numberTable(
      'u,un,una dos,dues tres quatre cinc sis set vuit,huit nou deu onze dotze tretze catorze quinze setze ' +
        'disset,desset divuit,devuit dinou,denou',
      1,
    ),
    tens: numberTable(
      'vint trenta quaranta cinquanta seixanta setanta vuitanta,huitanta noranta',
      20,
      10,
    ),
    tensJoin: wordSet('i'),
    joinNeeded: false,
    hundreds: new Map([
      ['cent', 100],
      ['cents', 100],
    ]),
    exactHundred: noWords,
    timesHundred: wordSet('cents centes'),
    hundredJoin: noWords,
  }),
  thousand: wordSet('mil'),
  millions: plainToo([
    ['milió', 1e6],
    ['milions', 1e6],
    ['bilió', 1e12],
    ['bilions', 1e12],
  ]),
  zero: wordSet('zero'),
  groupJoin: noWords,
  halfJoin: wordSet('i'),
  half: wordSet('mig'),
  articles: wordSet('un una'),
  counted: wordSet('número zero'),
  counting: wordSet('coma punt'),
})

export const catalanOrdinal = romanceOrdinal({
  words: plainToo([
    ...numberTable(
      'primer,primera segon,segona tercer,tercera quart,quarta cinquè,cinquena sisè,sisena setè,setena vuitè,vuitena ' +
        'novè,novena desè,desena onzè,onzena dotzè,dotzena',
      1,
    ),
  ]),
  tens: new Map(),
  suffixes: wordSet('r n t è'),
  doubtfulSuffixes: wordSet('a'),
  doubtful: wordSet('segon quart'),
  nouns: wordSet('pis planta porta carrer vegada fila dia lloc opció línia'),
  joins: noWords,
  cardinal: catalanCardinal,
})
