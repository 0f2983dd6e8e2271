import type {
  Cardinal,
  Lexeme,
  Reader,
  Share,
} from '#lib/engines/validation/text/grammars/types.ts'
import { wordList } from '#lib/engines/validation/text/grammars/word-tables.ts'

/** How a language says shares: a number and the part that it counts. */
export type ShareWords = {
  cardinal: Reader<Cardinal>
  /** `3: third|thirds; 4: quarter quarters`: words for parts; with `_` for a space */
  parts: string
  /** parts that are ordinals or other things as well (`quinto`, `third`): only at the end or before one of `links` */
  doubtful?: string
  links?: ReadonlySet<string>
  /** before a share these make its parts things of their own: `the last three quarters` */
  notAfter?: ReadonlySet<string>
  /** shares of one word: `ثلثان` -> `2/3` */
  whole?: ReadonlyMap<string, string>
  fold?: (word: string) => string
}

type Part = { under: string; doubtful: boolean }

/** Words on the right with the number on the left: `3: third thirds; 4: quarter`. */
function partTable(words: ShareWords): Map<string, Part> {
  const fold = words.fold ?? ((word: string) => word)
  const table = new Map<string, Part>()
  const add = (text: string, doubtful: boolean) => {
    for (const row of text.split(';')) {
      const [under = '', list = ''] = row.split(':')
      for (const word of wordList(list)) table.set(fold(word), { under: under.trim(), doubtful })
    }
  }
  add(words.doubtful ?? '', true)
  add(words.parts, false)
  return table
}

const mostPartWords = 2

/** Reader of shares that name the upper number first: `two thirds`, `drei Viertel`, `deux tiers`. */
export function shareReader(words: ShareWords): Reader<Share> {
  const fold = words.fold ?? ((word: string) => word)
  const table = partTable(words)
  const long = [...table.keys()].some((key) => key.includes(' '))
  const text = (lexemes: readonly Lexeme[], at: number) => {
    const lexeme = lexemes[at]
    return lexeme?.kind === 'word' ? fold(lexeme.text) : ''
  }
  const partAt = (lexemes: readonly Lexeme[], at: number) => {
    const one = text(lexemes, at)
    const two = long ? table.get(`${one} ${text(lexemes, at + 1)}`) : undefined
    const part = two ?? table.get(one)
    return part === undefined
      ? null
      : { ...part, end: at + (two === undefined ? 1 : mostPartWords) }
  }
  /** Nothing before the part is looked at where no part is near: cardinals are costly. */
  const isNear = (lexemes: readonly Lexeme[], at: number) => {
    for (let index = at + 1; index <= at + 3; index++)
      if (partAt(lexemes, index) !== null) return true
    return false
  }
  return (lexemes, at) => {
    const first = lexemes[at]
    if (first === undefined || first.kind === 'sign') return null
    const whole = words.whole?.get(fold(first.text))
    const [over = '', under = ''] = whole?.split('/') ?? []
    if (whole !== undefined) return { over, under, end: at + 1 }
    if (!isNear(lexemes, at)) return null
    const figures = first.kind === 'digits'
    const number = figures ? { value: first.text, end: at + 1 } : words.cardinal(lexemes, at)
    if (number === null || !/^[1-9][0-9]?$/.test(number.value)) return null
    const hyphen = lexemes[number.end]?.text === '-' && lexemes[number.end]?.glued === true ? 1 : 0
    const part = partAt(lexemes, number.end + hyphen)
    if (part === null || (figures && lexemes[number.end]?.glued === true)) return null
    if (!isProper(number.value, part.under)) return null
    if (words.notAfter?.has(text(lexemes, at - 1)) === true) return null
    const next = lexemes[part.end]
    if (next?.glued === true && next.kind !== 'sign') return null
    if (next?.text === '-' && next.glued) return null
    const links = words.links?.has(next?.kind === 'word' ? next.text : '') === true
    if (part.doubtful && next?.kind === 'word' && !links) return null
    if (part.doubtful && next?.kind === 'digits') return null
    return { over: number.value, under: part.under, end: part.end }
  }
}

/** `two thirds`, not `two quarters` or `ten tenths`: those count things. */
function isProper(over: string, under: string): boolean {
  const [a, b] = [Number(over), Number(under)]
  for (let part = 2; part <= a; part++) if (a % part === 0 && b % part === 0) return false
  return a < b
}
