import { joinedCardinals } from '#lib/engines/validation/text/grammars/joined-cardinals.ts'
import type { JoinedCardinals } from '#lib/engines/validation/text/grammars/joined-cardinals.ts'
import { joinedOrdinals } from '#lib/engines/validation/text/grammars/joined-ordinals.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Found, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import {
  counted,
  foldedBy,
  fractionWords,
  wordSet,
} from '#lib/engines/validation/text/grammars/word-tables.ts'

/** ß/ss and umlauts written out, so that Köln is Koeln; accents of borrowed words are dropped. */
export const germanFold = foldedBy({
  ß: 'ss',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  é: 'e',
  è: 'e',
  ê: 'e',
  à: 'a',
  á: 'a',
  â: 'a',
  ó: 'o',
  ô: 'o',
  ç: 'c',
  ñ: 'n',
})

const ones = 'ein|eins|eine,zwei|zwo,drei,vier,fuenf,sechs,sieben,acht,neun'
const teens =
  'zehn,elf,zwoelf,dreizehn,vierzehn,fuenfzehn,sechzehn,siebzehn|siebenzehn,achtzehn,neunzehn'
const tens = counted('zwanzig,dreissig,vierzig,fuenfzig|fuffzig,sechzig,siebzig,achtzig,neunzig', 2)

function upTo99(): Map<string, number> {
  const small = new Map([['null', 0], ...counted(ones, 1), ...counted(teens, 10)])
  for (const [ten, value] of tens) {
    small.set(ten, value * 10)
    for (const [one, unit] of counted(ones, 1)) small.set(`${one}und${ten}`, value * 10 + unit)
  }
  for (const article of wordSet('einen einem einer eines')) small.set(article, 1)
  return small
}

const small = upTo99()

/** `zweitausendfünfundzwanzig`, `hundertundeins`, `zwo`, `anderthalb`. */
const joined = joinedCardinals({
  fold: germanFold,
  small,
  hundred: ['hundert'],
  thousand: ['tausend'],
  scales: [
    ['billionen', 1e12],
    ['billion', 1e12],
    ['milliarden', 1e9],
    ['milliarde', 1e9],
    ['millionen', 1e6],
    ['million', 1e6],
  ],
  join: 'und',
  articles: wordSet('ein eine einen einem einer eines'),
  halfEndings: ['einhalb'],
  fractions: fractionWords('halbe halben halber halbes', 'viertel', 'dreiviertel'),
  odd: new Map([
    ['anderthalb', '1.5'],
    ['anderthalbe', '1.5'],
    ['eineinhalb', '1.5'],
    ['einundeinhalb', '1.5'],
    ['dreiviertel', '0.75'],
  ]),
})

/** `drei einhalb` beside `dreieinhalb`. */
export const germanCardinals: JoinedCardinals = {
  parse: joined.parse,
  read(lexemes, at) {
    const found = joined.read(lexemes, at)
    const half = found === null ? undefined : lexemes[found.end]
    if (found === null || half?.text !== 'einhalb' || !/^[0-9]+$/.test(found.value)) return found
    return { value: `${found.value}.5`, end: found.end + 1 }
  },
}

/** `zwei Drittel`, `drei Viertel`, `ein Zehntel`. */
export const germanShare = shareReader({
  cardinal: germanCardinals.read,
  parts:
    '3: drittel dritteln; 4: viertel vierteln; 5: fünftel fünfteln; 6: sechstel; 7: siebtel; 8: achtel; 9: neuntel; ' +
    '10: zehntel; 12: zwölftel; 20: zwanzigstel; 100: hundertstel',
  fold: germanFold,
})

/** `Neunzigern`, `sechziger`: the code `90ERN`, as `den 90ern` is read. */
export function germanDecade(lexemes: readonly Lexeme[], at: number): Found<{ value: string }> {
  const word = lexemes[at]
  const found = word?.kind === 'word' ? /^(.+(?:zig|ßig|ssig))(ern?)$/.exec(word.text) : null
  const [, stem = '', ending = ''] = found ?? []
  const value = found === null ? undefined : tens.get(germanFold(stem))
  return value === undefined ? null : { value: `${value * 10}${ending.toUpperCase()}`, end: at + 1 }
}

const stems: Readonly<Record<number, string>> = { 1: 'erst', 3: 'dritt', 7: 'siebt', 8: 'acht' }

/** Folded ordinals of 1 to 99 in every inflection. */
function ordinalWords(): Map<string, number> {
  const words = new Map<string, number>()
  const add = (stem: string, value: number) => {
    for (const ending of ['e', 'en', 'er', 'es', 'em']) words.set(stem + ending, value)
  }
  for (const [word, value] of small) {
    if (value === 0 || /^eine./.test(word) || word === 'eins') continue
    add(stems[value] ?? `${word}${value < 20 ? 't' : 'st'}`, value)
  }
  add('siebent', 7)
  add('zweit', 2)
  add('hundertst', 100)
  return words
}

export const germanOrdinalWords: ReadonlyMap<string, number> = ordinalWords()

export const germanOrdinal = joinedOrdinals({
  fold: germanFold,
  words: germanOrdinalWords,
  // `bitte achten Sie auf`, `ich achte darauf`
  notBefore: wordSet('sie auf darauf bitte'),
  notAfter: wordSet('ich zu bitte wir'),
  parse: germanCardinals.parse,
  hundred: /hundert|tausend/,
  join: 'und',
  nouns: wordSet(
    'stock stockwerk etage og obergeschoss untergeschoss geschoss ug platz rang reihe klasse quartal halbjahr woche ' +
      'tag monat jahr stelle gang versuch runde kapitel abschnitt schritt liga spieltag mal geburtstag person stunde ' +
      'straße strasse strassenseite ausfahrt abfahrt tür haus ebene teil band auflage weltkrieg advent',
  ),
  before: wordSet('am im vom zum beim ab'),
  articles: wordSet('der die das den dem des ihr ihre ihren ihrem mein meine dein deine'),
  ranges: wordSet('bis und oder -'),
})
