import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import { phraseTable, type PhraseTable } from '#lib/engines/validation/text/tokens/phrase-table.ts'

/** A grammar's tables, compiled for reading. */
export type LanguageTables = {
  grammar: Grammar
  primary: string
  unspaced: boolean
  decimalComma: boolean
  /** month before day in `5/3/2025` */
  monthFirst: boolean
  /** nobody writes the month first, so that 05/03/2025 has one reading */
  dayFirst: boolean
  scales: PhraseTable<string>
  units: PhraseTable<string>
  currencies: PhraseTable<string>
  subunits: PhraseTable<string>
  percentAfter: PhraseTable<true>
  percentBefore: PhraseTable<true>
  fractions: PhraseTable<string>
  /** abbreviation -> words that it stands for */
  shortForms: PhraseTable<readonly string[]>
  minus: PhraseTable<true>
  decimalWords: PhraseTable<true>
  and: PhraseTable<true>
  months: PhraseTable<number>
  weekdays: PhraseTable<number>
  /** first name of a weekday or month in the grammar, by number */
  weekdayNames: ReadonlyMap<number, string>
  monthNames: ReadonlyMap<number, string>
  /** other spelling -> the form compared */
  same: ReadonlyMap<string, string>
  /** words that were seen -> the form compared; bounded by who writes it */
  keys: Map<string, string>
  fillers: ReadonlySet<string>
  polite: PhraseTable<true>
}

/** Units that are written alike in all languages; single letters only in the case given. */
const international: readonly (readonly [string, string])[] = Object.entries({
  km: 'kilometre',
  m: 'metre',
  cm: 'centimetre',
  mm: 'millimetre',
  kg: 'kilogram',
  g: 'gram',
  mg: 'milligram',
  l: 'litre',
  cl: 'centilitre',
  ml: 'millilitre',
  'km/h': 'kilometre-per-hour',
  'm/s': 'metre-per-second',
  'm²': 'square-metre',
  'km²': 'square-kilometre',
  ha: 'hectare',
  ms: 'millisecond',
  kb: 'kilobyte',
  mb: 'megabyte',
  gb: 'gigabyte',
  tb: 'terabyte',
  kw: 'kilowatt',
  kwh: 'kilowatt-hour',
  hpa: 'hectopascal',
  hz: 'hertz',
  khz: 'kilohertz',
  mhz: 'megahertz',
  ghz: 'gigahertz',
  '°c': 'celsius',
  '°f': 'fahrenheit',
  '°': 'degree',
})

/** Regions that write a decimal point although their language writes a comma elsewhere. */
const pointRegions = /^(?:es-(?:MX|US|PR|GT|HN|NI|PA|PE|SV|DO|CU)|(?:de|fr|it)-(?:CH|LI)|ta-|bn-)/i
const dayFirst =
  /^(?:fr(?!-CA)|es(?!-(?:US|PR|PA))|it|pt|ca|de|nl|da|nb|sv|fi|pl|ru|uk|cs|el|tr)(?:-|$)/i
const monthFirst = /^(?:en(?:-(?:US|CA|PH))?|es-(?:US|PR)|fil)$/i

const compiled = new Map<string, LanguageTables>()
const maxLanguages = 200

function firstNames(map: ReadonlyMap<string, number>): Map<number, string> {
  const names = new Map<number, string>()
  for (const [name, value] of map) if (!names.has(value)) names.set(value, name)
  return names
}

function compile(language: string): LanguageTables {
  const grammar = grammarOf(language)
  const primary = primarySubtag(language)
  const unspaced = grammar.unspaced === true
  const table = <T>(entries: Iterable<readonly [string, T]>) =>
    phraseTable(entries, primary, unspaced)
  const flags = (phrases: Iterable<string>) =>
    table([...phrases].map((phrase) => [phrase, true as const] as const))
  const same = new Map<string, string>()
  for (const [form, others] of Object.entries(grammar.same ?? {}))
    for (const other of others) same.set(other, form)
  return {
    grammar,
    primary,
    unspaced,
    decimalComma: grammar.decimalComma === true && !pointRegions.test(language),
    monthFirst: monthFirst.test(language),
    dayFirst: dayFirst.test(language),
    scales: table(grammar.scales),
    units: table([...new Map([...international, ...grammar.units])]),
    currencies: table(grammar.currencies),
    subunits: table(grammar.subunits),
    percentAfter: flags(['%', '٪', ...grammar.percentAfter]),
    percentBefore: flags(grammar.percentBefore ?? []),
    fractions: table(grammar.fractions),
    shortForms: table(
      Object.entries(grammar.shortForms ?? {}).map(([form, said]) => [form, said.split(' ')]),
    ),
    minus: flags(grammar.minus),
    decimalWords: flags(grammar.decimalWords),
    and: flags(grammar.and),
    months: table(grammar.months),
    weekdays: table(grammar.weekdays),
    weekdayNames: firstNames(grammar.weekdays),
    monthNames: firstNames(grammar.months),
    same,
    keys: new Map(),
    fillers: grammar.fillers,
    polite: flags(grammar.polite),
  }
}

/** Compiled tables of a BCP-47 language. */
export function tablesOf(language: string): LanguageTables {
  let tables = compiled.get(language)
  if (tables === undefined) {
    if (compiled.size >= maxLanguages) compiled.clear()
    tables = compile(language)
    compiled.set(language, tables)
  }
  return tables
}
