import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** Words of which a language builds its cardinals. Keys are lexeme texts. */
export type CardinalWords = {
  /** 0 to 99 and whole hundreds that are one word: `one` 1, `twelve` 12, `twenty` 20, `doscientos` 200 */
  values: Readonly<Record<string, number>>
  /** multiplies what stands before by 100: `hundred`; alone it is 100 where `bare` has it */
  hundred?: readonly string[]
  /** `thousand` -> 1000, `million`, `lakh`: multiply what stands before */
  scales: Readonly<Record<string, number | bigint>>
  /** hundred and scale words that may stand without a number before (`mille`, `hundert`, `tausend`) */
  bare?: readonly string[]
  /** may stand between two parts (`and`, `und`, `y`, `et`) */
  joiners?: readonly string[]
  /** `twelve hundred` is 1200 */
  hundredPairing?: true
  /** single words that are an article as well */
  articles?: readonly string[]
}

type Piece =
  | { kind: 'value'; value: number }
  | { kind: 'hundred'; bare: boolean }
  | { kind: 'scale'; value: bigint; bare: boolean }
  | { kind: 'join' }

type State = {
  /** of scales that are finished */
  total: bigint
  /** below the next scale */
  group: number
  /** a value may be added while it is smaller: 1000 at the beginning, 100 after a hundred, 10 after a ten */
  room: number
  scale: bigint | null
  joined: boolean
  started: boolean
}

const fresh: State = {
  total: 0n,
  group: 0,
  room: 1000,
  scale: null,
  joined: false,
  started: false,
}

function takeValue(state: State, value: number): State | null {
  if (value === 0)
    return state.started ? null : { ...state, started: true, room: 0, scale: 0n, joined: false }
  if (value >= state.room) return null
  const room = value >= 100 ? 100 : value >= 20 && value % 10 === 0 ? 10 : 1
  return { ...state, group: state.group + value, room, joined: false, started: true }
}

function takeHundred(state: State, bare: boolean, pairing: boolean): State | null {
  const { group } = state
  if (group === 0)
    return bare && state.room === 1000
      ? { ...state, group: 100, room: 100, joined: false, started: true }
      : null
  if (group > (pairing ? 99 : 9) || state.joined) return null
  if (pairing && group > 9 && group % 10 === 0) return null
  return { ...state, group: group * 100, room: 100, joined: false }
}

function takeScale(state: State, value: bigint, bare: boolean): State | null {
  if (state.scale === 0n) return null
  const { group, total, scale } = state
  const next = { ...state, group: 0, room: 1000, joined: false, started: true }
  if (scale === null || value < scale) {
    if (group === 0 && !(bare && (!state.started || total > 0n))) return null
    return { ...next, total: total + BigInt(group === 0 ? 1 : group) * value, scale: value }
  }
  const below = total + BigInt(group)
  return value > scale && below < value && below > 0n && value >= 1_000_000n
    ? { ...next, total: below * value, scale: value }
    : null
}

function pieceTable(words: CardinalWords): Map<string, Piece> {
  const table = new Map<string, Piece>()
  const bare = new Set(words.bare)
  for (const word of words.joiners ?? []) table.set(word, { kind: 'join' })
  for (const [word, value] of Object.entries(words.values))
    table.set(word, { kind: 'value', value })
  for (const word of words.hundred ?? []) table.set(word, { kind: 'hundred', bare: bare.has(word) })
  for (const [word, value] of Object.entries(words.scales))
    table.set(word, { kind: 'scale', value: BigInt(value), bare: bare.has(word) })
  return table
}

/**
 * Reader of cardinals from a language's words: any magnitude, hyphens and joiners between the parts. The longest reading
 * wins; a joiner at the end is left.
 */
export function cardinalReader(words: CardinalWords): Reader<Cardinal> {
  const table = pieceTable(words)
  const articles = new Set(words.articles)

  const take = (state: State, piece: Piece): State | null => {
    if (piece.kind === 'join')
      return state.started && !state.joined && state.scale !== 0n
        ? { ...state, joined: true }
        : null
    if (piece.kind === 'value') return takeValue(state, piece.value)
    if (piece.kind === 'hundred')
      return takeHundred(state, piece.bare, words.hundredPairing === true)
    return takeScale(state, piece.value, piece.bare)
  }

  return (lexemes: readonly Lexeme[], at: number) => {
    const first = lexemes[at]
    if (first?.kind !== 'word' || !table.has(first.text)) return null
    let state = fresh
    let found: { value: string; end: number } | null = null
    for (let index = at; index < lexemes.length; index++) {
      const lexeme = lexemes[index]
      if (lexeme === undefined) break
      if (lexeme.text === '-' && lexeme.glued && lexemes[index + 1]?.glued === true) continue
      const piece = lexeme.kind === 'word' ? table.get(lexeme.text) : undefined
      const next = piece === undefined ? null : take(state, piece)
      if (next === null) break
      state = next
      if (!state.joined)
        found = { value: (state.total + BigInt(state.group)).toString(), end: index + 1 }
    }
    if (found === null) return null
    return found.end === at + 1 && articles.has(first.text) ? { ...found, article: true } : found
  }
}
