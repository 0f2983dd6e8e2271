import { partsOfDay } from '#lib/engines/validation/text/grammars/half-hour-clock.ts'
import type { PartOfDay } from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import { joinedCardinals } from '#lib/engines/validation/text/grammars/joined-cardinals.ts'
import { joinedOrdinals } from '#lib/engines/validation/text/grammars/joined-ordinals.ts'
import { northernGrammar } from '#lib/engines/validation/text/grammars/northern-grammar.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import { swedishPhrases } from '#lib/engines/validation/text/grammars/sv-phrases.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import {
  counted,
  foldedBy,
  fractionWords,
  withFolds,
  wordSet,
} from '#lib/engines/validation/text/grammars/word-tables.ts'

const fold = foldedBy({ å: 'aa', ä: 'ae', ö: 'oe', é: 'e', è: 'e', à: 'a', ü: 'u' })
const folded = <T>(map: ReadonlyMap<string, T>) => withFolds(map, fold)

const ones = counted('ett|en,tvaa,tre,fyra,fem,sex,sju,aatta,nio', 1)
const teens = counted(
  'tio,elva,tolv,tretton,fjorton,femton,sexton,sjutton,arton|aderton,nitton',
  10,
)
const tens = counted('tjugo,trettio,fyrtio,femtio,sextio,sjuttio,aattio,nittio', 2)

function upTo99(): Map<string, number> {
  const small = new Map([['noll', 0], ...ones, ...teens])
  for (const [ten, value] of tens) {
    small.set(ten, value * 10)
    for (const [one, unit] of ones) small.set(ten + one, value * 10 + unit)
  }
  return small
}

const small = upTo99()
const firstOrdinals = counted(
  'första|förste,andra|andre,tredje,fjärde,femte,sjätte,sjunde,åttonde,nionde',
  1,
)

function ordinalWords(): ReadonlyMap<string, number> {
  const words = new Map(firstOrdinals)
  const later = counted(
    'tionde,elfte,tolfte,trettonde,fjortonde,femtonde,sextonde,sjuttonde,artonde,nittonde',
    10,
  )
  for (const [word, value] of later) words.set(word, value)
  for (const [ten, value] of tens) {
    words.set(`${ten}nde`, value * 10)
    for (const [one, unit] of firstOrdinals) words.set(ten + one, value * 10 + unit)
  }
  return folded(words)
}

const ordinals = ordinalWords()

const fractions = fractionWords('halv halva halvt', 'kvarts', 'trekvarts')

const numbers = joinedCardinals({
  fold,
  small,
  hundred: ['hundra'],
  thousand: ['tusen'],
  scales: [
    ['biljoner', 1e12],
    ['biljon', 1e12],
    ['miljarder', 1e9],
    ['miljard', 1e9],
    ['miljoner', 1e6],
    ['miljon', 1e6],
  ],
  join: 'och',
  articles: wordSet('en ett'),
  fractions,
  odd: new Map([
    ['halvannan', '1.5'],
    ['halvannat', '1.5'],
  ]),
})

/** `tjugotjugofem`, `nittonnittionio`: years without the hundred. */
function yearWord(word: string): number | null {
  const parts = /^(arton|nitton|tjugo)(.+)$/.exec(fold(word))
  const rest = small.get(parts?.[2] ?? '') ?? 0
  return parts === null || rest < 10 ? null : (small.get(parts[1] ?? '') ?? 0) * 100 + rest
}

const daily: Partial<Record<PartOfDay, string>> = {
  morning: 'på_morgonen på_förmiddagen om_morgonen fm',
  noon: 'på_dagen mitt_på_dagen',
  afternoon: 'på_eftermiddagen em',
  evening: 'på_kvällen om_kvällen',
  night: 'på_natten om_natten',
}
const dated: Partial<Record<PartOfDay, string>> = {
  morning: 'i_morse imorse imorgon_bitti i_morgon_bitti i_förmiddag',
  afternoon: 'i_eftermiddag',
  evening: 'i_kväll ikväll i_morgon_kväll imorgon_kväll',
  night: 'i_natt inatt',
}

const units = `
  second: sekund sekunder sek; minute: minut minuter min; hour: timme timmar timma tim; day: dag dagar dygn; week: vecka veckor;
  month: månad månader; year: år; millimetre: millimeter; centimetre: centimeter; metre: meter; kilometre: kilometer; inch: tum;
  foot: fot; square-metre: kvadratmeter kvm m2; hectare: hektar; millilitre: milliliter; centilitre: centiliter; litre: liter;
  gram: gram; kilogram: kilogram kilo; tonne: ton; kilometre-per-hour: kilometer_i_timmen kilometer_per_timme km_i_timmen;
  celsius: grader_celsius celsius; fahrenheit: grader_fahrenheit fahrenheit; degree: grad grader; megabyte: megabyte;
  gigabyte: gigabyte; watt: watt; kilowatt: kilowatt; kilowatt-hour: kilowattimme kilowattimmar; kilocalorie: kalorier kcal;
  volt: volt`

/** Swedish. */
export const swedish: Grammar = {
  ...northernGrammar({
    language: 'sv',
    fold,
    numbers,
    ordinal: joinedOrdinals({
      fold,
      words: ordinals,
      onlyInDates: wordSet('andra andre'),
      parse: numbers.parse,
      hundred: /hundra|tusen/,
      join: 'och',
      nouns: new Set<string>(),
      before: new Set<string>(),
      articles: new Set<string>(),
      ranges: new Set<string>(),
      endings: wordSet('e a dje de te'),
    }),
    scales: {
      '12': 'dussin',
      '100': 'hundra',
      '1000': 'tusen',
      '1000000': 'miljon miljoner mn',
      '1000000000': 'miljard miljarder md',
    },
    digits: counted('noll,ett|en,två,tre,fyra,fem,sex,sju,åtta,nio', 0),
    letters: { zäta: 'z', säta: 'z', ypsilon: 'y', dubbelve: 'w' },
    minus: 'minus',
    decimal: 'komma',
    and: 'och',
    fractions,
    percent: 'procent',
    units,
    currencies: `
      SEK: krona kronor kr sek; EUR: euro eur; USD: dollar usd; GBP: pund gbp; NOK: norska_kronor nok; DKK: danska_kronor dkk`,
    subunits: 'öre',
    subunitOf: 'SEK',
    months: counted(
      'januari,februari,mars,april,maj,juni,juli,augusti,september,oktober,november,december',
      1,
    ),
    weekdays: counted(
      'måndag|måndagen,tisdag|tisdagen,onsdag|onsdagen,torsdag|torsdagen,fredag|fredagen,lördag|lördagen,söndag|söndagen',
      1,
    ),
    clock: {
      after: new Set<string>(),
      before: wordSet('klockan kl'),
      at: wordSet('vid från till före efter runt omkring senast'),
      dotted: new Set<string>(),
      half: wordSet('halv'),
      quarter: wordSet('kvart'),
      past: new Map([['över', true as const]]),
      to: new Map([['i', true as const]]),
      quarterHour: wordSet('kvart'),
      minuteWords: wordSet('minuter minut min'),
      parts: folded(partsOfDay(daily)),
      datedParts: folded(partsOfDay(dated)),
      fixed: new Map([['midnatt', 0]]),
    },
    dates: {
      ordinals,
      cardinalDays: true,
      dayEndings: wordSet('e a dje de te'),
      shortMonths: counted('jan,feb,,apr,,jun,jul,aug,sep|sept,okt,nov,dec', 1),
      links: wordSet('den'),
      before: wordSet('den från till'),
      yearWord,
    },
    phrases: swedishPhrases,
  }),
  share: shareReader({
    cardinal: numbers.read,
    parts:
      '3: tredjedel tredjedelar; 4: fjärdedel fjärdedelar kvarts; 5: femtedel femtedelar; 6: sjättedel sjättedelar; 8: åttondel åttondelar; 10: tiondel tiondelar',
    fold: fold,
  }),
  signs: { '-': ['till'], '+': ['plus'], '×': ['gånger'], '@': ['snabel a'], '.': ['punkt'] },
  same: { okej: ['ok', 'okay'], nummer: ['nr'], cirka: ['ca'], klockan: ['kl'] },
  split: (word) => (/^halvtimm[ea]$/.test(word) ? ['halv', word.slice(4)] : null),
  sameStem: (a, b) => {
    const [short = '', long = ''] = [a, b].sort((x, y) => x.length - y.length)
    const ending = long.slice(short.length)
    return (
      short.length >= 3 &&
      long.startsWith(short) &&
      /^(?:n|en|et|ar|er|arna|erna|na|s|t|a)?$/.test(ending)
    )
  },
}
