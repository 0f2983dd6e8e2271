import type { TokenText } from '#lib/engines/validation/text/tokens/types.ts'

/** A picture or sign that is no word and says something: `✅`, `👎`, `→`, `§`, `:)`. */
export type PlacedSymbol = { text: string; start: number; end: number }

const skin = '[\\u{1f3fb}-\\u{1f3ff}]'
const picture = `(?:\\p{RI}\\p{RI}|(?:\\p{So}|\\p{Extended_Pictographic})\\ufe0f?${skin}?(?:\\u200d\\p{Extended_Pictographic}\\ufe0f?${skin}?)*)`
const arrows = '[\\u2190-\\u21ff\\u25a0-\\u25ff\\u266f§¶†‡]'
const keycap = '[0-9#*]\\ufe0f?\\u20e3'
const face = "(?<=^|\\s)[:;=][-']?[()DPp/|\\][](?=\\s|$|[.,!?])|<\\/?3(?=\\s|$)"
const symbol = new RegExp(`${picture}|${arrows}|${keycap}|${face}`, 'gu')
/** Marks of a degree or a number are read with their value; bullets only begin a line. */
const read = /^[°℃℉№©®™●■▪◆▶►•·]$/u
const namesRight = /^[©®™]$/u
const cheap = /[^\0-\x7f]|[:;=][-']?[()DPp/|\][]|<\/?3/u

/** The form that is compared: without the mark that asks for a coloured picture. */
const plain = (text: string) => text.replaceAll('\ufe0f', '')

/** Signs of a text outside its values, in their order. */
export function symbolsIn({ source, tokens }: TokenText): PlacedSymbol[] {
  if (!cheap.test(source)) return []
  const found: PlacedSymbol[] = []
  for (const match of source.matchAll(symbol)) {
    const text = plain(match[0])
    const start = match.index
    const end = start + match[0].length
    if (read.test(text) && !namesRight.test(text)) continue
    const inValue = tokens.some(
      (token) => token.kind !== 'word' && token.start <= start && end <= token.end,
    )
    if (!inValue) found.push({ text, start, end })
  }
  return found
}

const families = ['✅☑✔🆗👌👍', '❌✖✗✘❎✕🚫⛔👎🛑☐☒', '⭐★☆🌟', '❤♥💖💕']

/** Whether one sign may stand for the other; what they show differs only in style. */
function symbolsAlike(a: string, b: string): boolean {
  if (a === b) return true
  const bare = (text: string) => text.replaceAll(/[\u{1f3fb}-\u{1f3ff}]/gu, '')
  const [one, other] = [bare(a), bare(b)]
  return one === other || families.some((family) => family.includes(one) && family.includes(other))
}

const deniers = /^(?:[❌✖✗✘❎✕🚫⛔👎🛑☐☒⚠🔴❗😢😞😭😠😡🙁☹😕💔❓❔⏳⌛🔜]|[:;=][-']?[(/|[])$/u

/** Whether a sign denies or doubts what stands beside it. */
export const deniesBeside = ({ text }: PlacedSymbol): boolean => deniers.test(text)

/** Whether the phrase is made of signs only. */
export const onlySymbols = (phrase: TokenText): boolean =>
  phrase.tokens.length === 0 && symbolsIn(phrase).length > 0

/** Where signs of a phrase stand one after the other in a text; `alike`: other signs of their family will do. */
export function findSymbols(
  phrase: TokenText,
  text: TokenText,
  alike = false,
): { start: number; end: number } | null {
  const wanted = symbolsIn(phrase)
  const had = symbolsIn(text)
  const same = (a: string, b: string) => (alike ? symbolsAlike(a, b) : a === b)
  for (let at = 0; at + wanted.length <= had.length; at++) {
    if (!wanted.every((sign, index) => same(sign.text, had[at + index]?.text ?? ''))) continue
    const gaps = wanted.every((_, index) => {
      const here = had[at + index]
      const before = had[at + index - 1]
      return index === 0 || !before || text.source.slice(before.end, here?.start).trim() === ''
    })
    const first = had[at]
    const last = had[at + wanted.length - 1]
    if (gaps && first && last) return { start: first.start, end: last.end }
  }
  return null
}

/** Each sign of a text behind the word that it follows. */
export function symbolForm(text: TokenText): string {
  return symbolsIn(text)
    .map(({ text: sign, start }) => {
      const before = text.tokens.findLast(({ end }) => end <= start)
      return `${before?.key ?? ''} ${sign}`
    })
    .join('|')
}

/** Signs of a text before, within or directly behind a range of it. */
export function symbolsBeside(text: TokenText, from: number, to: number): PlacedSymbol[] {
  const start = from === 0 ? 0 : (text.tokens[from - 1]?.end ?? 0)
  const end = text.tokens[to]?.start ?? text.source.length
  return symbolsIn(text).filter((sign) => sign.start >= start && sign.end <= end)
}
