import { hasHiatus } from '#lib/engines/validation/text/entities/same-spelling.ts'
import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** Names of currencies that several countries share: the word, what says whose it is, and the codes it may stand for. */
const families: readonly { word: RegExp; codes: string; qualified?: RegExp }[] = [
  {
    word: /(?<!\p{L})(?:francs?|franchi|francos?|frank(?:a|i|ów)?)(?!\p{L})/iu,
    codes: 'CHF XOF XAF XPF DJF GNF KMF CDF RWF BIF',
    qualified: /swiss|suisse|suizo|svizzer|szwajcar|cfa/i,
  },
  {
    word: /(?<!\p{L})pesos?(?!\p{L})/iu,
    codes: 'MXN ARS COP CLP UYU DOP CUP PHP',
    qualified: /mexican|argentin|colombian|chilen|uruguay|dominican|cuban|filipin|philippin/i,
  },
  {
    word: /(?<!\p{L})(?:liras?|lire)(?!\p{L})|ليرة|ليرات/iu,
    codes: 'TRY LBP SYP ITL',
    qualified: /turkish|türk|turk|turca|lebanese|syrian|تركية|لبنانية|سورية/i,
  },
  {
    word: /(?<!\p{L})(?:dinars?|dinare|dinares)(?!\p{L})|دينار|دنانير/iu,
    codes: 'RSD KWD JOD BHD IQD TND DZD LYD MKD',
    qualified:
      /serbian|kuwaiti|jordanian|bahraini|iraqi|tunisian|algerian|كويتي|أردني|بحريني|عراقي/i,
  },
  {
    word: /(?<!\p{L})(?:riyals?|rials?|riales)(?!\p{L})|ريال/iu,
    codes: 'SAR QAR OMR YER IRR',
    qualified: /saudi|qatari|omani|yemeni|iranian|سعودي|قطري|عماني|يمني/i,
  },
  {
    word: /(?<!\p{L})dirhams?(?!\p{L})|درهم|دراهم/iu,
    codes: 'AED MAD',
    qualified: /emirati|uae|moroccan|marocain|إماراتي|مغربي/i,
  },
  { word: /جنيه/u, codes: 'EGP GBP SDG', qualified: /مصري|استرليني|سوداني/ },
]
const own: Readonly<Record<string, string>> = {
  CH: 'CHF',
  LI: 'CHF',
  MX: 'MXN',
  AR: 'ARS',
  CO: 'COP',
  CL: 'CLP',
  UY: 'UYU',
  PH: 'PHP',
  TR: 'TRY',
  RS: 'RSD',
  KW: 'KWD',
  JO: 'JOD',
  SA: 'SAR',
  QA: 'QAR',
  OM: 'OMR',
  AE: 'AED',
  MA: 'MAD',
  EG: 'EGP',
}

/** Words of which one may mean the other or not, and those that only some use. */
const doubtful: Readonly<Record<string, readonly RegExp[]>> = {
  de: [/prozentpunkt/iu],
  en: [/percentage points?/i],
  fr: [/points? de pourcentage/i],
  es: [/puntos? porcentual/i],
  pt: [/-feira/i, /pontos? percentua/i],
  // A last letter of which many writers have but one form, and that tells words apart.
  ar: [/ى(?!\p{L})/u],
  fa: [/ى(?!\p{L})/u],
}
/** Money and a weight bear one name: an expected `ten pounds` is either. */
const pounds = /(?<!\p{L})(?:pounds?|pfund|livres?|libras?)(?!\p{L})/iu
const poundSigns = /£|(?<!\p{L})(?:lbs?|gbp)(?!\p{L})/iu

/** The currency of the tag's region; Turkish alone is spoken where one lira is. */
function ownCurrency(language: string): string | undefined {
  const region = /-([A-Z]{2})\b/i.exec(language)?.[1]?.toUpperCase()
  return region === undefined && primarySubtag(language) === 'tr' ? 'TRY' : own[region ?? '']
}

const named = /(?:^|[^\p{L}])((?:US|CA?|AU?|NZ|HK|SG?|MX|NT)\$|[A-Z]{3}(?!\p{L}))/u

/** Whether both texts say whose money they mean, in letters: `CA$20` and `USD 20`. */
export const bothNameCurrency = (a: string, b: string) => named.test(a) && named.test(b)

const coded = families.map(({ word, codes, qualified }) => ({
  ...{ word, qualified },
  code: new RegExp(`(?<!\\p{L})(${codes.replaceAll(' ', '|')})(?!\\p{L})|₺`, 'iu'),
}))

function vagueCurrency(word: string, code: string, language: string): boolean {
  return coded.some(({ word: name, code: codes, qualified }) => {
    if (!name.test(word) || name.test(code) || qualified?.test(word) === true) return false
    const said = codes.exec(code)
    return said !== null && ownCurrency(language) !== (said[1]?.toUpperCase() ?? 'TRY')
  })
}

/** `Neuer Weg` and `Neür Weg`, word by word. */
function twoVowels(a: string, b: string): boolean {
  if (!/[äöüåøæœ]/i.test(a + b)) return false
  const [x, y] = [a, b].map((text) => text.toLowerCase().split(/[\s-]+/))
  return (
    x?.length === y?.length &&
    x?.some((word, at) => word !== y?.[at] && hasHiatus(word, y?.[at] ?? '')) === true
  )
}

/**
 * What makes two values that read the same doubtful, in words; null when nothing does: `20 francs` need not be Swiss ones,
 * `5 percentage points` are no 5 %.
 */
export function doubtBetween(a: string, b: string, language: string): string | null {
  if (vagueCurrency(a, b, language) || vagueCurrency(b, a, language))
    return 'several countries have a currency of that name'
  const sterling = /-(?:GB|IE)\b/i.test(language)
  if (!sterling && pounds.test(a) && !poundSigns.test(a) && poundSigns.test(b))
    return 'pounds of money or of weight'
  const dotted = /^\d{4}\.\d{1,2}\.\d{1,2}$/
  if (dotted.test(a) !== dotted.test(b)) return 'a date or a version'
  if (twoVowels(a, b)) return 'an umlaut, or two vowels'
  const words = doubtful[primarySubtag(language)] ?? []
  return words.some((word) => word.test(a) !== word.test(b))
    ? 'a word that need not mean the same'
    : null
}
