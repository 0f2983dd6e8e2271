import { primarySubtag } from '../grammars/grammar-of.ts'

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
    qualified: /serbian|kuwaiti|jordanian|bahraini|iraqi|tunisian|algerian|كويتي|أردني|بحريني|عراقي/i,
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
  de: [/(?<!\p{L})sonnabends?/iu],
}
const era = /令和|平成|昭和|大正|明治/u

/** The currency of the tag's region; Turkish alone is spoken where one lira is. */
function ownCurrency(language: string): string | undefined {
  const region = /-([A-Z]{2})\b/i.exec(language)?.[1]?.toUpperCase()
  return region === undefined && primarySubtag(language) === 'tr' ? 'TRY' : own[region ?? '']
}

function vagueCurrency(word: string, code: string, language: string): boolean {
  return families.some(({ word: name, codes, qualified }) => {
    const said = codes.split(' ').find((one) => new RegExp(`(?<!\\p{L})${one}(?!\\p{L})|₺`, 'iu').test(code))
    return (
      said !== undefined &&
      name.test(word) &&
      !name.test(code) &&
      qualified?.test(word) !== true &&
      ownCurrency(language) !== said
    )
  })
}

/**
 * What makes two values that read the same doubtful, in words; null when nothing does. `20 francs` need not be Swiss ones,
 * and a year by an emperor's reign beside one of the common era is for a person to confirm.
 */
export function doubtBetween(a: string, b: string, language: string): string | null {
  if (vagueCurrency(a, b, language) || vagueCurrency(b, a, language))
    return 'several countries have a currency of that name'
  if (era.test(a) !== era.test(b)) return 'a year of a reign against one of the common era'
  const words = doubtful[primarySubtag(language)] ?? []
  return words.some((word) => word.test(a) !== word.test(b))
    ? 'a word that only some regions use'
    : null
}
