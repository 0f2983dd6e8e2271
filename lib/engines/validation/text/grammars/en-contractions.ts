import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

const whole = new Map(
  Object.entries({
    "won't": 'will not',
    "can't": 'can not',
    cannot: 'can not',
    "shan't": 'shall not',
    "ain't": 'is not',
    "let's": 'let us',
    "y'all": 'you all',
    "o'clock": 'oclock',
    "ma'am": 'madam',
    "'til": 'until',
    gonna: 'going to',
    wanna: 'want to',
    gotta: 'got to',
    lemme: 'let me',
    gimme: 'give me',
    email: 'e mail',
    emails: 'e mails',
    wifi: 'wi fi',
  }).map(([short, long]) => [short, long.split(' ')]),
)
const endings: readonly (readonly [string, string])[] = [
  ["n't", 'not'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'d", 'would'],
  ["'m", 'am'],
]
/** After these `'s` is `is` or `has`; after a noun it is the possessive and stays part of the word. */
const subjects = new Set(
  'it that this what who where when how there here he she everything something nothing everyone everybody'.split(
    ' ',
  ),
)
/** Behind `'s` and `'d` they are said with have. */
const perfect = new Set('been had got gotten become gone done'.split(' '))

/** Titles and other short forms that are read out in one way only. */
const titles: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missus',
  dr: 'doctor',
  prof: 'professor',
  assoc: 'associate',
  asst: 'assistant',
  capt: 'captain',
  jr: 'junior',
  sr: 'senior',
}
/** Behind a name they are a kind of street. */
const streets: Readonly<Record<string, string>> = {
  st: 'street',
  dr: 'drive',
  ave: 'avenue',
  blvd: 'boulevard',
  rd: 'road',
  ln: 'lane',
  hwy: 'highway',
  pkwy: 'parkway',
}

/** Place of the next word, over the point of an abbreviation. */
function nextWord(lexemes: readonly Lexeme[], at: number): Lexeme | undefined {
  return lexemes[at + 1]?.text === '.' ? lexemes[at + 2] : lexemes[at + 1]
}

/** `Main St.` is a street, `St. Mary` a saint; by the capitals around it. */
function shortForm(lexemes: readonly Lexeme[], at: number, text: string): readonly string[] | null {
  const street = streets[text]
  const title = titles[text]
  const before = lexemes[at - 1]
  const next = nextWord(lexemes, at)
  const named = before?.kind === 'word' && before.capital && at > 1
  const follows = next?.kind === 'word' && next.capital
  if (street !== undefined && lexemes[at]?.capital === true && named && (text !== 'dr' || !follows))
    return [street]
  if (text === 'st') return follows ? ['saint'] : null
  return title === undefined ? null : [title]
}

/** `don't` -> `do not`, `he's been` -> `he has been`, `Mr.` -> `mister`; a possessive only loses its apostrophe. */
export function expandAt(lexemes: readonly Lexeme[], at: number): readonly string[] | null {
  const word = lexemes[at]?.text ?? ''
  const known = whole.get(word)
  if (known !== undefined) return known
  if (!word.includes("'")) return word.length <= 5 ? shortForm(lexemes, at, word) : null
  const next = lexemes[at + 1]?.text ?? ''
  for (const [ending, long] of endings)
    if (word.length > ending.length && word.endsWith(ending)) {
      const had = ending === "'d" && (perfect.has(next) || next === 'better')
      return [word.slice(0, -ending.length).replaceAll("'", ''), had ? 'had' : long]
    }
  if (word.endsWith("'s") && subjects.has(word.slice(0, -2)))
    return [word.slice(0, -2), perfect.has(next) ? 'has' : 'is']
  return null
}
