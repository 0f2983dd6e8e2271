import { remembered } from '#lib/engines/validation/text/grammars/remembered.ts'
import type { Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

const digitRows: Record<string, number> = {}
for (const [index, row] of [
  '〇零',
  '一壹壱',
  '二贰貳弐两兩',
  '三叁參参',
  '四肆',
  '五伍',
  '六陆陸',
  '七柒漆',
  '八捌',
  '九玖',
].entries())
  for (const character of row) digitRows[character] = index

/** Han digits, formal ones too. */
export const hanDigits: ReadonlyMap<string, number> = new Map(Object.entries(digitRows))

const multipliers = new Map<string, bigint>([
  ['十', 10n],
  ['拾', 10n],
  ['百', 100n],
  ['佰', 100n],
  ['千', 1000n],
  ['仟', 1000n],
])
const sections = new Map<string, bigint>([
  ['万', 10_000n],
  ['萬', 10_000n],
  ['亿', 100_000_000n],
  ['億', 100_000_000n],
  ['兆', 1_000_000_000_000n],
])

export type HanNumber = {
  value: string
  end: number
  /** `digit`: one Han digit; `string`: read digit by digit, as in 二零二五; `built`: with 十, 百, 万 …, figures too (1万2千) */
  shape: 'digit' | 'string' | 'built'
}

export type HanRules = {
  /** 百 alone is a hundred (ja); in zh only 十 is */
  bareMultipliers: boolean
  /** 一百五 is 150 and 两万五 is 25000 (zh) */
  shortened: boolean
  /** 만 alone is ten thousand (ko) */
  bareSections?: true
}

const numerals = new Set([...hanDigits.keys(), ...multipliers.keys(), ...sections.keys()])

/** Whether the lexeme is a Han numeral character. */
export function isHanNumeral(lexeme: Lexeme | undefined): boolean {
  return lexeme !== undefined && numerals.has(lexeme.text)
}

/** State of a number under construction: `total` holds closed sections, `section` what is below ten thousand. */
type Build = {
  total: bigint
  section: bigint
  pending: bigint | null
  multiplier: bigint
  above: bigint
  zero: boolean
}

const readers = new WeakMap<HanRules, Reader<HanNumber>>()

/** The longest Han number, or one of figures and Han scales, from `at`. */
export function readHanNumber(
  lexemes: readonly Lexeme[],
  at: number,
  rules: HanRules,
): HanNumber | null {
  const first = lexemes[at]
  if (first === undefined || !(first.kind === 'digits' || isHanNumeral(first))) return null
  let reader = readers.get(rules)
  if (reader === undefined) {
    reader = remembered((all, place) => readString(all, place) ?? readBuilt(all, place, rules))
    readers.set(rules, reader)
  }
  return reader(lexemes, at)
}

/** Of the longest number that is read digit by digit. */
const mostDigits = 40

function readString(lexemes: readonly Lexeme[], at: number): HanNumber | null {
  let value = ''
  let end = at
  for (; end < Math.min(lexemes.length, at + mostDigits); end++) {
    const digit = hanDigits.get(lexemes[end]!.text)
    if (digit === undefined || (end > at && !lexemes[end]!.glued)) break
    value += digit
  }
  if (value.length < 2) return null
  const next = lexemes[end]?.text ?? ''
  // 二三十 is "twenty or thirty": no number at all; 一零五万 is one
  if (multipliers.has(next) || sections.has(next)) return null
  return { value, end, shape: 'string' }
}

function readBuilt(lexemes: readonly Lexeme[], at: number, rules: HanRules): HanNumber | null {
  const build: Build = {
    total: 0n,
    section: 0n,
    pending: null,
    multiplier: 10_000n,
    above: 10n ** 20n,
    zero: false,
  }
  let end = at
  let built = false
  let figures = false
  /** the number as it stood before a digit that turns out not to belong to it */
  let before: { value: bigint; end: number } | null = null
  for (; end < lexemes.length; end++) {
    const lexeme = lexemes[end]!
    if (end > at && !lexeme.glued) break
    const digit = hanDigits.get(lexeme.text)
    const tail = built && isTail(lexemes, end, build, rules.shortened)
    if (digit !== undefined || tail || isCoefficient(lexemes, end)) {
      if (build.pending !== null || figures) break
      if (tail && lexeme.text.length > 1) build.zero = true
      if (digit === 0) {
        if (build.zero) break
        build.zero = true
        if (end === at) return { value: '0', end: at + 1, shape: 'digit' }
        continue
      }
      before =
        end === at ? null : { value: build.total + build.section, end: build.zero ? end - 1 : end }
      build.pending = digit === undefined ? BigInt(lexeme.text) : BigInt(digit)
      figures = digit === undefined
      continue
    }
    if (!take(build, lexeme.text, rules)) {
      if (build.pending !== null && (multipliers.has(lexeme.text) || sections.has(lexeme.text)))
        return before && { value: before.value.toString(), end: before.end, shape: 'built' }
      break
    }
    built = true
    figures = false
  }
  if (end === at || (figures && !built)) return null
  if (lexemes[end - 1]?.text === '零' || lexemes[end - 1]?.text === '〇') end--
  return { value: finish(build, rules).toString(), end, shape: built ? 'built' : 'digit' }
}

/** Figures that count a Han scale: `1万`, `250億`, `2千`. */
function isCoefficient(lexemes: readonly Lexeme[], at: number): boolean {
  const lexeme = lexemes[at]!
  const next = lexemes[at + 1]
  if (lexeme.kind !== 'digits' || lexeme.text.length > 4) return false
  const before = lexemes[at - 1]
  if (lexeme.glued && (before?.text === '.' || before?.text === ',')) return false
  return next?.glued === true && (multipliers.has(next.text) || sections.has(next.text))
}

/** Figures that end a number begun with a scale: `1万5000`. */
function isTail(lexemes: readonly Lexeme[], at: number, build: Build, shortened: boolean): boolean {
  const lexeme = lexemes[at]!
  const next = lexemes[at + 1]
  if (lexeme.kind !== 'digits' || isCoefficient(lexemes, at)) return false
  // 2万5 is 25000, and 2万5个 nothing
  if (lexeme.text.length < 3 && !(lexeme.text.length === 1 && shortened && next?.glued !== true))
    return false
  if (next?.glued === true && /^[.,]$/.test(next.text) && lexemes[at + 2]?.kind === 'digits')
    return false
  return BigInt(lexeme.text) < (build.section > 0n ? build.multiplier : build.above)
}

function take(build: Build, text: string, rules: HanRules): boolean {
  const multiplier = multipliers.get(text)
  if (multiplier !== undefined) {
    if (multiplier >= build.multiplier) return false
    if (build.pending === null && !rules.bareMultipliers && multiplier !== 10n) return false
    build.section += (build.pending ?? 1n) * multiplier
    build.multiplier = multiplier
  } else {
    const section = sections.get(text)
    if (section === undefined) return false
    const count = build.section + (build.pending ?? 0n)
    if (section >= build.above) {
      // 一万亿: a count of ten thousands, counted again
      if (build.total === 0n || count > 0n) return false
      build.total *= section
    } else {
      if (count === 0n && (rules.bareSections !== true || build.total > 0n)) return false
      build.total += (count === 0n ? 1n : count) * section
    }
    build.section = 0n
    build.multiplier = 10_000n
    build.above = section
  }
  build.pending = null
  build.zero = false
  return true
}

function finish(build: Build, rules: HanRules): bigint {
  const { total, section, pending, multiplier, above, zero } = build
  if (pending === null) return total + section
  const last = section > 0n ? multiplier : total > 0n ? above : 1n
  const shortened = rules.shortened && !zero && last > 10n
  return total + section + pending * (shortened ? last / 10n : 1n)
}
