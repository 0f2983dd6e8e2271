import { textAt, type ReadingContext } from '#lib/engines/validation/text/tokens/reading-context.ts'

const dashes = '-–‑‒—'
/** Signs of sums, and how a grammar names them. */
const sums: Readonly<Record<string, string>> = {
  '+': '+',
  '×': '×',
  '⋅': '×',
  '÷': '/',
  '/': '/',
  '=': '=',
}

const endings = new Set(
  'com org net edu gov info biz io ai app dev eu de at ch fr es it nl be pl se no dk fi pt ru uk ie ca us mx br ar cl co in jp cn kr tw hk th id vn tr gr il ae eg sa za au nz me tv'.split(
    ' ',
  ),
)
/** Parts of the longest address. */
const mostParts = 24

/** A number with its marks before or behind a place, as far as it goes on without a gap. */
const ends = /(?:^|[^\p{L}0-9.,:/+-])[$€£¥₹]?([0-9]{1,6}(?:[.,:][0-9]{1,3})?)[%°€$£]?$/u
const begins = /^[$€£¥₹]?([0-9]{1,6}(?:[.,:][0-9]{1,3})?)(?![0-9]|[-–/][0-9]|[.,:/][0-9])/u

/** A number or a clock time as something that can be compared; null for codes with leading zeros. */
function size(text: string): number | null {
  const time = /^([0-9]{1,2}):([0-5][0-9])$/.exec(text)
  if (time !== null) return Number(time[1]) * 60 + Number(time[2])
  return /^0[0-9]/.test(text) || text.includes(':') ? null : Number(text.replace(',', '.'))
}

/** `5-7`, `7:30–9:00`, `5 – 7`: two numbers of which the second is larger; not `3-1`, `1-2-3`, `5 - 3`. */
function isRange({ source, lexemes }: ReadingContext, at: number): boolean {
  const sign = lexemes[at]
  const next = lexemes[at + 1]
  if (sign === undefined || next === undefined || sign.glued !== next.glued) return false
  if (!sign.glued && sign.text === '-') return false
  const before = ends.exec(source.slice(Math.max(0, sign.start - 14), sign.start).trimEnd())
  const after = begins.exec(source.slice(sign.end, sign.end + 14).trimStart())
  const [low, high] = [before?.[1], after?.[1]]
  if (low === undefined || high === undefined) return false
  const [a, b] = [size(low), size(high)]
  const times = low.includes(':') && high.includes(':')
  return a !== null && b !== null && (times || a < b)
}

/** Signs between figures are words where they stand alike on both sides: `5 + 3`, `5+3`, not `+5`. */
function isSum(context: ReadingContext, at: number): boolean {
  const { lexemes } = context
  const [before, sign, next] = [lexemes[at - 1], lexemes[at], lexemes[at + 1]]
  if (before?.kind !== 'digits' || next?.kind !== 'digits' || sign === undefined) return false
  return sign.glued === next.glued && (sign.text !== '/' || !sign.glued)
}

/** `50:50`, `3:2` as what `50 to 50` says. */
function isRatio({ lexemes }: ReadingContext, at: number): boolean {
  const [before, sign, next, last] = lexemes.slice(at - 1, at + 3)
  if (before?.kind !== 'digits' || next?.kind !== 'digits' || last?.glued === true) return false
  // a time whose hour something else has read
  if (Number(before.text) <= 24 && /^[0-5][0-9]$/.test(next.text)) return false
  const after = lexemes[at - 2]
  const alone = !before.glued || after === undefined || after.kind !== 'sign'
  return alone && sign?.glued === true && next.glued
}

/** Whether the sign is part of an address: `john@example.com`, `www.example.com`, `example.com`. */
function isAddress(context: ReadingContext, at: number): boolean {
  const { lexemes } = context
  const [before, sign, next] = [lexemes[at - 1], lexemes[at], lexemes[at + 1]]
  if (!sign?.glued || next?.glued !== true || next.kind === 'sign') return false
  if (before === undefined || before.kind === 'sign') return false
  let from = at
  while (from > 0 && at - from < mostParts && lexemes[from]?.glued === true) from--
  let to = at
  while (to + 1 < lexemes.length && to - at < mostParts && lexemes[to + 1]?.glued === true) to++
  if (lexemes[to]?.kind === 'sign') to--
  const parts = lexemes.slice(from, to + 1)
  if (parts.some(({ kind, text }) => kind === 'sign' && !'.@-_'.includes(text))) return false
  const host = parts.at(-1)
  // `booked.It is` lacks a space
  const named = host?.kind === 'word' && endings.has(host.text) && !host.capital
  return named && lexemes[to - 1]?.text === '.'
}

/** The word that is said for a sign of a range, a sum, a ratio or an address; null for other signs. */
export function signWord(context: ReadingContext, at: number): string | null {
  const { signs } = context.tables.grammar
  const text = textAt(context, at)
  if (signs === undefined) return null
  if (text === '@' || text === '.')
    return isAddress(context, at) ? (signs[text]?.[0] ?? null) : null
  if (dashes.includes(text)) return isRange(context, at) ? (signs['-']?.[0] ?? null) : null
  if (text === ':') return isRatio(context, at) ? (signs[':']?.[0] ?? null) : null
  const sum = sums[text]
  return sum !== undefined && isSum(context, at) ? (signs[sum]?.[0] ?? null) : null
}
