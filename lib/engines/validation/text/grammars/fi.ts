import {
  finnishCardinals,
  finnishFold,
  finnishOrdinals,
} from '#lib/engines/validation/text/grammars/fi-numbers.ts'
import { finnishPhrases } from '#lib/engines/validation/text/grammars/fi-phrases.ts'
import { partsOfDay } from '#lib/engines/validation/text/grammars/half-hour-clock.ts'
import type { PartOfDay } from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import { joinedOrdinals } from '#lib/engines/validation/text/grammars/joined-ordinals.ts'
import { northernGrammar } from '#lib/engines/validation/text/grammars/northern-grammar.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import {
  counted,
  fractionWords,
  wordSet,
} from '#lib/engines/validation/text/grammars/word-tables.ts'

const ordinals = finnishOrdinals()
const monthNames = 'tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu'.split(' ')

/** Months with the endings given: `toukokuu`, `toukokuuta`, `toukokuussa`. */
const months = (endings: string[]) =>
  new Map(
    monthNames.flatMap((name, index) =>
      endings.map((ending) => [`${name}kuu${ending}`, index + 1] as const),
    ),
  )

const daily: Partial<Record<PartOfDay, string>> = {
  morning: 'aamulla aamupäivällä',
  noon: 'päivällä keskipäivällä',
  afternoon: 'iltapäivällä',
  evening: 'illalla',
  night: 'yöllä',
}
const dated: Partial<Record<PartOfDay, string>> = {
  morning: 'tänä_aamuna huomenaamulla huomisaamuna',
  evening: 'tänä_iltana huomenillalla huomisiltana',
  night: 'ensi_yönä',
}

const units = `
  second: sekunti sekuntia sekunnin sek; minute: minuutti minuuttia minuutin minuutissa min; hour: tunti tuntia tunnin tunnissa;
  day: päivä päivää päivän vuorokausi vuorokautta; week: viikko viikkoa viikon; month: kuukausi kuukautta kuukauden;
  year: vuosi vuotta vuoden; millimetre: millimetri millimetriä; centimetre: senttimetri senttimetriä; metre: metri metriä metrin;
  kilometre: kilometri kilometriä kilometrin; inch: tuuma tuumaa; square-metre: neliömetri neliömetriä neliötä m2; hectare: hehtaari hehtaaria;
  millilitre: millilitra millilitraa; litre: litra litraa litran; gram: gramma grammaa gramman; kilogram: kilo kiloa kilon kilogramma kilogrammaa;
  tonne: tonni tonnia; kilometre-per-hour: kilometriä_tunnissa kilometri_tunnissa; celsius: celsiusastetta celsiusaste celsius_astetta astetta_celsiusta;
  fahrenheit: fahrenheitastetta fahrenheit-astetta; degree: aste astetta asteen; megabyte: megatavu megatavua; gigabyte: gigatavu gigatavua;
  watt: watti wattia; kilowatt: kilowatti kilowattia; kilowatt-hour: kilowattitunti kilowattituntia; kilocalorie: kalori kaloria kcal; volt: voltti volttia`

const cases = 'ssa ssä sta stä lla llä lta ltä lle ta tä na nä en in on än an n t a ä'.split(' ')

/** Finnish. */
export const finnish: Grammar = {
  ...northernGrammar({
    language: 'fi',
    fold: finnishFold,
    numbers: finnishCardinals,
    ordinal: joinedOrdinals({
      fold: finnishFold,
      words: ordinals,
      onlyInDates: wordSet('toinen toisen toisena toisessa toisella toiselle toisesta'),
      parse: finnishCardinals.parse,
      hundred: /sata|tuhat/,
      join: 'ja',
      nouns: wordSet('kerros kerroksessa kerroksen sija luokka luokan rivi viikko päivä kerta'),
      before: new Set<string>(),
      articles: new Set<string>(),
      ranges: new Set<string>(),
    }),
    scales: {
      '12': 'tusina tusinaa',
      '100': 'sata sataa',
      '1000': 'tuhat tuhatta',
      '1000000': 'miljoona miljoonaa milj',
      '1000000000': 'miljardi miljardia mrd',
    },
    digits: counted(
      'nolla,yksi|yks,kaksi|kaks,kolme,neljä,viisi|viis,kuusi|kuus,seitsemän,kahdeksan,yhdeksän',
      0,
    ),
    minus: 'miinus',
    decimal: 'pilkku',
    and: 'ja',
    fractions: fractionWords('puoli puolen puolta', 'neljännes neljäsosa'),
    percent: 'prosentti, prosenttia, prosentin',
    units,
    currencies: `
      EUR: euro euroa euron eur; USD: dollari dollaria dollarin usd; GBP: punta puntaa punnan gbp; SEK: kruunu kruunua sek`,
    subunits: 'sentti senttiä snt',
    subunitOf: 'EUR',
    months: months(['', 'ta', 'ssa', 'n', 'hun', 'lla']),
    weekdays: counted(
      'maanantai|maanantaina|maanantaita,tiistai|tiistaina|tiistaita,keskiviikko|keskiviikkona|keskiviikkoa,' +
        'torstai|torstaina|torstaita,perjantai|perjantaina|perjantaita,lauantai|lauantaina|lauantaita,sunnuntai|sunnuntaina|sunnuntaita',
      1,
    ),
    clock: {
      hours: counted(
        'yhdeltä,kahdelta,kolmelta,neljältä,viideltä,kuudelta,seitsemältä,kahdeksalta,yhdeksältä,kymmeneltä,yhdeltätoista,kahdeltatoista',
        1,
      ),
      after: new Set<string>(),
      before: wordSet('kello klo'),
      at: new Set<string>(),
      dotted: new Set<string>(),
      half: wordSet('puoli'),
      quarter: wordSet('vartti varttia neljännestä'),
      past: new Map([['yli', true as const]]),
      to: new Map([
        ['vaille', true as const],
        ['vailla', true as const],
      ]),
      quarterHour: wordSet('vartti varttia vartin'),
      minuteWords: wordSet('minuuttia minuutti min'),
      parts: partsOfDay(daily),
      datedParts: partsOfDay(dated),
      fixed: new Map([
        ['keskiyö', 0],
        ['keskiyöllä', 0],
      ]),
    },
    dates: {
      ordinals,
      shortMonths: new Map<string, number>(),
      leadingMonths: months(['n']),
      links: new Set<string>(),
      before: new Set<string>(),
    },
    phrases: finnishPhrases,
  }),
  share: shareReader({
    cardinal: finnishCardinals.read,
    parts:
      '3: kolmasosa kolmasosaa kolmannes kolmannesta; 4: neljäsosa neljäsosaa neljännes neljännestä; 5: viidesosa viidesosaa viidennes viidennestä; 8: kahdeksasosaa; 10: kymmenesosa kymmenesosaa',
    fold: finnishFold,
  }),
  same: { okei: ['ok', 'okay'], kello: ['klo'] },
  split: (word) => (word === 'puolituntia' ? ['puoli', 'tuntia'] : null),
  sameStem: (a, b) => {
    const [short = '', long = ''] = [a, b].sort((x, y) => x.length - y.length)
    const ending = long.slice(short.length)
    return short.length >= 4 && long.startsWith(short) && (ending === '' || cases.includes(ending))
  },
}
