import { danishPhrases } from '#lib/engines/validation/text/grammars/da-phrases.ts'
import { partsOfDay } from '#lib/engines/validation/text/grammars/half-hour-clock.ts'
import type { PartOfDay } from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import { joinedCardinals } from '#lib/engines/validation/text/grammars/joined-cardinals.ts'
import { joinedOrdinals } from '#lib/engines/validation/text/grammars/joined-ordinals.ts'
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

const fold = foldedBy({ æ: 'ae', ø: 'oe', å: 'aa', é: 'e', ü: 'u', ö: 'oe', ä: 'ae' })
const folded = <T>(map: ReadonlyMap<string, T>) => withFolds(map, fold)

const ones = counted('en|et,to,tre,fire,fem,seks,syv,otte,ni', 1)
const teens = counted('ti,elleve,tolv,tretten,fjorten,femten,seksten,sytten,atten,nitten', 10)
/** Counted in twenties: `halvtreds` is two and a half of them; the long forms end in `-indstyve`. */
const tens = counted(
  'tyve,tredive|tredve,fyrre|fyrretyve,halvtreds|halvtredsindstyve,tres|treds|tresindstyve,halvfjerds|halvfjerdsindstyve,' +
    'firs|firsindstyve,halvfems|halvfemsindstyve',
  2,
)

function upTo99(): Map<string, number> {
  const small = new Map([['nul', 0], ...ones, ...teens])
  for (const [ten, value] of tens) {
    small.set(ten, value * 10)
    for (const [one, unit] of ones) small.set(`${one}og${ten}`, value * 10 + unit)
  }
  return small
}

const small = upTo99()

function ordinalWords(): ReadonlyMap<string, number> {
  const words = counted(
    'første,anden|andet,tredje,fjerde,femte,sjette,syvende,ottende,niende,tiende,ellevte|elvte,tolvte,trettende,fjortende,' +
      'femtende,sekstende,syttende,attende,nittende,tyvende',
    1,
  )
  for (const [one, unit] of ones) {
    words.set(`${one}ogtyvende`, 20 + unit)
    words.set(`${one}ogtredivte`, 30 + unit)
    words.set(`${one}ogtredvte`, 30 + unit)
  }
  words.set('tredivte', 30)
  words.set('tredvte', 30)
  words.set('fyrretyvende', 40)
  words.set('halvtredsindstyvende', 50)
  words.set('tresindstyvende', 60)
  return folded(words)
}

const ordinals = ordinalWords()

const fractions = fractionWords('halv halve halvt', 'kvart', 'trekvart')

const numbers = joinedCardinals({
  fold,
  small,
  hundred: ['hundrede', 'hundred'],
  thousand: ['tusinde', 'tusind'],
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
  articles: wordSet('en et'),
  fractions,
  odd: new Map([
    ['halvanden', '1.5'],
    ['halvandet', '1.5'],
  ]),
})

const daily: Partial<Record<PartOfDay, string>> = {
  morning: 'om_morgenen om_formiddagen',
  noon: 'midt_på_dagen om_middagen',
  afternoon: 'om_eftermiddagen',
  evening: 'om_aftenen',
  night: 'om_natten',
}
const dated: Partial<Record<PartOfDay, string>> = {
  morning: 'i_morges i_formiddag i_morgen_tidlig',
  afternoon: 'i_eftermiddag',
  evening: 'i_aften i_morgen_aften',
  night: 'i_nat',
}

const units = `
  second: sekund sekunder sek; minute: minut minutter min; hour: time timer; day: dag dage døgn; week: uge uger;
  month: måned måneder; year: år; millimetre: millimeter; centimetre: centimeter; metre: meter; kilometre: kilometer; inch: tomme tommer;
  foot: fod; square-metre: kvadratmeter kvm m2; hectare: hektar; millilitre: milliliter; centilitre: centiliter; litre: liter;
  gram: gram; kilogram: kilogram kilo; tonne: ton tons; kilometre-per-hour: kilometer_i_timen km_i_timen km/t km_/_t;
  celsius: grader_celsius celsius; fahrenheit: grader_fahrenheit fahrenheit; degree: grad grader; megabyte: megabyte;
  gigabyte: gigabyte; watt: watt; kilowatt: kilowatt; kilowatt-hour: kilowatttime kilowatttimer; kilocalorie: kalorier kcal; volt: volt`

/** Danish. */
export const danish: Grammar = {
  ...northernGrammar({
    language: 'da',
    fold,
    numbers,
    ordinal: joinedOrdinals({
      fold,
      words: ordinals,
      onlyInDates: wordSet('anden andet'),
      parse: numbers.parse,
      hundred: /hundred|tusind/,
      join: 'og',
      nouns: wordSet('sal etage plads klasse gang kvartal uge dag række'),
      before: new Set<string>(),
      articles: wordSet('den det de'),
      ranges: wordSet('til og'),
    }),
    scales: {
      '12': 'dusin',
      '100': 'hundrede hundred',
      '1000': 'tusind tusinde',
      '1000000': 'million millioner mio',
      '1000000000': 'milliard milliarder mia',
    },
    digits: counted('nul,et|en|én|ét,to,tre,fire,fem,seks,syv,otte,ni', 0),
    letters: { zæt: 'z', zet: 'z', ypsilon: 'y', dobbeltve: 'w' },
    minus: 'minus',
    decimal: 'komma',
    and: 'og',
    fractions,
    percent: 'procent',
    units,
    currencies: `
      DKK: krone kroner kr dkk; EUR: euro eur; USD: dollar dollars usd; GBP: pund gbp; SEK: svenske_kroner sek;
      NOK: norske_kroner nok`,
    subunits: 'øre',
    subunitOf: 'DKK',
    months: counted(
      'januar,februar,marts,april,maj,juni,juli,august,september,oktober,november,december',
      1,
    ),
    weekdays: counted('mandag,tirsdag,onsdag,torsdag,fredag,lørdag,søndag', 1),
    clock: {
      after: new Set<string>(),
      before: wordSet('klokken kl'),
      at: wordSet('ved fra til før efter omkring senest'),
      dotted: new Set<string>(),
      half: wordSet('halv'),
      quarter: wordSet('kvart kvarter'),
      past: new Map([['over', true as const]]),
      to: new Map([['i', true as const]]),
      quarterHour: wordSet('kvarter'),
      minuteWords: wordSet('minutter minut min'),
      parts: folded(partsOfDay(daily)),
      datedParts: folded(partsOfDay(dated)),
      fixed: new Map([['midnat', 0]]),
    },
    dates: {
      ordinals,
      shortMonths: counted('jan,feb,mar,apr,,jun,jul,aug,sep|sept,okt,nov,dec', 1),
      links: wordSet('den d'),
      before: wordSet('den fra til'),
    },
    phrases: danishPhrases,
  }),
  share: shareReader({
    cardinal: numbers.read,
    parts:
      '3: tredjedel tredjedele; 4: fjerdedel fjerdedele kvart; 5: femtedel femtedele; 6: sjettedel sjettedele; 8: ottendedel ottendedele; 10: tiendedel tiendedele',
    fold: fold,
  }),
  signs: { '-': ['til'], '+': ['plus'], '×': ['gange'], '@': ['snabel a'], '.': ['punktum'] },
  same: { okay: ['ok'], nummer: ['nr'], cirka: ['ca'], klokken: ['kl'] },
  split: (word) => (word === 'halvtime' ? ['halv', 'time'] : null),
  sameStem: (a, b) => {
    const [short = '', long = ''] = [a, b].sort((x, y) => x.length - y.length)
    const ending = long.slice(short.length)
    return (
      short.length >= 3 &&
      long.startsWith(short) &&
      /^(?:n|en|et|e|r|er|ene|erne|ne|s|t)?$/.test(ending)
    )
  },
}
