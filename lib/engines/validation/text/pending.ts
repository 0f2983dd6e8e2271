import type { TokenRange } from '#lib/engines/validation/text/clauses.ts'
import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import { phrases } from '#lib/engines/validation/text/grammars/phrases.ts'
import { pendingRows } from '#lib/engines/validation/text/pending-words.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { findAll, wordList, type Found } from '#lib/engines/validation/text/word-list.ts'

type Lists = { open: readonly string[]; future: readonly string[]; participle: RegExp | null }

const known = new Map<string, Lists>()

function listsOf(language: string): Lists {
  const primary = grammarOf(language).language
  let lists = known.get(primary)
  if (lists === undefined) {
    const row = pendingRows[primary]
    lists = {
      open: phrases(row?.open ?? ''),
      future: phrases(row?.future ?? ''),
      participle: row?.participle ?? null,
    }
    known.set(primary, lists)
  }
  return lists
}

/** Tokens between a word of the future and its participle: `wird Ihnen heute noch bestätigt`. */
const reach = 6
/** They may put it behind: `dass er bestätigt wird`. */
const verbLast = new Set(['de', 'nl'])

/**
 * The word that says of what stands at `hit` that it is still to come or only partly so: `will be confirmed`, `almost done`,
 * `en attente`; null when nothing does. Values (`will arrive at nine`) are what they are.
 */
export function pendingAround(
  text: TokenText,
  hit: TokenRange & { start: number; end: number },
  clause: TokenRange,
  phrase: TokenText,
): Found | null {
  const words = text.tokens.slice(hit.from, hit.to)
  if (words.some(({ kind }) => kind !== 'word')) return null
  const primary = grammarOf(text.language).language
  const { open, future, participle } = listsOf(text.language)
  const outside = (found: readonly Found[]) =>
    found.filter(({ start, end }) => end <= hit.start || start >= hit.end)
  const openList = wordList(open, text.language)
  const [loose] = outside(findAll(openList, text, clause.from, clause.to))
  if (loose !== undefined && findAll(openList, phrase).length === 0) return loose
  if (participle === null || !words.some(({ key }) => participle.test(key))) return null
  const futureList = wordList(future, text.language)
  if (findAll(futureList, phrase).length > 0) return null
  const near = outside(findAll(futureList, text, clause.from, clause.to)).find(({ from, to }) =>
    to <= hit.from ? hit.from - to <= reach : verbLast.has(primary) && from - hit.to <= 1,
  )
  return near ?? null
}
