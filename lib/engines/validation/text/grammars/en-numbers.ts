import { cardinalReader } from '#lib/engines/validation/text/grammars/cardinal-parser.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import { counted, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const small = counted(
  'zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen',
  0,
)
const tens = 'twenty thirty forty|fourty fifty sixty seventy eighty ninety'.split(' ')
const values: Record<string, number> = Object.fromEntries(small)
tens.forEach((spellings, index) => {
  for (const word of spellings.split('|')) values[word] = (index + 2) * 10
})

/** Multipliers after a number; the plural is said after figures as well (`four point two billions`). */
export const scales: ReadonlyMap<string, string> = new Map(
  Object.entries({
    hundred: '100',
    thousand: '1000',
    million: '1000000',
    billion: '1000000000',
    trillion: '1000000000000',
    lakh: '100000',
    crore: '10000000',
  }).flatMap(([word, value]) => [
    [word, value],
    [`${word}s`, value],
  ]),
)

const largest: Record<string, bigint> = {}
for (const [word, value] of scales) if (!word.startsWith('hundred')) largest[word] = BigInt(value)

const read = cardinalReader({
  values,
  hundred: ['hundred'],
  scales: largest,
  joiners: ['and'],
  hundredPairing: true,
})

/** `and` is part of a number only behind a hundred or a scale: `two and three` are two numbers. */
function joinedAt(lexemes: readonly Lexeme[], at: number, end: number): number | null {
  for (let index = at; index < end; index++)
    if (lexemes[index]?.text === 'and') {
      const before = lexemes[index - 1]?.text ?? ''
      if (before !== 'hundred' && !Object.hasOwn(largest, before)) return index
    }
  return null
}

/** Before `one` it is a pronoun: `which one`, `no one`, `this one`, `the other one`. */
const pronouns = new Set(
  'which this that no any some every each another other next last right wrong new only same good the whichever first second'.split(
    ' ',
  ),
)

/** `a hundred`, `an hour`: an article that counts before a hundred, a scale or a unit. */
function articleAt(lexemes: readonly Lexeme[], at: number): ReturnType<Reader<Cardinal>> {
  const next = lexemes[at + 1]?.text ?? ''
  if (next === 'hundred' || (Object.hasOwn(largest, next) && !next.endsWith('s'))) {
    const spoken = read(
      [{ ...(lexemes[at] as Lexeme), text: 'one' }, ...lexemes.slice(at + 1, at + 16)],
      0,
    )
    if (spoken !== null) return { value: spoken.value, end: at + spoken.end }
  }
  return { value: '1', end: at + 1, article: true }
}

/** English cardinals, with and without `and`, `a hundred`, `twelve hundred`; `one` as a pronoun is none. */
export const cardinal: Reader<Cardinal> = (lexemes, at) => {
  const text = lexemes[at]?.text ?? ''
  if (text === 'a' || text === 'an') return articleAt(lexemes, at)
  let found = read(lexemes, at)
  if (found === null) return null
  const wrong = joinedAt(lexemes, at, found.end)
  if (wrong !== null) found = read(lexemes.slice(0, wrong), at)
  if (found === null) return null
  const pronoun =
    text === 'one' &&
    found.end === at + 1 &&
    (pronouns.has(lexemes[at - 1]?.text ?? '') || lexemes[at + 1]?.text === 'of')
  return pronoun ? { ...found, article: true } : found
}

export const digitWords: ReadonlyMap<string, string> = new Map(
  [...small]
    .filter(([, value]) => value < 10)
    .map(([word, value]) => [word, String(value)] as const)
    .concat([
      ['oh', '0'],
      ['o', '0'],
      ['nought', '0'],
      ['naught', '0'],
    ]),
)

export const repeats: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
])

const units: Record<string, number> = Object.fromEntries(
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'
    .split(' ')
    .map((word, index) => [word, index]),
)
tens.forEach((spellings, index) => {
  for (const word of spellings.split('|')) units[word.replace(/y$/, 'ieth')] = (index + 2) * 10
})
const powers: Record<string, string> = {
  hundredth: '100',
  thousandth: '1000',
  millionth: '1000000',
  billionth: '1000000000',
}

/** `3rd`, `third`, `thirty first`, `two thousandth`, `thirty three thousand three hundred and thirty third`. */
export const ordinal: Reader<{ value: string }> = (lexemes, at) => {
  const first = lexemes[at]
  if (first === undefined) return null
  const next = lexemes[at + 1]
  if (first.kind === 'digits') {
    const suffix =
      next !== undefined && (next.glued ? /^(?:st|nd|rd|th)$/ : /^(?:nd|rd|th)$/).test(next.text)
    const last = lexemes[at + 2]
    return suffix && (last?.glued !== true || last.kind === 'sign')
      ? { value: String(BigInt(first.text)), end: at + 2 }
      : null
  }
  return spokenOrdinal(lexemes, at)
}

function spokenOrdinal(
  lexemes: readonly Lexeme[],
  at: number,
): { value: string; end: number } | null {
  const first = lexemes[at]?.text ?? ''
  const alone = units[first]
  if (first === 'zeroth') return null
  if (first === 'second')
    return /^(?:the|my|your|his|her|our|their|every)$/.test(lexemes[at - 1]?.text ?? '')
      ? { value: '2', end: at + 1 }
      : null
  if (alone !== undefined) return { value: String(alone), end: at + 1 }
  const isNumber = Object.hasOwn(values, first) || first === 'a' || first === 'one'
  if (!isNumber) return null
  for (let end = at + 1; end < Math.min(lexemes.length, at + 16); end++) {
    const lexeme = lexemes[end]
    if (lexeme === undefined || (lexeme.kind !== 'word' && lexeme.text !== '-')) return null
    const unit = units[lexeme.text]
    const power = powers[lexeme.text]
    if (unit === undefined && power === undefined) continue
    const before = lexemes[end - 1]
    const until = before?.text === '-' || before?.text === 'and' ? end - 1 : end
    const head = cardinal(lexemes.slice(0, until), at)
    if (head === null || head.end !== until) return null
    const value = BigInt(head.value)
    if (power !== undefined) return { value: (value * BigInt(power)).toString(), end: end + 1 }
    const room = unit === undefined ? 0n : BigInt(unit < 10 ? 10 : 100)
    const fits = room > 0n && value % room === 0n && value % 100n !== 10n
    return fits ? { value: (value + BigInt(unit ?? 0)).toString(), end: end + 1 } : null
  }
  return null
}

const decades: Readonly<Record<string, string>> = Object.fromEntries(
  tens.flatMap((spellings, index) =>
    spellings.split('|').map((word) => [word.replace(/y$/, 'ies'), String((index + 2) * 10)]),
  ),
)

/** `two thirds`, `one half`; `one third` only where it is no ordinal (`one third party`). */
export const share = shareReader({
  cardinal,
  parts:
    '2: half; 3: thirds; 4: quarter quarters fourths; 5: fifths; 6: sixths; 7: sevenths; 8: eighths; 9: ninths; 10: tenths; ' +
    '12: twelfths; 16: sixteenths; 20: twentieths; 100: hundredths',
  doubtful:
    '3: third; 4: fourth; 5: fifth; 6: sixth; 7: seventh; 8: eighth; 9: ninth; 10: tenth; 100: hundredth',
  links: wordSet(
    'of full empty off done complete more less cup cups and or is are was in to the mile inch',
  ),
  notAfter: wordSet(
    'last next first past previous these those all both for every consecutive other',
  ),
})

const introduced = new Set('the early late mid'.split(' '))

/** `the nineties`, `the 90s`, `the late '80s`. */
function shortDecade(lexemes: readonly Lexeme[], at: number) {
  const first = lexemes[at]
  const quote = lexemes[at - 1]?.text === "'" ? 1 : 0
  if (first === undefined || !introduced.has(lexemes[at - 1 - quote]?.text ?? '')) return null
  if (first.kind === 'word') {
    const ten = decades[first.text]
    return ten === undefined ? null : { value: `${ten}S`, end: at + 1 }
  }
  const inner = lexemes[at + 1]?.text === "'" && lexemes[at + 1]?.glued === true ? 1 : 0
  const plural = lexemes[at + 1 + inner]
  const round = /^[2-9]0$/.test(first.text) && plural?.text === 's' && plural.glued
  return round ? { value: `${first.text}S`, end: at + 2 + inner } : null
}

/** `nineteen fifties` and `1950s` are the code `1950S`. */
export const decade: Reader<{ value: string }> = (lexemes, at) => {
  const first = lexemes[at]
  const next = lexemes[at + 1]
  const short = shortDecade(lexemes, at)
  if (short !== null || first === undefined || next === undefined) return short
  if (first.kind === 'digits') {
    const quote = next.text === "'" && next.glued ? 1 : 0
    const plural = lexemes[at + 1 + quote]
    const round = /^[0-9]{3}0$/.test(first.text) && plural?.text === 's' && plural.glued
    return round ? { value: `${first.text}S`, end: at + 2 + quote } : null
  }
  const ten = decades[next.text]
  const century = ten === undefined ? null : cardinal(lexemes.slice(0, at + 1), at)
  return century !== null && Number(century.value) >= 17 && Number(century.value) <= 20
    ? { value: `${century.value}${ten}S`, end: at + 2 }
    : null
}
