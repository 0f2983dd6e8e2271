import type { LanguageTables } from '#lib/engines/validation/text/tokens/language-tables.ts'
import { lexemesOf } from '#lib/engines/validation/text/tokens/lexemes.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import { romanEnding, romanValue } from '#lib/engines/validation/text/tokens/roman-numerals.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

/** Tokens of one text that stand between two places where both texts are the same. */
export type Passage = { tokens: readonly Token[]; source: string }

/**
 * One thing that is said: a word, a number `#5`, an ordinal `#5.`, a sign. `roman`: in Roman numerals; `word`: of signs, the
 * word that was said for it.
 */
type Atom = { text: string; roman?: 'number' | 'ordinal'; word?: string }

/** `XIV` is 14 or the 14th; a single `I`, `V` or `X` only the ordinal of a name (`Karl V.`), other letters nothing. */
function romanAtom(key: string, written: string): Atom | null {
  const plain = romanValue(key)
  const stem = plain === null ? key.replace(romanEnding, '') : key
  const value = plain ?? (stem === key ? null : romanValue(stem))
  if (value === null || value === 0) return null
  if (stem.length > 1) return { text: `#${value}`, roman: 'number' }
  return written.startsWith(stem.toUpperCase()) && 'ivx'.includes(stem)
    ? { text: `#${value}.`, roman: 'ordinal' }
    : null
}

/** `4x4`, `2x`, `2mal`: figures with the sign of a multiple. */
function multiple(value: string, signs: ReadonlyMap<string, string>): Atom[] | null {
  const found = /^([0-9]+)(\p{L}+)([0-9]*)$/u.exec(value.toLowerCase())
  if (found === null) return null
  const [, first = '', word = '', second = ''] = found
  if (word !== 'x' && signs.get(word) !== '×') return null
  return [first, '×', second]
    .filter((part) => part !== '')
    .map((part) => ({ text: part === '×' ? part : `#${part}` }))
}

/** The `No.` of `No. 5`. */
function isNumero({ key, end }: Token, source: string): boolean {
  return key === 'no' && /^\. ?[0-9]/.test(source.slice(end, end + 3))
}

function atomsOf(
  token: Token,
  source: string,
  signs: ReadonlyMap<string, string>,
  tables: LanguageTables,
): Atom[] | null {
  const [first] = token.readings
  const written = source.slice(token.start, token.end)
  if (first === undefined) {
    const sign = token.key === 'x' ? '×' : signs.get(token.key)
    const digit = tables.grammar.digitWords.get(token.key)
    if (isNumero(token, source)) return [{ text: tables.grammar.signs?.['#']?.[0] ?? token.key }]
    if (sign !== undefined)
      return [
        /\p{L}/u.test(written) && written.toLowerCase() !== 'x'
          ? { text: sign, word: token.key }
          : { text: sign },
      ]
    if (digit !== undefined) return [{ text: `#${digit}` }]
    return [romanAtom(token.key, written) ?? { text: token.key }]
  }
  if (first.type === 'ordinal') return [{ text: `#${first.value}.` }]
  if (first.type === 'number') {
    // `der 100. Besucher`
    const dotted =
      tables.decimalComma && source.charAt(token.end) === '.' && /^[0-9]+$/.test(written)
    return [{ text: `#${first.value}${dotted ? '.' : ''}` }]
  }
  if (first.type !== 'identifier') return null
  const share = /^([0-9]+)\/([0-9]+)$/.exec(first.value)
  if (share !== null) return [{ text: `#${share[1]}` }, { text: '/' }, { text: `#${share[2]}` }]
  return multiple(first.value, signs) ?? [{ text: first.value.toLowerCase() }]
}

const wordSigns = new WeakMap<LanguageTables, ReadonlyMap<string, string>>()

/** What is said for a sign -> the sign, the words of a phrase joined by a space. */
function signsOf(tables: LanguageTables): ReadonlyMap<string, string> {
  let signs = wordSigns.get(tables)
  if (signs === undefined) {
    signs = new Map(
      Object.entries(tables.grammar.signs ?? {})
        .filter(([sign]) => '×/-+:'.includes(sign))
        .flatMap(([sign, said]) =>
          said.map((phrase) => [phrase, sign === ':' ? '-' : sign] as const),
        ),
    )
    wordSigns.set(tables, signs)
  }
  return signs
}

/** Atoms of a passage, with phrases of several words for a sign (`divided by`) as that sign. */
function read({ tokens, source }: Passage, tables: LanguageTables): Atom[] | null {
  const signs = signsOf(tables)
  const atoms: Atom[] = []
  for (let at = 0; at < tokens.length; at++) {
    const [one, two, three] = tokens.slice(at, at + 3).map(({ key }) => key)
    const [pair, triple] = [`${one} ${two}`, `${one} ${two} ${three}`]
    const length = signs.has(triple) ? 3 : signs.has(pair) ? 2 : 0
    const phrase = signs.get(length === 3 ? triple : pair)
    const token = tokens[at]
    if (token === undefined) break
    const found =
      length > 0 && phrase !== undefined
        ? [{ text: phrase, word: length === 3 ? triple : pair }]
        : atomsOf(token, source, signs, tables)
    if (found === null) return null
    atoms.push(...found)
    if (length > 0) at += length - 1
  }
  return atoms
}

/** `four times four` and `four by four` are other words, although both may be written with the same sign. */
function otherWords(a: readonly Atom[], b: readonly Atom[]): boolean {
  return a.some(({ word }, index) => {
    const other = b[index]?.word
    return word !== undefined && other !== undefined && word !== other
  })
}

/** Texts of the atoms; beside a Roman numeral ordinals are numbers, and `the` of `the fourteenth` is none. */
function written(atoms: readonly Atom[], roman: Atom['roman'], tables: LanguageTables): string {
  if (roman === undefined) return atoms.map(({ text }) => text).join(' ')
  return atoms
    .filter(({ text }, index) => {
      const named = atoms[index + 1]?.text.endsWith('.') === true
      return !(named && tables.grammar.articles.has(text))
    })
    .map(({ text }) => (roman === 'number' ? text.replace(/\.$/, '') : text))
    .join(' ')
}

/** `half` and `1/2`; null where the passage is no lone fraction. */
function fractionOf({ tokens, source }: Passage, tables: LanguageTables): string | null {
  const [first, ...more] = tokens
  const last = tokens.at(-1)
  if (first === undefined || last === undefined || more.length > 1) return null
  if (first.readings.length > 0) {
    const number = first.readings.find(({ type }) => type === 'number')
    return more.length === 0 && number?.type === 'number' ? number.value : null
  }
  const lexemes = lexemesOf(source.slice(first.start, last.end), tables.primary, tables.unspaced)
  const from = tables.grammar.articles.has(first.key) && more.length === 1 ? 1 : 0
  const found = readPhrase(tables.fractions, lexemes, from)
  return found !== null && found.end === lexemes.length ? found.value : null
}

/** `ten to four` and `3:50`, which names no half of the day. */
function isTimeTo(said: string, { tokens }: Passage): boolean {
  const [time, ...more] = tokens
  const found = /^#([0-9]{1,2}) - #([0-9]{1,2})$/.exec(said)
  if (found === null || more.length > 0 || time?.readings.length !== 2) return false
  const [minute, hour] = [Number(found[1]), Number(found[2])]
  const minutes = ((hour % 12) * 60 - minute + 720) % 720
  const all = time.readings.every(
    (value) => value.type === 'time' && value.minutes % 720 === minutes,
  )
  return all && minute > 0 && minute < 30 && hour >= 1 && hour <= 12
}

/** `nine eleven` said as its two numbers, and `9/11`. */
function isDayInHalves(a: Passage, b: Passage): boolean {
  const [number, ...more] = a.tokens
  const [code, ...others] = b.tokens
  if (number?.kind !== 'number' || more.length + others.length > 0) return false
  const [first] = code?.readings ?? []
  const spoken = !/[0-9]/.test(a.source.slice(number.start, number.end))
  if (!spoken || first?.type !== 'identifier' || number.digits === undefined) return false
  return /^[0-9]+\/[0-9]{2}$/.test(first.value) && first.value.replace('/', '') === number.digits
}

/**
 * Whether two passages of a transcript are read out alike although they are different values or words: `Louis XIV` and
 * `Louis the fourteenth`, `4x4` and `four by four`, `7/10` and `sept sur dix`, `ten to four` and `3:50`.
 */
export function saidAlike(a: Passage, b: Passage, tables: LanguageTables): boolean {
  if (a.tokens.length === 0 || b.tokens.length === 0 || a.tokens.length + b.tokens.length > 12)
    return false
  if (isDayInHalves(a, b) || isDayInHalves(b, a)) return true
  const fraction = fractionOf(a, tables)
  if (fraction !== null && fraction === fractionOf(b, tables)) return true
  const [one, other] = [read(a, tables), read(b, tables)]
  const ofA = one === null ? '' : written(one, undefined, tables)
  const ofB = other === null ? '' : written(other, undefined, tables)
  if (tables.primary === 'en' && (isTimeTo(ofA, b) || isTimeTo(ofB, a))) return true
  if (one === null || other === null) return false
  if (ofA === ofB) return !otherWords(one, other)
  const [romanA, romanB] = [one, other].map((atoms) => atoms.find(({ roman }) => roman)?.roman)
  const roman = romanA ?? romanB
  if (roman === undefined || (romanA !== undefined && romanB !== undefined)) return false
  return written(one, roman, tables) === written(other, roman, tables)
}
