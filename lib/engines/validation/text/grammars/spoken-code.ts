import { readPhrase, type Phrases } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import type { Found, Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/** A string of digits said one by one with words of several lexemes (ศูนย์แปดหนึ่ง, ゼロ三): three at least, or two after a zero. */
export function readDigitString(
  lexemes: readonly Lexeme[],
  at: number,
  digits: Phrases<string>,
): Found<{ value: string }> {
  let value = ''
  let end = at
  for (;;) {
    const digit = readPhrase(lexemes, end, digits)
    if (digit === null) break
    value += digit.value
    end = digit.end
  }
  return value.length >= (value.startsWith('0') ? 2 : 3) ? { value, end } : null
}

/** Letters with digits said behind them: `CA九八一`. */
export function readLetteredCode(
  lexemes: readonly Lexeme[],
  at: number,
  digits: Phrases<string>,
): Found<{ value: string }> {
  const letters = lexemes[at]
  if (letters?.capital !== true || !/^[a-z]{1,4}$/.test(letters.text)) return null
  let value = ''
  let end = at + 1
  for (;;) {
    const digit = lexemes[end]?.glued === true ? readPhrase(lexemes, end, digits) : null
    if (digit === null) break
    value += digit.value
    end = digit.end
  }
  return value.length >= 2 ? { value: letters.text.toUpperCase() + value, end } : null
}
