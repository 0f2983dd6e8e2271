import { phraseTable, readPhrase } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { formsOf } from '#lib/engines/validation/text/grammars/phrases.ts'
import { remembered } from '#lib/engines/validation/text/grammars/remembered.ts'
import type { Cardinal, Found, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

const digits = phraseTable<number>(
  formsOf([
    [1, 'หนึ่ง'],
    [2, 'สอง'],
    [3, 'สาม'],
    [4, 'สี่'],
    [5, 'ห้า'],
    [6, 'หก'],
    [7, 'เจ็ด'],
    [8, 'แปด'],
    [9, 'เก้า'],
  ]),
  '',
)
const multipliers = phraseTable<number>(
  formsOf([
    [10, 'สิบ'],
    [100, 'ร้อย'],
    [1000, 'พัน'],
    [10_000, 'หมื่น'],
    [100_000, 'แสน'],
  ]),
  '',
)
const million = phraseTable([['ล้าน', true]], '')
const twenty = phraseTable([['ยี่', 2]], '')
const lastOne = phraseTable([['เอ็ด', 1]], '')
const zero = phraseTable([['ศูนย์', 0]], '')

/** Words that begin like a number: can, husband, prohibit, store, chair, stock, percent. */
const wordsFrom =
  /^(?:สามาร|สามี|สามัญ|สามัคคี|สามเณร|ห้าม|ห้าง|เก้าอี้|พันธ|พันเอก|ร้อยละ|ร้อยเอก|ร้อยตำรวจ|สองแถว|สี่แยก|หกล้ม|แสนสาหัส|แปดริ้ว|สิบตำรวจ)/
const wordsTo = /(?:[เแโใไ]|สัม|ผูก|ประ|เกี่ยว)$/

/** Text of a few lexemes, as far as they touch. */
export function textFrom(lexemes: readonly Lexeme[], at: number, count: number): string {
  let text = ''
  for (let index = at; index < Math.min(lexemes.length, at + count); index++) {
    if (index > at && !lexemes[index]!.glued) break
    text += lexemes[index]!.text
  }
  return text
}

function readDigit(lexemes: readonly Lexeme[], at: number, inside: boolean) {
  const one = inside ? readPhrase(lexemes, at, lastOne) : null
  return one ?? readPhrase(lexemes, at, twenty) ?? readPhrase(lexemes, at, digits)
}

/** Below a million: value, and whether the number is a bare multiplier (ร้อย) or one digit. */
function readGroup(lexemes: readonly Lexeme[], at: number) {
  let value = 0
  let end = at
  let room = 1_000_000
  let bare = false
  let parts = 0
  for (;;) {
    const digit = readDigit(lexemes, end, parts > 0)
    const multiplier = readPhrase(lexemes, digit?.end ?? end, multipliers)
    if (multiplier !== null && multiplier.value < room) {
      bare = digit === null && parts === 0
      value += (digit?.value ?? 1) * multiplier.value
      room = multiplier.value
      end = multiplier.end
      parts++
      continue
    }
    const isTwenty = digit !== null && readPhrase(lexemes, end, twenty) !== null
    if (digit === null || isTwenty || room < 10 || (parts > 0 && room > 1_000_000)) break
    value += digit.value
    end = digit.end
    parts++
    break
  }
  return end === at ? null : { value, end, bare: bare && parts === 1, parts }
}

const digitWord = 'หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า'
const fraction = new RegExp(`จุด(?:${digitWord}|ศูนย์)*$`)
const afterDigit = new RegExp(`(?:${digitWord})$`)
const pair = new RegExp(`^(?:${digitWord})(?:${digitWord})`)

/** สองสามวัน is "two or three days"; digits of a fraction follow one another. */
const isVague = (lexemes: readonly Lexeme[], at: number, before: string) =>
  !fraction.test(before) && (afterDigit.test(before) || pair.test(textFrom(lexemes, at, 10)))

/** Thai cardinals; ศูนย์ is "centre" as well and a number only in strings of digits. */
export const readThaiNumber = remembered(readNumber)

type ThaiNumber = { value: string; bare: boolean; digit: boolean }

function readNumber(lexemes: readonly Lexeme[], at: number): Found<ThaiNumber> {
  if (readGroup(lexemes, at) === null) return null
  const from = Math.max(0, at - 16)
  const before = lexemes[at]?.glued === true ? textFrom(lexemes, from, at - from) : ''
  if (isVague(lexemes, at, before)) return null
  if (wordsTo.test(before) || wordsFrom.test(textFrom(lexemes, at, 9))) return null
  let total = 0n
  let end = at
  let digit = false
  let bare = false
  for (let first = true; ; first = false) {
    const group = readGroup(lexemes, end)
    if (group === null) break
    if (first) {
      digit = group.parts === 1 && group.value < 10
      bare = group.bare
    }
    const scale = readPhrase(lexemes, group.end, million)
    total += BigInt(group.value)
    end = group.end
    if (scale === null) break
    total *= 1_000_000n
    end = scale.end
    digit = false
    bare = false
  }
  return end === at ? null : { value: total.toString(), end, bare, digit }
}

const afterBare =
  /^(?:บาท|คน|ตัว|กิโล|เมตร|ปี|วัน|ชิ้น|เปอร์|ล้าน|ดอลลาร์|ยูโร|เยน|นาที|ห้อง|ที่นั่ง|หน้า|ใบ|เท่า|ลิตร|กรัม|องศา|สตางค์|ครั้ง)/

/** Reader of cardinals for the grammar. */
export function readCardinal(lexemes: readonly Lexeme[], at: number): Found<Cardinal> {
  const nought = readPhrase(lexemes, at, zero)
  if (nought !== null && textFrom(lexemes, nought.end, 3).startsWith('จุด'))
    return { value: '0', end: nought.end }
  const number = readThaiNumber(lexemes, at)
  if (number === null) return null
  if (number.bare && number.value !== '10' && !afterBare.test(textFrom(lexemes, number.end, 8)))
    return null
  return { value: number.value, end: number.end }
}

/** Digit words, zero too, for strings of digits. */
export const digitWords: ReadonlyMap<string, string> = new Map(
  [...digits.entries, ...zero.entries].map(([word, value]) => [word, String(value)]),
)
