import {
  germanCardinals,
  germanDecade,
  germanFold,
  germanOrdinal,
  germanOrdinalWords,
  germanShare,
} from '#lib/engines/validation/text/grammars/de-numbers.ts'
import { germanPhrases } from '#lib/engines/validation/text/grammars/de-phrases.ts'
import { germanShortForms, germanSigns } from '#lib/engines/validation/text/grammars/de-short.ts'
import {
  germanClock,
  germanMonths,
  germanShortMonths,
  germanUnits,
  germanWeekdays,
} from '#lib/engines/validation/text/grammars/de-words.ts'
import { northernGrammar } from '#lib/engines/validation/text/grammars/northern-grammar.ts'
import type { Grammar, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import {
  counted,
  fractionWords,
  wordSet,
} from '#lib/engines/validation/text/grammars/word-tables.ts'

const vowels: Readonly<Record<string, string>> = { ae: 'a', oe: 'o', ue: 'u' }
const plain = (word: string) =>
  germanFold(word).replace(/ae|oe|ue(?!r$)/g, (pair) => vowels[pair] ?? pair)

/** `zimmer`/`zimmern`, `zug`/`züge`, `große`/`großen`; `arbeit`/`arbeiter` and `leiter`/`leiten` are other words. */
function sameStem(a: string, b: string): boolean {
  const [short = '', long = ''] = [plain(a), plain(b)].sort((x, y) => x.length - y.length)
  if (short === long) return true
  if (short.length < 3) return false
  if (long.startsWith(short)) {
    const ending = long.slice(short.length)
    if (/^(?:e|n|en|s|es|em|ns|se|sen|nen)$/.test(ending)) return true
    return /^ern?$/.test(ending) && short.length >= 4 && short.length <= 5
  }
  const base = /^(.{3,})e[ns]?$/.exec(short)?.[1]
  return base !== undefined && /^e[nsm]?$/.test(long.slice(base.length)) && long.startsWith(base)
}

const contractions: Readonly<Record<string, readonly string[]>> = {
  "gibt's": ['gibt', 'es'],
  "geht's": ['geht', 'es'],
  "ist's": ['ist', 'es'],
  "war's": ['war', 'es'],
  "hab's": ['habe', 'es'],
  "wär's": ['wäre', 'es'],
  fürs: ['für', 'das'],
  fuers: ['für', 'das'],
}

const clauseEnds = wordSet('und oder aber sondern')

/** `statt` is `anstatt` unless it ends its clause, where it belongs to the verb: `findet am Montag statt`. */
function insteadOf(lexemes: readonly Lexeme[], at: number): readonly string[] | null {
  if (lexemes[at]?.text !== 'statt') return null
  const next = lexemes[at + 1]
  return next !== undefined && next.kind !== 'sign' && !clauseEnds.has(next.text)
    ? ['anstatt']
    : null
}

/** `Viertelstunde` is a quarter of an hour, `zweimal` two times; `einmal` is a word of its own (`noch einmal`). */
function split(word: string): readonly string[] | null {
  const quarter = /^((?:drei)?viertel|halb)(stunden?)$/.exec(word)
  if (quarter !== null) return quarter.slice(1)
  if (!word.endsWith('mal') || word === 'einmal') return null
  const count = word.slice(0, -3)
  return germanCardinals.parse(germanFold(count)) === null ? null : [count, 'mal']
}

/** `Hauptstr.`, `Bahnhofstr. 12`. */
function streetOf(lexemes: readonly Lexeme[], at: number): readonly string[] | null {
  const word = lexemes[at]
  const dot = lexemes[at + 1]
  const short = word !== undefined && word.text.length > 5 && word.text.endsWith('str')
  return short && dot?.text === '.' && dot.glued ? [`${word.text}asse`] : null
}

const tables = northernGrammar({
  language: 'de',
  fold: germanFold,
  numbers: germanCardinals,
  ordinal: germanOrdinal,
  scales: {
    '12': 'dutzend',
    '100': 'hundert',
    '1000': 'tausend tsd tsd.',
    '1000000': 'million millionen mio mio.',
    '1000000000': 'milliarde milliarden mrd mrd.',
    '1000000000000': 'billion billionen',
  },
  digits: counted('null,eins|ein,zwei|zwo,drei,vier,fünf,sechs,sieben,acht,neun', 0),
  letters: {
    zett: 'z',
    zet: 'z',
    ypsilon: 'y',
    üpsilon: 'y',
    jot: 'j',
    vau: 'v',
    ix: 'x',
    eff: 'f',
    eszett: 'ß',
  },
  minus: 'minus',
  decimal: 'komma punkt',
  and: 'und',
  fractions: fractionWords(
    'halb halbe halben halber halbes einhalb',
    'viertel',
    'dreiviertel drei_viertel',
  ),
  percent: 'prozent, vom hundert',
  ...germanUnits,
  months: germanMonths,
  weekdays: germanWeekdays,
  clock: germanClock,
  dates: {
    ordinals: germanOrdinalDays(),
    ordinalMonths: true,
    shortMonths: germanShortMonths,
    links: wordSet('den der dem'),
    before: wordSet('am vom zum den dem der ab bis seit'),
  },
  phrases: germanPhrases,
})

/** German, with the words and spellings of Austria and Switzerland. */
export const german: Grammar = {
  ...tables,
  share: germanShare,
  code: (lexemes, at) => germanDecade(lexemes, at) ?? tables.code?.(lexemes, at) ?? null,
  signs: germanSigns,
  shortForms: germanShortForms,
  same: {
    doktor: ['dr'],
    okay: ['ok'],
    samstag: ['sonnabend'],
    strasse: ['str'],
    nummer: ['nr'],
    circa: ['ca', 'zirka'],
    herr: ['hr'],
    prozent: ['proz'],
    telefon: ['tel'],
    inklusive: ['inkl'],
    maximal: ['max'],
  },
  subunitsOf: new Map([
    ['rappen', 'CHF'],
    ['rp', 'CHF'],
    ['pence', 'GBP'],
    ['penny', 'GBP'],
  ]),
  split,
  expandAt: (lexemes, at) => insteadOf(lexemes, at) ?? streetOf(lexemes, at),
  expand: (word) => contractions[word] ?? null,
  sameStem,
}

/** Ordinals up to 31 with umlauts and without, since a date is read before folding. */
function germanOrdinalDays(): ReadonlyMap<string, number> {
  const days = new Map<string, number>()
  for (const [word, value] of germanOrdinalWords) {
    if (value > 31) continue
    for (const spelling of [
      word,
      word.replace('fuenf', 'fünf').replace('zwoelf', 'zwölf'),
      word.replace('dreissig', 'dreißig'),
    ])
      days.set(spelling, value)
  }
  return days
}
