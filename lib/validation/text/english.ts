const contractions = new Map(
  Object.entries({
    "won't": 'will not',
    "can't": 'can not',
    cannot: 'can not',
    "shan't": 'shall not',
    "ain't": 'is not',
    "let's": 'let us',
    "y'all": 'you all',
    "o'clock": 'oclock',
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'got to',
    lemme: 'let me',
    gimme: 'give me',
  }).map(([short, long]) => [short, long.split(' ')]),
)
const endings: [string, string][] = [
  ["n't", 'not'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["'m", 'am'],
]
/** After these `'s` is `is`; after a noun it is the possessive and stays part of the word. */
const subjects = new Set(
  'it that this what who where when how there here he she everything something nothing'.split(' '),
)

/** `don't` -> `do not`, `it's` -> `it is`; a possessive only loses its apostrophe. */
export function expandContraction(word: string): string[] | null {
  const whole = contractions.get(word)
  if (whole !== undefined) return whole
  if (!word.includes("'")) return null
  for (const [ending, long] of endings)
    if (word.length > ending.length && word.endsWith(ending))
      return [word.slice(0, -ending.length).replaceAll("'", ''), long]
  if (word.endsWith("'s") && subjects.has(word.slice(0, -2))) return [word.slice(0, -2), 'is']
  return [word.replaceAll("'", '')]
}

const units =
  'first 1st third 3rd fourth 4th fifth 5th sixth 6th seventh 7th eighth 8th ninth 9th tenth 10th eleventh 11th ' +
  'twelfth 12th thirteenth 13th fourteenth 14th fifteenth 15th sixteenth 16th seventeenth 17th eighteenth 18th ' +
  'nineteenth 19th twentieth 20th thirtieth 30th'
const ordinals = new Map<string, string>()
for (const [, word = '', digits = ''] of units.matchAll(/(\S+) (\S+)/g)) ordinals.set(word, digits)
const tens = new Set(['20', '30', '40', '50', '60', '70', '80', '90'])

/** `third` -> `3rd`, `20 fifth` -> `25th`. `second` stays a word: it is a unit of time far more often. */
export function digitsForOrdinals(words: string[]): string[] {
  let result: string[] | null = null
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const ordinal = word === '2nd' ? 'second' : ordinals.get(word)
    if (ordinal === undefined) {
      result?.push(word)
      continue
    }
    result ??= words.slice(0, index)
    const before = result.at(-1) ?? ''
    if (tens.has(before) && /^[1-9]\D/.test(ordinal))
      result[result.length - 1] = `${before.charAt(0)}${ordinal}`
    else result.push(ordinal)
  }
  return result ?? words
}
