import { partsOfDay } from '#lib/engines/validation/text/grammars/half-hour-clock.ts'
import type { PartOfDay } from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import { joinedCardinals } from '#lib/engines/validation/text/grammars/joined-cardinals.ts'
import { joinedOrdinals } from '#lib/engines/validation/text/grammars/joined-ordinals.ts'
import { norwegianPhrases } from '#lib/engines/validation/text/grammars/nb-phrases.ts'
import { northernGrammar } from '#lib/engines/validation/text/grammars/northern-grammar.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import {
  counted,
  foldedBy,
  fractionWords,
  withFolds,
  wordSet,
} from '#lib/engines/validation/text/grammars/word-tables.ts'

const fold = foldedBy({
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  é: 'e',
  ò: 'o',
  ó: 'o',
  ô: 'o',
  ö: 'oe',
  ä: 'ae',
})
const folded = <T>(map: ReadonlyMap<string, T>) => withFolds(map, fold)

const ones = counted('en|ett|et|ei|ein|eit,to,tre,fire,fem,seks,sju|syv,aatte,ni', 1)
const teens = counted('ti,elleve,tolv,tretten,fjorten,femten,seksten,sytten,atten,nitten', 10)
const tens = counted('tjue|tyve|tjuge,tretti|tredve,foerti|foerr,femti,seksti,sytti,aatti,nitti', 2)

/** The counting of today (`tjuefem`) and the older one (`femogtyve`). */
function upTo99(): Map<string, number> {
  const small = new Map([['null', 0], ...ones, ...teens])
  for (const [ten, value] of tens) {
    small.set(ten, value * 10)
    for (const [one, unit] of ones) {
      small.set(ten + one, value * 10 + unit)
      small.set(`${one}og${ten}`, value * 10 + unit)
    }
  }
  return small
}

const small = upTo99()
const firstOrdinals = counted(
  'første|fyrste,andre,tredje,fjerde,femte,sjette,sjuende|syvende|sjuande,åttende|åttande,niende|niande',
  1,
)

function ordinalWords(): ReadonlyMap<string, number> {
  const words = new Map(firstOrdinals)
  const later = counted(
    'tiende|tiande,ellevte,tolvte,trettende|trettande,fjortende|fjortande,femtende|femtande,sekstende|sekstande,' +
      'syttende|syttande,attende|attande,nittende|nittande',
    10,
  )
  for (const [word, value] of later) words.set(word, value)
  for (const [ten, value] of tens) {
    for (const ending of ['nde', 'ende', 'ande']) words.set(ten + ending, value * 10)
    for (const [one, unit] of firstOrdinals) words.set(ten + one, value * 10 + unit)
  }
  words.set('tredevte', 30)
  return folded(words)
}

const ordinals = ordinalWords()

const fractions = fractionWords('halv halve halvt', 'kvart', 'trekvart')

const numbers = joinedCardinals({
  fold,
  small,
  hundred: ['hundre'],
  thousand: ['tusen'],
  scales: [
    ['billioner', 1e12],
    ['billion', 1e12],
    ['milliarder', 1e9],
    ['milliard', 1e9],
    ['millioner', 1e6],
    ['million', 1e6],
  ],
  join: 'og',
  joinsWords: true,
  articles: wordSet('en et ett ei ein eit'),
  fractions,
  odd: new Map([
    ['halvannen', '1.5'],
    ['halvannet', '1.5'],
    ['halvanna', '1.5'],
  ]),
})

/** `tjuetjuefem`, `nittennittini`: years without the hundred. */
function yearWord(word: string): number | null {
  const parts = /^(atten|nitten|tjue)(.+)$/.exec(fold(word))
  const rest = small.get(parts?.[2] ?? '') ?? 0
  return parts === null || rest < 10 ? null : (small.get(parts[1] ?? '') ?? 0) * 100 + rest
}

const daily: Partial<Record<PartOfDay, string>> = {
  morning: 'om_morgenen på_morgenen om_formiddagen på_formiddagen om_morgonen',
  noon: 'midt_på_dagen',
  afternoon: 'om_ettermiddagen på_ettermiddagen',
  evening: 'om_kvelden på_kvelden',
  night: 'om_natten på_natten om_natta',
}
const dated: Partial<Record<PartOfDay, string>> = {
  morning: 'i_morges i_formiddag i_morgen_tidlig',
  afternoon: 'i_ettermiddag',
  evening: 'i_kveld i_morgen_kveld',
  night: 'i_natt',
}

const units = `
  second: sekund sekunder sek; minute: minutt minutter min; hour: time timer timar; day: dag dager dagar døgn; week: uke uker veke veker;
  month: måned måneder månad månader; year: år; millimetre: millimeter; centimetre: centimeter; metre: meter; kilometre: kilometer;
  inch: tomme tommer; foot: fot; square-metre: kvadratmeter kvm m2; hectare: hektar; millilitre: milliliter; centilitre: centiliter;
  litre: liter; gram: gram; kilogram: kilogram kilo; tonne: tonn; kilometre-per-hour: kilometer_i_timen km_i_timen km/t km_/_t;
  celsius: grader_celsius celsius; fahrenheit: grader_fahrenheit fahrenheit; degree: grad grader; megabyte: megabyte;
  gigabyte: gigabyte; watt: watt; kilowatt: kilowatt; kilowatt-hour: kilowattime kilowattimer; kilocalorie: kalorier kcal; volt: volt`

/** Norwegian Bokmål; Nynorsk is read by the same tables. */
export const norwegian: Grammar = {
  ...northernGrammar({
    language: 'nb',
    fold,
    numbers,
    ordinal: joinedOrdinals({
      fold,
      words: ordinals,
      onlyInDates: wordSet('andre'),
      parse: numbers.parse,
      hundred: /hundre|tusen/,
      join: 'og',
      nouns: wordSet('etasje plass klasse gang kvartal uke dag rad'),
      before: new Set<string>(),
      articles: wordSet('den det de'),
      ranges: wordSet('til og'),
    }),
    scales: {
      '12': 'dusin',
      '100': 'hundre',
      '1000': 'tusen',
      '1000000': 'million millioner mill',
      '1000000000': 'milliard milliarder mrd',
    },
    digits: counted('null,en|én|ett|ein,to,tre,fire,fem,seks,sju|syv,åtte,ni', 0),
    letters: { zett: 'z', ypsilon: 'y', dobbeltve: 'w' },
    minus: 'minus',
    decimal: 'komma',
    and: 'og',
    fractions,
    percent: 'prosent',
    units,
    currencies: `
      NOK: krone kroner kr nok; EUR: euro eur; USD: dollar dollars usd; GBP: pund gbp; SEK: svenske_kroner sek;
      DKK: danske_kroner dkk`,
    subunits: 'øre',
    subunitOf: 'NOK',
    months: counted(
      'januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember',
      1,
    ),
    weekdays: counted(
      'mandag|måndag,tirsdag|tysdag,onsdag,torsdag,fredag,lørdag|laurdag,søndag|sundag',
      1,
    ),
    clock: {
      after: new Set<string>(),
      before: wordSet('klokken klokka kl'),
      at: wordSet('ved fra til før etter rundt omkring senest'),
      dotted: new Set<string>(),
      half: wordSet('halv'),
      quarter: wordSet('kvart kvarter'),
      past: new Map([['over', true as const]]),
      to: new Map([['på', true as const]]),
      quarterHour: wordSet('kvarter'),
      minuteWords: wordSet('minutter minutt min'),
      parts: folded(partsOfDay(daily)),
      datedParts: folded(partsOfDay(dated)),
      fixed: new Map([['midnatt', 0]]),
    },
    dates: {
      ordinals,
      shortMonths: counted('jan,feb,,apr,,jun,jul,aug,sep|sept,okt,nov,des', 1),
      links: wordSet('den'),
      before: wordSet('den fra til'),
      yearWord,
    },
    phrases: norwegianPhrases,
  }),
  share: shareReader({
    cardinal: numbers.read,
    parts:
      '3: tredel tredeler tredjedel tredjedeler; 4: firedel firedeler fjerdedel fjerdedeler; 5: femdel femdeler femtedel femtedeler; 8: åttedel åttedeler; 10: tidel tideler',
    fold: fold,
  }),
  signs: { '-': ['til'], '+': ['pluss'], '×': ['ganger'], '@': ['krøllalfa'], '.': ['punktum'] },
  same: { okei: ['ok', 'okay'], nummer: ['nr'], cirka: ['ca'], klokken: ['kl', 'klokka'] },
  split: (word) => (word === 'halvtime' ? ['halv', 'time'] : null),
  sameStem: (a, b) => {
    const [short = '', long = ''] = [a, b].sort((x, y) => x.length - y.length)
    const ending = long.slice(short.length)
    return (
      short.length >= 3 &&
      long.startsWith(short) &&
      /^(?:n|en|et|a|e|r|er|ene|ne|s|t)?$/.test(ending)
    )
  },
}
