import { asks, sentenceAround } from '#lib/engines/validation/text/clauses.ts'
import { greetsOtherwise } from '#lib/engines/validation/text/greetings.ts'
import { contentTokens } from '#lib/engines/validation/text/polite.ts'
import { symbolForm } from '#lib/engines/validation/text/symbols.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'
import { casesDiffer } from '#lib/engines/validation/text/word-case.ts'

/** For each sentence that says something, whether it asks. */
function shape(text: TokenText): string {
  const content = new Set(contentTokens(text))
  let marks = ''
  let at = 0
  while (at < text.tokens.length) {
    const sentence = sentenceAround(text, { from: at, to: at + 1 })
    const said = text.tokens.slice(sentence.from, sentence.to).some((token) => content.has(token))
    if (said) marks += asks(text, sentence) ? '?' : '.'
    at = Math.max(at + 1, sentence.to)
  }
  return marks.includes('?') ? marks : ''
}

const meaningful =
  /[+#*=<>±≤≥≠×÷/\\^~|@]|(?<=[\p{L}\p{N}])[-−](?=[\s,.;:!?)]|$)|(?<=^|\s)[-−](?=\p{N})|(?<=\p{N})[-–−](?=\p{N})/gu

/** Signs outside typed values that make another thing of a word: `C++`, `A-`. */
function signs({ source, tokens }: TokenText): string {
  let rest = ''
  let from = 0
  for (const { kind, start, end } of tokens)
    if (kind !== 'word') {
      rest += `${source.slice(from, start)}0`
      from = end
    }
  rest += source.slice(from)
  return (rest.match(meaningful) ?? []).join('')
}

/** `March 5 steps` is no `5 March steps`: which side of a day its month stands on, where a word follows that it may count. */
function daysOf({ source, tokens }: TokenText): string {
  return tokens
    .filter(({ kind, end }, at) => {
      const next = tokens[at + 1]
      return kind === 'date' && next?.kind === 'word' && /^\s$/u.test(source.slice(end, next.start))
    })
    .map(({ start, end }) => (/\p{Nd}$/u.test(source.slice(start, end)) ? '<' : '>'))
    .join('')
}

/** Words behind a pause at the end of a sentence: whom it speaks to, or what is only added (`Let's eat, Grandma`). */
function addresses(text: TokenText): string {
  const { source, tokens } = text
  const content = new Set(contentTokens(text))
  return tokens
    .filter((token, at) => {
      const next = tokens[at + 1]
      const before = tokens[at - 1]
      if (!before || !content.has(token) || !content.has(before) || token.kind !== 'word')
        return false
      if (!/^\s*[,，、،]\s*$/u.test(source.slice(before.end, token.start))) return false
      return next === undefined || /[.!?。！？؟।]/u.test(source.slice(token.end, next.start))
    })
    .map(({ key }) => key)
    .join(' ')
}

/**
 * Whether two texts say the same word for word: equal token forms (politeness aside), both asking or both stating, and no
 * sign of a word lost on the way.
 */
export function sameWording(expected: string, reply: string, language: string): boolean {
  const form = tokenForm(expected, language)
  if (form !== tokenForm(reply, language)) return false
  const a = tokenise(expected, language)
  const b = tokenise(reply, language)
  // Nothing but politeness: then the polite words themselves must be the same.
  if (form === '' && (a.text === '' || a.text !== b.text)) return false
  // `Hello, Anna` and `Goodbye, Anna`: of so little the polite words are what is said.
  const little = [a, b].every((text) => contentTokens(text).length < 2 && text.tokens.length > 1)
  if (little && a.text !== b.text) return false
  if (greetsOtherwise(a, b) || casesDiffer(a, b) || casesDiffer(b, a)) return false
  if (symbolForm(a) !== symbolForm(b) || addresses(a) !== addresses(b)) return false
  if (daysOf(a) !== daysOf(b)) return false
  return shape(a) === shape(b) && signs(a) === signs(b)
}
