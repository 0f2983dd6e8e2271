import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'

const none: ReadonlySet<string> = new Set()
const empty = new Map<string, never>()

/** Languages without a grammar of their own whose words are not spaced, and those that write a decimal point. */
const unspaced = new Set('zh ja th km lo my yue cmn'.split(' '))
const decimalPoint = new Set(
  'en zh ja ko th he hi bn ta te mr gu kn pa my km lo fil ms ur ne si sw'.split(' '),
)

/** The grammar of a language that has none: digits, signs and ISO forms are read, words are only folded. */
export function generalGrammar(language: string): Grammar {
  return {
    language,
    ...(unspaced.has(language) ? { unspaced: true as const } : {}),
    ...(decimalPoint.has(language) ? {} : { decimalComma: true as const }),
    cardinal: () => null,
    scales: empty,
    digitWords: empty,
    minus: none,
    decimalWords: none,
    and: none,
    fractions: empty,
    percentAfter: [],
    units: empty,
    currencies: empty,
    subunits: empty,
    months: empty,
    weekdays: empty,
    fillers: none,
    polite: [],
    negations: [],
    conditions: [],
    harmless: [],
    approximators: [],
    articles: none,
    yes: none,
    no: none,
    functionWords: none,
  }
}
