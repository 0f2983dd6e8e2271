import { germanFold } from '#lib/engines/validation/text/grammars/de-numbers.ts'
import { partsOfDay } from '#lib/engines/validation/text/grammars/half-hour-clock.ts'
import type { PartOfDay } from '#lib/engines/validation/text/grammars/half-hour-words.ts'
import { counted, withFolds, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

export const germanMonths = counted(
  'januar|jänner,februar|feber,märz,april,mai,juni|juno,juli|julei,august,september,oktober,november,dezember',
  1,
)

export const germanShortMonths = withFolds(
  counted('jan|jän,feb,mär|mrz,apr,,jun,jul,aug,sep|sept,okt,nov,dez', 1),
  germanFold,
)

export const germanWeekdays = counted(
  'montag,dienstag,mittwoch,donnerstag,freitag,samstag|sonnabend,sonntag',
  1,
)

export const germanUnits = {
  units: `
    millisecond: millisekunde millisekunden ms; second: sekunde sekunden sek; minute: minute minuten min min.;
    hour: stunde stunden std std.; day: tag tage tagen; week: woche wochen; month: monat monate monaten; year: jahr jahre jahren;
    millimetre: millimeter millimetern; centimetre: zentimeter zentimetern; metre: meter metern;
    kilometre: kilometer kilometern; inch: zoll; foot: fuß; mile: meile meilen; yard: yard yards;
    square-metre: quadratmeter quadratmetern qm m2 m_2; square-kilometre: quadratkilometer km2; hectare: hektar ha;
    millilitre: milliliter millilitern; centilitre: zentiliter; litre: liter litern; gallon: gallone gallonen;
    milligram: milligramm; gram: gramm; kilogram: kilogramm kilo kilos; tonne: tonne tonnen t; ounce: unze unzen;
    kilometre-per-hour: stundenkilometer stundenkilometern kilometer_pro_stunde km/h km_/_h kmh km_pro_stunde;
    metre-per-second: meter_pro_sekunde m_/_s; mile-per-hour: meilen_pro_stunde;
    celsius: grad_celsius celsius; fahrenheit: grad_fahrenheit fahrenheit; kelvin: kelvin; degree: grad;
    byte: byte bytes; kilobyte: kilobyte; megabyte: megabyte; gigabyte: gigabyte gigabytes; terabyte: terabyte;
    watt: watt; kilowatt: kilowatt; watt-hour: wattstunde wattstunden; kilowatt-hour: kilowattstunde kilowattstunden;
    kilocalorie: kilokalorie kilokalorien kcal kalorien; hectopascal: hektopascal; bar: bar; hertz: hertz;
    kilohertz: kilohertz; megahertz: megahertz; gigahertz: gigahertz; volt: volt`,
  currencies: `
    EUR: euro euros eur; USD: dollar dollars usd us-dollar us_dollar; CHF: franken fränkli chf sfr schweizer_franken;
    GBP: pfund gbp britische_pfund pfund_sterling; JPY: yen jpy; INR: rupien rupie inr; PLN: zloty złoty pln; TRY: lira try;
    CNY: yuan renminbi cny; RUB: rubel rub; SEK: schwedische_kronen sek; DKK: dänische_kronen dkk; NOK: norwegische_kronen nok;
    CZK: tschechische_kronen czk`,
  subunits: 'cent cents ct rappen rp pence penny',
  subunitOf: 'EUR',
}

const parts: Record<PartOfDay, string> = {
  morning: 'morgens früh vormittags am_morgen am_vormittag in_der_früh in_der_frühe frühmorgens',
  noon: 'mittags am_mittag',
  afternoon: 'nachmittags am_nachmittag',
  evening: 'abends am_abend',
  night: 'nachts in_der_nacht',
}

/** They say the day too, so they stay words of their own. */
const datedParts: Record<PartOfDay, string> = {
  morning: 'heute_früh morgen_früh heute_morgen heute_vormittag morgen_vormittag vormittag',
  noon: 'heute_mittag morgen_mittag mittag',
  afternoon: 'heute_nachmittag morgen_nachmittag nachmittag',
  evening: 'heute_abend morgen_abend gestern_abend abend',
  night: 'heute_nacht nacht',
}

export const germanClock = {
  after: wordSet('uhr'),
  before: new Set<string>(),
  at: wordSet('um ab bis gegen seit von'),
  dotted: wordSet('um'),
  half: wordSet('halb'),
  quarter: wordSet('viertel'),
  quarterTowards: true as const,
  threeQuarters: new Map([
    ['dreiviertel', true as const],
    ['drei viertel', true as const],
  ]),
  past: new Map([['nach', true as const]]),
  to: new Map([['vor', true as const]]),
  minuteWords: wordSet('minuten minute min'),
  parts: withFolds(partsOfDay(parts), germanFold),
  datedParts: withFolds(partsOfDay(datedParts), germanFold),
  fixed: new Map([['mitternacht', 0]]),
}
