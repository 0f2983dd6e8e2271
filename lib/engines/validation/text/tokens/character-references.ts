/** Names of HTML that come in replies; others are left as they stand. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  deg: '°',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  ntilde: 'ñ',
  oacute: 'ó',
  iacute: 'í',
  aacute: 'á',
  uacute: 'ú',
}

const reference = /&(?:#([0-9]{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu
const greatest = 0x10ffff
/** Is dropped where texts are compared, so that a shorter character takes the place of its reference. */
const padding = '\u00ad'

function characterOf(
  decimal: string | undefined,
  hex: string | undefined,
  name: string | undefined,
): string | null {
  if (name !== undefined) return named[name] ?? null
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  const surrogate = code >= 0xd800 && code <= 0xdfff
  return code > 31 && code <= greatest && !surrogate ? String.fromCodePoint(code) : null
}

/** `It&#39;s` as `It's`; what remains of a reference is filled up, so that places (UTF-16) stay as they are. */
export function withoutReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    reference,
    (all: string, decimal?: string, hex?: string, name?: string): string => {
      const character = characterOf(decimal, hex, name)
      if (character === null) return all
      const blank = character === '\u00a0' ? ' ' : padding
      return character.padEnd(all.length, blank)
    },
  )
}
