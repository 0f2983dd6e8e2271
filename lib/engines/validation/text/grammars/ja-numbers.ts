import { hanDigits } from '#lib/engines/validation/text/grammars/han-numbers.ts'
import { phraseTable } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import { readDigitString } from '#lib/engines/validation/text/grammars/spoken-code.ts'
import type { Cardinal, Found, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/** Digits said one by one. */
export const digitTable = phraseTable(
  [
    ...[...hanDigits]
      .filter(([digit]) => /[〇零一二三四五六七八九]/.test(digit))
      .map(([digit, value]) => [digit, String(value)] as const),
    ['ゼロ', '0'] as const,
  ],
  '',
)

/** The 点五 of 二点五, the ・五 of 〇・五. */
export function readDecimals(
  lexemes: readonly Lexeme[],
  whole: { value: string; end: number },
  point: string,
): { value: string; end: number } {
  let digits = ''
  let end = whole.end
  if (lexemes[end]?.text !== point) return whole
  for (let next = end + 1; ; next++) {
    const digit = hanDigits.get(lexemes[next]?.text ?? '')
    if (digit === undefined) break
    digits += String(digit)
    end = next + 1
  }
  return digits === '' ? whole : { value: `${whole.value}.${digits}`, end }
}

const katakana = /^[\p{sc=Kana}ー]/u

/** ゼロ as a word of its own, and 〇・五; 一・二階 are two floors. */
export function readZero(lexemes: readonly Lexeme[], at: number): Found<Cardinal> {
  const first = lexemes[at]
  if (first?.text === '〇' || first?.text === '零') {
    const found = readDecimals(lexemes, { value: '0', end: at + 1 }, '・')
    return found.end > at + 1 ? found : null
  }
  if (first?.text !== 'ゼ' || lexemes[at + 1]?.text !== 'ロ') return null
  const inside = (lexeme: Lexeme | undefined, glued: boolean | undefined) =>
    glued === true && lexeme !== undefined && katakana.test(lexeme.text)
  const next = lexemes[at + 2]
  if (inside(lexemes[at - 1], first.glued) || inside(next, next?.glued)) return null
  return { value: '0', end: at + 2 }
}

/** 〇九〇の一二三四の五六七八: groups of digits of a telephone number. */
export function readDialled(lexemes: readonly Lexeme[], at: number): Found<{ value: string }> {
  const first = lexemes[at]?.text ?? ''
  if (!/^(?:[0〇零]|ゼ)/.test(first)) return null
  let value = ''
  let groups = 0
  let end = at
  for (;;) {
    const figures = lexemes[end]?.kind === 'digits' ? lexemes[end] : undefined
    const group =
      figures === undefined
        ? readDigitString(lexemes, end, digitTable)
        : { value: figures.text, end: end + 1 }
    if (group === null) return null
    value += group.value
    end = group.end
    groups++
    if (lexemes[end]?.text !== 'の') break
    end++
  }
  return groups > 1 && value.length >= 9 && value.length <= 11 ? { value, end } : null
}
