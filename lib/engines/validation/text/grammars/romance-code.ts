import { wordAt } from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import type { Cardinal, Lexeme, Reader } from '#lib/engines/validation/text/grammars/types.ts'

/** How codes are said where neither the digits nor the letters are spelled one by one. */
export type CodeWords = {
  cardinal: Reader<Cardinal>
  zero: ReadonlySet<string>
  /** what a code names: `siège`, `puerta`, `vol` */
  nouns: ReadonlySet<string>
  /** plural hundreds, which end a group of digits: `huit cents quatre-vingt-dix-neuf` is 800 and 99 */
  hundreds?: ReadonlySet<string>
}

type Part = { value: string; end: number }

function groupAt(words: CodeWords, lexemes: readonly Lexeme[], at: number): Part | null {
  const found = words.cardinal(lexemes, at)
  if (found === null || words.hundreds === undefined) return found
  for (let index = at + 1; index < found.end - 1; index++)
    if (words.hundreds.has(wordAt(lexemes, index)))
      return words.cardinal(lexemes.slice(0, index + 1), at)
  return found
}

/** Digits or numbers below a thousand, one behind the other. */
function numbersAt(words: CodeWords, lexemes: readonly Lexeme[], at: number): Part | null {
  const written = lexemes[at]
  if (written?.kind === 'digits') return { value: written.text, end: at + 1 }
  let value = ''
  let end = at
  for (;;) {
    const found = lexemes[end]?.kind === 'word' ? groupAt(words, lexemes, end) : null
    if (found === null || found.value.length > 3) break
    value += found.value
    end = found.end
  }
  return value === '' ? null : { value, end }
}

/** Capitals of a code, up to `most`. */
function lettersAt(lexemes: readonly Lexeme[], at: number, most: number): string | null {
  const lexeme = lexemes[at]
  if (lexeme?.kind !== 'word' || !lexeme.capital || lexeme.text.length > most) return null
  const next = lexemes[at + 1]
  if (next?.glued === true && next.kind !== 'sign') return null
  return /^[a-z]+$/.test(lexeme.text) ? lexeme.text.toUpperCase() : null
}

/** `porte B douze`, `siège douze A`, `vuelo IB tres uno dos cuatro` after the noun; `zéro huit cent vingt` anywhere. */
export function romanceCode(words: CodeWords): Reader<{ value: string }> {
  return (lexemes, at) => {
    if (words.zero.has(wordAt(lexemes, at))) {
      const number = numbersAt(words, lexemes, at)
      const rest = numbersAt(words, lexemes, at + 1)
      return number !== null && rest !== null && rest.value.length > 2 ? number : null
    }
    if (!words.nouns.has(wordAt(lexemes, at - 1))) return null
    const letters = lettersAt(lexemes, at, 3)
    if (letters !== null) {
      const number = numbersAt(words, lexemes, at + 1)
      return number === null ? null : { value: letters + number.value, end: number.end }
    }
    const number = numbersAt(words, lexemes, at)
    const letter = number === null ? null : lettersAt(lexemes, number.end, 1)
    if (number === null || letter === null || number.value.length > 3) return null
    return { value: number.value + letter, end: number.end + 1 }
  }
}
