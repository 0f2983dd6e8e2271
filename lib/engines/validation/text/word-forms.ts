import { grammarOf, primarySubtag } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'

const ascii = /^[\0-\x7f]*$/
const plainWords = boundedCache<string>(5_000)
const longestKept = 60

/** Without accents: `Zürich` and `Zurich`. */
function unaccented(word: string): string {
  if (ascii.test(word)) return word
  const known = plainWords.get(word)
  if (known !== undefined) return known
  const plain = word.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return word.length > longestKept ? plain : plainWords.set(word, plain)
}

/** Languages in which accents only come with borrowed words. */
const accentsAreDecoration = new Set(['en'])

/** `café` and `cafe` in English. */
export const sameSpelling = (a: string, b: string, language: string): boolean =>
  accentsAreDecoration.has(primarySubtag(language)) && unaccented(a) === unaccented(b)

/** Languages whose words change within the stem (`Praha`, `v Praze`): less of it has to be the same. */
const changesStem = new Set(
  'cs sk pl ru uk be bg hr sr sl lt lv et fi hu tr el ro ar he hi'.split(' '),
)

function sharedStart(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let shared = 0
  while (shared < shorter && a[shared] === b[shared]) shared++
  return shared
}

/** Whether one word is an inflected form of the other; by its beginning where the language has no rule of its own. */
export function sameStem(a: string, b: string, language: string): boolean {
  const grammar = grammarOf(language)
  if (grammar.sameStem) return grammar.sameStem(a, b)
  const shared = sharedStart(a, b)
  return shared >= 4 && shared >= 0.7 * Math.max(a.length, b.length)
}

/** One letter more, less, another, or two swapped. */
function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  const start = sharedStart(a, b)
  let end = 0
  const most = Math.min(a.length, b.length) - start
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [inA, inB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return (
    (inA.length <= 1 && inB.length <= 1) ||
    (inA.length === 2 && inB.length === 2 && inA[0] === inB[1] && inA[1] === inB[0])
  )
}

/** A word of letters only: figures and codes are equal or different, never nearly so. */
const lettersOnly = /^[\p{L}\p{M}'’·]+$/u

/** Languages that tie particles to the end of a word, however short it is (`ev`, `evde`; `예약`, `예약이`). */
const tiesAfter = new Set(['tr', 'az', 'fi', 'et', 'hu', 'ko', 'eu', 'ka'])
/** What Arabic and Hebrew tie to the beginning: and, in, for, as, the. */
const tiedBefore: Readonly<Record<string, RegExp>> = {
  ar: /^(?:[وف]?(?:[بكل]|لل|ال|بال|كال)|[وف])$/u,
  he: /^[והבכלמש]{1,3}$/u,
}

function tied(shorter: string, longer: string, language: string): boolean {
  const primary = primarySubtag(language)
  if (longer.startsWith(shorter) && tiesAfter.has(primary)) return true
  return (
    longer.endsWith(shorter) && tiedBefore[primary]?.test(longer.slice(0, -shorter.length)) === true
  )
}

/** Whether the longer word begins or ends with the shorter one in a way that may only be another form of it. */
function extended(shorter: string, longer: string, wantedIsLonger: boolean): boolean {
  const rest = longer.length - shorter.length
  if (longer.startsWith(shorter)) return shorter.length >= 4 || rest <= 3
  // A part at the end of a compound (`notebook`), but no prefix of one syllable (`unavailable`, `kein`).
  // The other way round another word is meant: `übermorgen` is not `morgen`.
  return !wantedIsLonger && longer.endsWith(shorter) && shorter.length >= 4 && rest >= 3
}

/**
 * Whether a word of the reply may be the expected one in another form or spelling: inflected, compounded, without its
 * accents, mistyped. Says nothing sure; a prefix that turns the meaning round (`unavailable`) is no other form. `least`: letters
 * from which a word has other forms.
 */
export function mayBeForm(wanted: string, had: string, language: string, least = 3): boolean {
  if (!lettersOnly.test(wanted) || !lettersOnly.test(had)) return false
  if (unaccented(wanted) === unaccented(had)) return true
  const [shorter, longer] = wanted.length <= had.length ? [wanted, had] : [had, wanted]
  if (tied(shorter, longer, language)) return true
  if (shorter.length < least) return false
  const patterns = grammarOf(language).negationPatterns ?? []
  if (longer.endsWith(shorter) && patterns.some((pattern) => pattern.test(longer))) return false
  if (sameStem(wanted, had, language) || extended(shorter, longer, wanted === longer)) return true
  const shared = sharedStart(wanted, had)
  if (shared >= 4 && shared >= 0.65 * shorter.length) return true
  if (changesStem.has(primarySubtag(language)) && shared >= 3 && shared >= 0.5 * longer.length)
    return true
  return shorter.length >= 5 && shared >= 1 && oneSlip(wanted, had)
}
