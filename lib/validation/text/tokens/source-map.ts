/** A text made comparable, and where each of its UTF-16 units stood in the source. */
export type MappedText = {
  text: string
  /** place of unit `index` in the source; null: the same places */
  starts: readonly number[] | null
  /** end (exclusive) of what unit `index` came from */
  ends: readonly number[] | null
}

const ascii = /^[\0-\x7f]*$/
/** A base character with what composes with it: marks, half-width voicing marks, Hangul vowels and finals. */
const cluster = /\P{M}[\p{M}\uff9e\uff9f\u1160-\u11ff]*|\p{M}+/gu
const dropped = /[\p{Cf}\u0640]+/gu
const apostrophe = /[’ʼ‘`´ʹ＇‛]/gu
const digit = /\p{Nd}/u
/** NFKC would glue them to what stands before (1½, km²) or spell them out (™). */
const kept = /^[¼½¾⅐-⅞²³™℠©®]/u
const zeros = /\p{Nd}/gu

/** `٥` -> `5`: the digits of every script come in runs of ten that begin at a multiple known from their neighbours. */
function digitValue(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return character
  let zero = code
  while (code - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero--
  return String((code - zero) % 10)
}

function lower(text: string, primary: string): string {
  return primary === 'tr' || primary === 'az' ? text.toLocaleLowerCase(primary) : text.toLowerCase()
}

function comparable(piece: string, primary: string): string {
  const plain = (kept.test(piece) ? piece : piece.normalize('NFKC')).replace(dropped, '')
  // NFKC takes sara am apart, by which no Thai word is found any more
  const whole = plain.includes('\u0e4d') ? plain.replaceAll('\u0e4d\u0e32', '\u0e33') : plain
  const lowered = lower(whole, primary).replace(apostrophe, "'")
  return digit.test(lowered) ? lowered.replace(zeros, digitValue) : lowered
}

/**
 * NFKC, lower case by the language's rules, digits of all scripts as 0-9, apostrophes as `'`, without format characters
 * and tatweel; with the way back to the source for every UTF-16 unit.
 */
export function mapText(source: string, primary: string): MappedText {
  if (ascii.test(source)) {
    const text = lower(source.includes('`') ? source.replaceAll('`', "'") : source, primary)
    if (text.length === source.length) return { text, starts: null, ends: null }
  }
  const whole = comparable(source, primary)
  if (whole.length === source.length && source.normalize('NFKC') === source)
    if (!/[\p{Cf}\u0640]/u.test(source)) return { text: whole, starts: null, ends: null }
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const match of source.matchAll(cluster)) {
    const [piece] = match
    const form = comparable(piece, primary)
    for (let unit = 0; unit < form.length; unit++) {
      starts.push(match.index)
      ends.push(match.index + piece.length)
    }
    text += form
  }
  return { text, starts, ends }
}
