/** First digits of decimal scripts that NFKC leaves alone: Arabic, Persian, NKo, Devanagari to Thai, Lao, Tibetan, Burmese, Khmer. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
  0xf20, 0x1040, 0x17e0, 0x1810,
]

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = zeros.find((first) => code >= first && code < first + 10)
  return zero === undefined ? digit : String(code - zero)
}

const characters: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#x27': "'",
  nbsp: ' ',
}
/** Signs of HTML as the page shows them; `<` and `>` stay, which may be no markup. */
const withoutEntities = (text: string) =>
  text.replace(
    /&(amp|quot|apos|nbsp|#39|#x27);/gi,
    (whole, name: string) => characters[name.toLowerCase()] ?? whole,
  )

/**
 * The text as codes, figures and dates are read in it: NFKC, digits of all scripts as 0-9, one kind of minus, apostrophe
 * and space, without format characters (zero width, bidi marks, soft hyphens).
 */
export function plainText(text: string): string {
  return withoutEntities(text)
    .replace(/(\d)([¼-¾⅐-⅞])/gu, '$1 $2')
    .replace(/(\d)([⁰¹²³⁴-⁹]+)/gu, '$1^$2')
    .normalize('NFKC')
    .replace(/\u2044/gu, '/')
    .replace(/[\p{Cf}\u{FE0E}\u{FE0F}]/gu, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/gu, '-')
    .replace(/[\u2018\u2019\u02BC]/gu, "'")
    .replace(/\u066B/gu, '.')
    .replace(/\u066C/gu, ',')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Lower case by the language's rules (`I` is `ı` in Turkish), never failing on a bad tag. */
export function lowerCase(text: string, language: string): string {
  try {
    return text.toLocaleLowerCase(language)
  } catch {
    return text.toLowerCase()
  }
}
