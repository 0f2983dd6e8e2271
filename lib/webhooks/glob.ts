type Token = { kind: 'text' | 'one' | 'part' | 'all' | 'folders'; text: string }

const tokenForm = /\*\*\/|\*{2,}|\*|\?|[^*?]/gu

const kinds: Record<string, Token['kind']> = { '*': 'part', '?': 'one', '**/': 'folders' }

const tokensOf = (pattern: string): Token[] =>
  (pattern.match(tokenForm) ?? []).map((text) => ({
    text,
    kind: kinds[text] ?? (text.startsWith('**') ? 'all' : 'text'),
  }))

/** The ends in `text` that a token can reach from those in `from`. */
function step({ kind, text: literal }: Token, from: Uint8Array, text: string): Uint8Array {
  const to = new Uint8Array(text.length + 1)
  let any = false
  for (let end = 0; end <= text.length; end++) {
    const before = text[end - 1]
    if (kind === 'part') to[end] = from[end] || (before !== '/' && to[end - 1]) ? 1 : 0
    else if (kind === 'all') to[end] = from[end] || to[end - 1] ? 1 : 0
    else if (kind === 'folders') to[end] = from[end] || (any && before === '/') ? 1 : 0
    else if (kind === 'one') to[end] = from[end - 1] && before !== '/' ? 1 : 0
    else if (text.endsWith(literal, end)) to[end] = from[end - literal.length] ?? 0
    any ||= from[end] === 1
  }
  return to
}

/** Steps that a look at the ends of a text counts as. */
const perLook = 20

/** Steps that may still be taken; below 0 the answers are no longer looked for. */
export type GlobBudget = { left: number }

/**
 * Whether a whole text fits a pattern: `*` is any characters but a slash, `**` any characters, `**` with a slash
 * behind it any folders or none, `?` one character but a slash; everything else means itself. Takes time in
 * proportion to both lengths: glob libraries make regular expressions, which some patterns keep busy for hours.
 */
export function matchesGlob(pattern: string, text: string, budget?: GlobBudget): boolean {
  // Before all else, since telling them apart costs something, too.
  if (budget && (budget.left -= perLook) < 0) return false
  const first = pattern.search(/[*?]/)
  // Nearly all of many files are told apart by their folder or their ending.
  if (first < 0) return pattern === text
  const last = Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?'))
  // The slash of `**/` need not be there.
  const end = pattern.slice(pattern.startsWith('**/', last - 1) ? last + 2 : last + 1)
  if (!text.startsWith(pattern.slice(0, first)) || !text.endsWith(end)) return false
  if (budget && (budget.left -= pattern.length * (text.length + 1)) < 0) return false
  let reached: Uint8Array = new Uint8Array(text.length + 1)
  reached[0] = 1
  for (const token of tokensOf(pattern)) reached = step(token, reached, text)
  return reached[text.length] === 1
}
