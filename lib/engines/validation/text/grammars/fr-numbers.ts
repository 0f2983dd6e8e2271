import {
  noWords,
  numberTable,
  pastHyphen,
  pastWord,
  plainToo,
  romanceCardinal,
  wordAt,
  type NumberPart,
} from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import { wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const small = numberTable(
  'un,une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
  1,
)
/** septante, huitante and nonante are said in Belgium and Switzerland */
const tens = new Map([
  ...numberTable(
    'vingt trente quarante cinquante soixante septante huitante,octante nonante',
    20,
    10,
  ),
])
const et = wordSet('et')
const twenties = wordSet('vingt vingts')
const hundreds = wordSet('cent cents')
const moneyBefore = wordSet('euro euros dollar dollars')

function belowTwenty(lexemes: readonly Lexeme[], at: number): NumberPart | null {
  const value = small.get(wordAt(lexemes, at))
  if (value === undefined) return null
  if (value === 10) {
    const next = pastHyphen(lexemes, at + 1)
    const unit = small.get(wordAt(lexemes, next)) ?? 0
    if (unit >= 7 && unit <= 9) return { value: 10 + unit, end: next + 1 }
  }
  return { value, end: at + 1 }
}

/** 80 to 99, said as four twenties. */
function fourTwenties(lexemes: readonly Lexeme[], at: number): NumberPart | null {
  if (wordAt(lexemes, at) !== 'quatre') return null
  const next = pastWord(lexemes, at + 1, twenties)
  if (next === null) return null
  const rest = belowTwenty(lexemes, next)
  const end = pastHyphen(lexemes, at + 1) + 1
  return rest === null ? { value: 80, end } : { value: 80 + rest.value, end: rest.end }
}

function belowHundred(lexemes: readonly Lexeme[], at: number): NumberPart | null {
  const eighty = fourTwenties(lexemes, at)
  if (eighty !== null) return eighty
  const ten = tens.get(wordAt(lexemes, at))
  if (ten === undefined) return belowTwenty(lexemes, at)
  const and = pastWord(lexemes, at + 1, et)
  const unit = belowTwenty(lexemes, and ?? pastHyphen(lexemes, at + 1))
  const most = ten === 60 ? 19 : 9
  if (unit === null || unit.value > most) return { value: ten, end: at + 1 }
  // `vingt et une` and `soixante et onze`; otherwise `et` joins two numbers
  if (and !== null && unit.value !== 1 && !(ten === 60 && unit.value === 11))
    return { value: ten, end: at + 1 }
  return { value: ten + unit.value, end: unit.end }
}

function belowThousand(lexemes: readonly Lexeme[], at: number): NumberPart | null {
  const first = belowTwenty(lexemes, at)
  const word = wordAt(lexemes, at)
  const from = hundreds.has(word) ? at : first === null ? null : pastHyphen(lexemes, first.end)
  const hundred = from === null ? '' : wordAt(lexemes, from)
  if (from === null || !hundreds.has(hundred)) return belowHundred(lexemes, at)
  const times = from === at ? 1 : (first?.value ?? 1)
  const rest = belowHundred(lexemes, pastHyphen(lexemes, from + 1))
  const counts = from === at || (times > 1 && times < 10) || (times > 10 && hundred === 'cent')
  // `deux euros cinq cents` are coins
  const coins = hundred === 'cents' && moneyBefore.has(wordAt(lexemes, at - 1)) && rest === null
  if (!counts || coins || (from === at && hundred === 'cents')) return belowHundred(lexemes, at)
  const value = times * 100
  return rest === null ? { value, end: from + 1 } : { value: value + rest.value, end: rest.end }
}

/** Cardinals of France, Belgium, Switzerland and Canada; hyphens may stand or not. */
export const frenchCardinal = romanceCardinal({
  belowThousand,
  thousand: wordSet('mille mil'),
  millions: plainToo([
    ['million', 1e6],
    ['millions', 1e6],
    ['milliard', 1e9],
    ['milliards', 1e9],
    ['billion', 1e12],
    ['billions', 1e12],
  ]),
  zero: wordSet('zéro zero'),
  groupJoin: noWords,
  halfJoin: et,
  half: wordSet('demi demie'),
  articles: wordSet('un une'),
  thousandAnd: { join: et, one: wordSet('une') },
  counted: wordSet(
    'numéro chambre quai ligne porte voie option touche tapez table siège salle bâtiment terminal étage page chapitre point virgule le la zéro',
  ),
  counting: wordSet('virgule'),
})

/** `deux tiers`, `trois quarts`, `un dixième de`. */
export const frenchShare = shareReader({
  cardinal: frenchCardinal,
  parts:
    '3: tiers; 4: quart quarts; 5: cinquièmes; 6: sixièmes; 7: septièmes; 8: huitièmes; 9: neuvièmes; 10: dixièmes; 100: centièmes',
  doubtful:
    '5: cinquième; 6: sixième; 7: septième; 8: huitième; 9: neuvième; 10: dixième; 100: centième',
  links: wordSet("de du des d'"),
})

const stems = new Map<string, string>(
  (
    'unième:un,deuxième:deux,troisième:trois,quatrième:quatre,cinquième:cinq,sixième:six,septième:sept,' +
    'huitième:huit,neuvième:neuf,dixième:dix,onzième:onze,douzième:douze,treizième:treize,' +
    'quatorzième:quatorze,quinzième:quinze,seizième:seize,vingtième:vingt,trentième:trente,' +
    'quarantième:quarante,cinquantième:cinquante,soixantième:soixante,septantième:septante,' +
    'huitantième:huitante,nonantième:nonante,centième:cent,millième:mille'
  )
    .split(',')
    .map((pair) => pair.split(':') as [string, string]),
)

const ordinals = plainToo(
  [...stems].flatMap(([ordinal, cardinal]) => [
    [ordinal, cardinal] as const,
    [`${ordinal}s`, cardinal] as const,
  ]),
)

/** `deuxième` -> `deux`, null for other words. */
export function frenchCardinalOf(word: string): string | null {
  return ordinals.get(word) ?? null
}
