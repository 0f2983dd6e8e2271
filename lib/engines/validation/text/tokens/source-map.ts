/** A text made comparable, and where each of its UTF-16 units stood in the source. */
export type MappedText = {
  text: string
  /** place of unit `index` in the source; null: the same places */
  starts: readonly number[] | null
  /** end (exclusive) of what unit `index` came from */
  ends: readonly number[] | null
}

const ascii = /^[\0-\x7f]*$/
const dropped = /[\p{Cf}\u0640]+/gu
const droppedOne = /[\p{Cf}\u0640]/u
const mark = /\p{M}/u
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

/** The form of a text that NFKC leaves as it is. */
function comparedForm(text: string, primary: string): string {
  const plain = droppedOne.test(text) ? text.replace(dropped, '') : text
  // NFKC takes sara am apart, by which no Thai word is found any more
  const whole = plain.includes('\u0e4d') ? plain.replaceAll('\u0e4d\u0e32', '\u0e33') : plain
  const lowered = lower(whole, primary).replace(apostrophe, "'")
  return digit.test(lowered) ? lowered.replace(zeros, digitValue) : lowered
}

/** Characters come again and again; by the rules of Turkish and by those of all others. */
const known = { turkish: new Map<string, string>(), others: new Map<string, string>() }
const mostKnown = 5_000
const longestKnown = 4

function formOf(piece: string, primary: string): string {
  const forms = primary === 'tr' || primary === 'az' ? known.turkish : known.others
  const before = forms.get(piece)
  if (before !== undefined) return before
  const form = comparedForm(kept.test(piece) ? piece : piece.normalize('NFKC'), primary)
  if (piece.length > longestKnown) return form
  if (forms.size >= mostKnown) forms.clear()
  forms.set(piece, form)
  return form
}

/** What a character is beside the one before it: 1 alone, 2 a mark, 3 a half-width voicing mark or a Hangul vowel or final. */
const joins = new Uint8Array(0x10000)

function joinOf(code: number): number {
  const seen = joins[code]
  if (seen !== undefined && seen > 0) return seen
  const character = String.fromCodePoint(code)
  const join = mark.test(character) ? 2 : /[\uff9e\uff9f\u1160-\u11ff]/.test(character) ? 3 : 1
  if (code < joins.length) joins[code] = join
  return join
}

/** End of the character at `from` with all that composes with it. */
function clusterEnd(source: string, from: number): number {
  const first = source.codePointAt(from) ?? 0
  const least = joinOf(first) === 2 ? 2 : 1
  let end = from + (first > 0xffff ? 2 : 1)
  while (end < source.length) {
    const code = source.codePointAt(end) ?? 0
    const join = joinOf(code)
    if (join === 1 || (least === 2 && join === 3)) break
    end += code > 0xffff ? 2 : 1
  }
  return end
}

function mapPieces(source: string, primary: string): MappedText {
  let text = ''
  let moved = false
  const starts: number[] = []
  const ends: number[] = []
  for (let from = 0; from < source.length;) {
    const end = clusterEnd(source, from)
    const form = formOf(source.slice(from, end), primary)
    if (form.length !== 1 || end - from !== 1) moved = true
    for (let unit = 0; unit < form.length; unit++) {
      starts.push(from)
      ends.push(end)
    }
    text += form
    from = end
  }
  return moved ? { text, starts, ends } : { text, starts: null, ends: null }
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
  if (!droppedOne.test(source) && source.normalize('NFKC') === source) {
    const text = comparedForm(source, primary)
    if (text.length === source.length) return { text, starts: null, ends: null }
  }
  return mapPieces(source, primary)
}
