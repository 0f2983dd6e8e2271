import { partsOfDay } from '#lib/engines/validation/text/grammars/half-hour-clock.ts'
import type { PartOfDay } from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import { joinedCardinals } from '#lib/engines/validation/text/grammars/joined-cardinals.ts'
import { joinedOrdinals } from '#lib/engines/validation/text/grammars/joined-ordinals.ts'
import { dutchPhrases } from '#lib/engines/validation/text/grammars/nl-phrases.ts'
import { northernGrammar } from '#lib/engines/validation/text/grammars/northern-grammar.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import {
  counted,
  foldedBy,
  fractionWords,
  wordSet,
} from '#lib/engines/validation/text/grammars/word-tables.ts'

/** Accents and diaereses, which divide syllables (`tweeëntwintig`) or stress a word (`één`). */
const fold = foldedBy({
  ë: 'e',
  é: 'e',
  è: 'e',
  ê: 'e',
  ï: 'i',
  í: 'i',
  ö: 'o',
  ó: 'o',
  ü: 'u',
  ú: 'u',
  á: 'a',
  à: 'a',
  ç: 'c',
})

const ones = counted('een,twee,drie,vier,vijf,zes,zeven,acht,negen', 1)
const teens = counted(
  'tien,elf,twaalf,dertien,veertien,vijftien,zestien,zeventien,achttien,negentien',
  10,
)
const tens = counted('twintig,dertig,veertig,vijftig,zestig,zeventig,tachtig,negentig', 2)

function upTo99(): Map<string, number> {
  const small = new Map([['nul', 0], ...ones, ...teens])
  for (const [ten, value] of tens) {
    small.set(ten, value * 10)
    for (const [one, unit] of ones) small.set(`${one}en${ten}`, value * 10 + unit)
  }
  return small
}

const small = upTo99()

function ordinalWords(): Map<string, number> {
  const words = counted(
    'eerste,tweede,derde,vierde,vijfde,zesde,zevende,achtste,negende,tiende,elfde,twaalfde',
    1,
  )
  for (const [word, value] of small) {
    if (value > 12) words.set(word + (value < 20 ? 'de' : 'ste'), value)
  }
  return words
}

const ordinals = ordinalWords()

const fractions = fractionWords('half halve', 'kwart', 'driekwart')

const numbers = joinedCardinals({
  fold,
  small,
  hundred: ['honderd'],
  thousand: ['duizend'],
  scales: [
    ['biljoen', 1e12],
    ['miljard', 1e9],
    ['miljoen', 1e6],
  ],
  join: 'en',
  articles: wordSet('een'),
  fractions,
  halfEndings: ['eneenhalf', 'eneenhalve', 'enhalf', 'enhalve'],
  odd: new Map([
    ['anderhalf', '1.5'],
    ['anderhalve', '1.5'],
  ]),
})

const daily: Record<PartOfDay, string> = {
  morning: "ochtends s_ochtends '_s_ochtends morgens s_morgens '_s_morgens in_de_ochtend",
  noon: "middags s_middags '_s_middags in_de_middag",
  afternoon: 'in_de_namiddag namiddags',
  evening: "avonds s_avonds '_s_avonds in_de_avond",
  night: "nachts s_nachts '_s_nachts in_de_nacht",
}
const dated: Record<PartOfDay, string> = {
  morning: 'vanochtend vanmorgen morgenochtend ochtend',
  noon: 'vanmiddag morgenmiddag middag',
  afternoon: 'namiddag',
  evening: 'vanavond morgenavond avond gisteravond',
  night: 'vannacht nacht',
}

const units = `
  second: seconde seconden sec; minute: minuut minuten min; hour: uur uren uurtje; day: dag dagen; week: week weken;
  month: maand maanden; year: jaar jaren; millimetre: millimeter; centimetre: centimeter; metre: meter meters;
  kilometre: kilometer kilometers; mile: mijl mijlen; inch: inch; foot: voet; square-metre: vierkante_meter m2; hectare: hectare;
  millilitre: milliliter; litre: liter liters; gram: gram; kilogram: kilogram kilo kilo's; tonne: ton;
  kilometre-per-hour: kilometer_per_uur km_per_uur km/u km_/_u; celsius: graden_celsius graad_celsius celsius;
  fahrenheit: graden_fahrenheit fahrenheit; degree: graad graden; megabyte: megabyte; gigabyte: gigabyte; watt: watt;
  kilowatt: kilowatt; kilowatt-hour: kilowattuur; kilocalorie: calorieën kilocalorieën kcal; volt: volt`

/** Dutch. */
export const dutch: Grammar = {
  ...northernGrammar({
    language: 'nl',
    fold,
    numbers,
    ordinal: joinedOrdinals({
      fold,
      words: ordinals,
      parse: numbers.parse,
      hundred: /honderd|duizend/,
      join: 'en',
      nouns: new Set<string>(),
      before: new Set<string>(),
      articles: new Set<string>(),
      ranges: new Set<string>(),
      endings: wordSet('e de ste'),
    }),
    scales: {
      '12': 'dozijn',
      '100': 'honderd',
      '1000': 'duizend',
      '1000000': 'miljoen mln',
      '1000000000': 'miljard mld',
    },
    digits: counted('nul,één|een,twee,drie,vier,vijf,zes,zeven,acht,negen', 0),
    letters: { zet: 'z', ypsilon: 'y', ij: 'ij' },
    minus: 'min minus',
    decimal: 'komma',
    and: 'en',
    fractions,
    percent: 'procent, percent',
    units,
    currencies: `
      EUR: euro euro's euros eur; USD: dollar dollars usd; GBP: pond ponden gbp; CHF: zwitserse_frank chf; JPY: yen jpy`,
    subunits: 'cent centen',
    subunitOf: 'EUR',
    months: counted(
      'januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december',
      1,
    ),
    weekdays: counted('maandag,dinsdag,woensdag,donderdag,vrijdag,zaterdag,zondag', 1),
    clock: {
      after: wordSet('uur u'),
      before: new Set<string>(),
      at: wordSet('om tot vanaf rond tegen sinds'),
      dotted: wordSet('om'),
      half: wordSet('half'),
      quarter: wordSet('kwart'),
      past: new Map([['over', true as const]]),
      to: new Map([['voor', true as const]]),
      quarterHour: wordSet('kwartier kwartiertje'),
      minuteWords: wordSet('minuten minuut min'),
      parts: partsOfDay(daily),
      datedParts: partsOfDay(dated),
      fixed: new Map([['middernacht', 0]]),
      lasting: {
        time: wordSet('om tot vanaf sinds tegen'),
        length: wordSet('duurt duren duurde binnen gedurende over van elke'),
      },
    },
    dates: {
      ordinals: ordinals,
      cardinalDays: true,
      dayEndings: wordSet('e de ste'),
      shortMonths: counted('jan,feb,mrt,apr,,jun,jul,aug,sep|sept,okt,nov,dec', 1),
      links: wordSet('de den'),
      before: wordSet('op van tot vanaf'),
    },
    phrases: dutchPhrases,
  }),
  share: shareReader({
    cardinal: numbers.read,
    parts: '4: kwart',
    doubtful:
      '3: derde derden; 4: vierde vierden; 5: vijfde vijfden; 6: zesde; 8: achtste; 10: tiende tienden',
    links: wordSet('van'),
    fold: fold,
  }),
  signs: { '-': ['tot'], '+': ['plus'], '×': ['keer'], '@': ['at'], '.': ['punt'] },
  same: {
    oke: ['oké', 'ok', 'okay'],
    meneer: ['dhr'],
    mevrouw: ['mevr', 'mw'],
    nummer: ['nr'],
    circa: ['ca'],
  },
  split: (word) => (/^half(?:uur|uurtje)$/.test(word) ? ['half', word.slice(4)] : null),
  sameStem: (a, b) => {
    const [short = '', long = ''] = [a, b].sort((x, y) => x.length - y.length)
    return (
      short.length >= 3 &&
      long.startsWith(short) &&
      /^(?:e|en|s|'s)?$/.test(long.slice(short.length))
    )
  },
}
