import { primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'

/** Letters with marks that belong to a language: without them the word is another or misspelled one. */
const ownMarks: Readonly<Record<string, string>> = {
  en: '',
  de: 'äöü',
  nl: 'ëïé',
  fr: 'àâäéèêëîïôöùûüÿç',
  it: 'àèéìíòóùú',
  sv: 'åäö',
  da: 'åæø',
  nb: 'åæø',
  fi: 'åäö',
}

/** Latin letters that are another letter with a stroke or a ligature, which NFD leaves whole. */
const strokes: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}
const digraphs: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  å: 'aa',
  ø: 'oe',
  æ: 'ae',
  œ: 'oe',
}
const digraphLanguages = new Set(['de', 'lb', 'da', 'nb', 'nn', 'no', 'sv', 'fi', 'en'])

/** Words of addresses and their short forms, of which both sides together leave no doubt. */
const shortForms: Readonly<Record<string, string>> = {
  en: 'st street|ave avenue|av avenue|rd road|blvd boulevard|ln lane|hwy highway|apt apartment|sq square|ct court|pl place|dr drive|ste suite|fl floor|mt mount|pkwy parkway|bldg building',
  de: 'str strasse|str straße|pl platz|nr nummer|tel telefon',
  fr: 'av avenue|bd boulevard|pl place|st saint|ste sainte|rte route|no numéro|appt appartement',
  es: 'av avenida|avda avenida|c calle|pza plaza|núm número|apto apartamento',
  it: 'v via|v.le viale|p.za piazza|c.so corso|n numero',
  nl: 'str straat|nr nummer|pl plein',
}
const shortSets = new Map(
  Object.entries(shortForms).map(([language, list]) => [language, new Set(list.split('|'))]),
)

/** `st` and `street`; in German also at the end of a word, `hauptstr` and `hauptstraße`. */
function isShortForm(a: string, b: string, subtag: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (shortSets.get(subtag)?.has(`${short.replace(/\.$/, '')} ${long}`) === true) return true
  const stem = /^(.+str)\.?$/.exec(short)?.[1]
  return (
    subtag === 'de' &&
    stem !== undefined &&
    /^(?:asse|aße)$/.test(long.slice(stem.length)) &&
    long.startsWith(stem)
  )
}

/** The word without any mark over or under its Latin, Greek or Cyrillic letters. */
export const withoutMarks = (word: string) =>
  word
    .replace(/[øđłħıðþßæœ]/g, (letter) => strokes[letter] ?? letter)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')

const withoutForeignMarks = (word: string, own: string) =>
  Array.from(word.normalize('NFC'), (letter) =>
    own.includes(letter) ? letter : withoutMarks(letter),
  ).join('')

const withDigraphs = (word: string) =>
  word.normalize('NFC').replace(/[äöüßåøæœ]/g, (letter) => digraphs[letter] ?? letter)

/** `Duell` is no `Düll` and `neuer` no `neür`: two vowels that are said one after the other. */
const hiatus = /[aeoq]ue|[dtnsx]ue(?:ll|tt)|luen[tz]|oe$|poet|joel|noel|(?:ch|r|f)ael/
export const hasHiatus = (a: string, b: string) =>
  [a, b].some((word) => hiatus.test(word) && !/[äöüåøæœ]/.test(word)) && /[äöüåøæœ]/.test(a + b)

/**
 * Whether two lower-case words are one word in two spellings of which neither is wrong: umlauts as two letters (`köln`,
 * `koeln`), the short form of a word of addresses (`st`, `street`), or marks that are no part of the language's alphabet left out (`zürich`, `zurich` in English).
 */
export function sameSpelling(a: string, b: string, language: string): boolean {
  if (a === b) return true
  const subtag = primarySubtag(language)
  if (isShortForm(a, b, subtag)) return true
  if (digraphLanguages.has(subtag) && withDigraphs(a) === withDigraphs(b) && !hasHiatus(a, b))
    return true
  const own = ownMarks[subtag]
  return own !== undefined && withoutForeignMarks(a, own) === withoutForeignMarks(b, own)
}
