import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'

/** Words and phrases of one language, in the form in which texts are cut into tokens. */
type WordList = {
  /** first key -> phrases that begin with it, the longest first */
  byFirst: ReadonlyMap<string, readonly (readonly string[])[]>
  /** in scripts without spaces a phrase is looked for in the letters */
  letters: readonly string[]
}

const lists = new WeakMap<readonly string[], Map<string, WordList>>()
const lowered = boundedCache<string>(200)

/** Lower case and one form of each letter, keeping places: a letter whose length would change is left alone. */
function plainLetters(text: string): string {
  const known = lowered.get(text)
  if (known !== undefined) return known
  const plain = Array.from(text, (letter) => {
    const folded = letter.normalize('NFKC').toLowerCase()
    return folded.length === letter.length ? folded : letter
  }).join('')
  return lowered.set(text, plain)
}

function build(phrases: readonly string[], language: string): WordList {
  if (grammarOf(language).unspaced)
    return { byFirst: new Map(), letters: phrases.map(plainLetters) }
  const byFirst = new Map<string, string[][]>()
  for (const phrase of phrases) {
    const keys = tokenise(phrase, language).tokens.map(({ key }) => key)
    const [first] = keys
    if (first === undefined) continue
    const known = byFirst.get(first)
    if (known) known.push(keys)
    else byFirst.set(first, [keys])
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.length - a.length)
  return { byFirst, letters: [] }
}

/** The list's phrases as tokens; the list itself must not change. */
export function wordList(phrases: readonly string[], language: string): WordList {
  let known = lists.get(phrases)
  if (known === undefined) lists.set(phrases, (known = new Map<string, WordList>()))
  let list = known.get(language)
  if (list === undefined) known.set(language, (list = build(phrases, language)))
  return list
}

/** A phrase of the list found in a text: its tokens, or only its letters in a script without spaces. */
export type Found = { start: number; end: number; from: number; to: number }

function tokenIndexAt({ tokens }: TokenText, place: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.end ?? 0) > place) high = middle
    else low = middle + 1
  }
  return low
}

/** All places of the list's phrases within the tokens `from` to `to`. */
export function findAll(
  list: WordList,
  text: TokenText,
  from = 0,
  to = text.tokens.length,
): Found[] {
  const found: Found[] = []
  const { tokens } = text
  for (let at = from; at < to; at++) {
    const candidates = list.byFirst.get(tokens[at]?.key ?? '')
    const hit = candidates?.find(
      (keys) =>
        at + keys.length <= to && keys.every((key, index) => tokens[at + index]?.key === key),
    )
    if (hit === undefined) continue
    const end = at + hit.length
    found.push({ start: tokens[at]?.start ?? 0, end: tokens[end - 1]?.end ?? 0, from: at, to: end })
  }
  if (list.letters.length === 0 || from >= to) return found
  const first = tokens[from]?.start ?? 0
  const last = tokens[to - 1]?.end ?? 0
  const letters = plainLetters(text.source).slice(first, last)
  for (const phrase of list.letters) {
    if (phrase === '') continue
    for (let at = letters.indexOf(phrase); at >= 0; at = letters.indexOf(phrase, at + 1)) {
      const start = first + at
      const end = start + phrase.length
      found.push({
        start,
        end,
        from: tokenIndexAt(text, start),
        to: tokenIndexAt(text, end - 1) + 1,
      })
    }
  }
  return found
}
