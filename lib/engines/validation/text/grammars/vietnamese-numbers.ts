import type { Cardinal, Found, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

const ones: Readonly<Record<string, number>> = {
  một: 1,
  mốt: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  tư: 4,
  năm: 5,
  lăm: 5,
  nhăm: 5,
  sáu: 6,
  bảy: 7,
  bẩy: 7,
  tám: 8,
  chín: 9,
}
/** Only after a ten: mốt, tư, lăm. */
const bound = /^(?:mốt|tư|lăm|nhăm)$/
const scales: Readonly<Record<string, bigint>> = {
  nghìn: 1000n,
  ngàn: 1000n,
  triệu: 1_000_000n,
  tỷ: 1_000_000_000n,
  tỉ: 1_000_000_000n,
}
const fill = /^(?:linh|lẻ)$/

/** Digits one by one; không is "not" as well and no number alone. */
export const digitWords: ReadonlyMap<string, string> = new Map([
  ['không', '0'],
  ...Object.entries(ones)
    .filter(([word]) => !bound.test(word))
    .map(([word, value]) => [word, String(value)] as const),
])

type Part = { value: number; end: number; /** one bare digit */ digit: boolean }

/** 1 to 99: hai mươi lăm, mười hai, hai lăm. */
function readTens(lexemes: readonly Lexeme[], at: number): Part | null {
  const word = (index: number) => lexemes[index]?.text ?? ''
  const oneAt = (index: number) => (Object.hasOwn(ones, word(index)) ? ones[word(index)]! : null)
  if (word(at) === 'mười') {
    const one = oneAt(at + 1)
    const counted = one !== null && !/^(?:mốt|tư)$/.test(word(at + 1))
    return counted
      ? { value: 10 + one, end: at + 2, digit: false }
      : { value: 10, end: at + 1, digit: false }
  }
  const first = oneAt(at)
  if (first === null || bound.test(word(at))) return null
  if (word(at + 1) === 'mươi') {
    const one = oneAt(at + 2)
    return one === null
      ? { value: first * 10, end: at + 2, digit: false }
      : { value: first * 10 + one, end: at + 3, digit: false }
  }
  if (bound.test(word(at + 1)) && first > 1)
    return { value: first * 10 + oneAt(at + 1)!, end: at + 2, digit: false }
  return { value: first, end: at + 1, digit: true }
}

/** 1 to 999: một trăm linh năm, không trăm hai mươi; một trăm hai is 120. */
function readHundreds(lexemes: readonly Lexeme[], at: number, inside: boolean): Part | null {
  const word = (index: number) => lexemes[index]?.text ?? ''
  const zero = inside && word(at) === 'không' && word(at + 1) === 'trăm'
  const count = zero ? { value: 0, end: at + 1, digit: true } : readTens(lexemes, at)
  if (count === null) return null
  if (word(count.end) !== 'trăm' || count.value > 9) return count
  let value = count.value * 100
  let end = count.end + 1
  if (fill.test(word(end))) {
    const one = readTens(lexemes, end + 1) ?? boundOne(lexemes, end + 1)
    return one !== null && one.value < 10
      ? { value: value + one.value, end: one.end, digit: false }
      : { value, end, digit: false }
  }
  if (word(end) === 'rưỡi') return { value: value + 50, end: end + 1, digit: false }
  const rest = readTens(lexemes, end)
  if (rest !== null && !(rest.digit && isScaled(lexemes, rest.end, count.value))) {
    value += rest.digit ? rest.value * 10 : rest.value
    end = rest.end
  }
  return { value, end, digit: false }
}

function boundOne(lexemes: readonly Lexeme[], at: number): Part | null {
  const text = lexemes[at]?.text ?? ''
  return Object.hasOwn(ones, text) ? { value: ones[text]!, end: at + 1, digit: true } : null
}

/** hai trăm hai trăm: the digit belongs to what follows. */
const isScaled = (lexemes: readonly Lexeme[], at: number, count: number) =>
  count >= 0 && lexemes[at]?.text === 'trăm'

/** The longest number in words: hai nghìn không trăm hai mươi lăm, hai triệu rưỡi. */
export function readNumber(
  lexemes: readonly Lexeme[],
  at: number,
): { value: string; end: number; digit: boolean } | null {
  let total = 0n
  let end = at
  let smallest = 10n ** 12n
  let digit = false
  for (let first = true; ; first = false) {
    const filled = !first && fill.test(lexemes[end]?.text ?? '')
    const group = readHundreds(lexemes, filled ? end + 1 : end, !first)
    if (group === null) break
    const scale = scales[lexemes[group.end]?.text ?? '']
    if (scale === undefined) {
      // một nghìn hai is 1200, một triệu hai 1200000
      const short = !first && !filled && group.digit
      total += BigInt(group.value) * (short ? smallest / 10n : 1n)
      end = group.end
      digit = first && group.digit
      break
    }
    if (scale >= smallest) break
    total += BigInt(group.value) * scale
    smallest = scale
    end = group.end + 1
    if (lexemes[end]?.text === 'rưỡi') {
      total += scale / 2n
      end++
      break
    }
  }
  return end === at ? null : { value: total.toString(), end, digit }
}

/** What may follow năm (five or year), ba (three or father) and the like as a number. */
const afterFive =
  /^(?:người|phút|giờ|tiếng|ngày|tuần|tháng|năm|đồng|nghìn|ngàn|phần|phẩy|độ|km|ki|mét|cây|lít|cân|gam|vé|phòng|chỗ|ghế|đêm|lần|sao|tầng|chiếc|cái|cuốn|bộ|món|suất|đô|euro|yên|giây|kg|m|%|con|căn|trang|điểm|chuyến|khách|quả|chai|hộp|ly|cốc)$/

/** Reader of cardinals for the grammar. */
export function readCardinal(lexemes: readonly Lexeme[], at: number): Found<Cardinal> {
  const number = readNumber(lexemes, at)
  if (number === null) return null
  const text = lexemes[at]?.text
  if (number.digit && text === 'năm' && !afterFive.test(lexemes[number.end]?.text ?? ''))
    return null
  // ba tôi is my father
  if (
    number.digit &&
    text === 'ba' &&
    /^(?:tôi|em|anh|của|mẹ|má|ơi|ruột)$/.test(lexemes[at + 1]?.text ?? '')
  )
    return null
  const found = { value: number.value, end: number.end }
  return number.digit && text === 'một' ? { ...found, article: true } : found
}
