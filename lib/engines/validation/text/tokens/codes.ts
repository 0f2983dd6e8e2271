import { identifier } from '#lib/engines/validation/text/tokens/identifier.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import {
  gapBefore,
  gluedSign,
  textAt,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import { touchesNumbers } from '#lib/engines/validation/text/tokens/touching-scripts.ts'

const latin = /^[a-z]+$/
/** Particles that Hebrew and Arabic write in one with what follows: `ב-7`, `و10`. */
const joinedParticle = /^[ובלמהשכ]$|^[وبلفك]$/u

/** Parts of the longest code; what is longer is no code and must not be looked at from each of its parts. */
const mostParts = 24

/** Letters and digits without a gap, perhaps with marks between: `A7B3`, `12A`, `RC232`, `ORD-00123`, `1.2.3`. */
export function gluedCode(context: ReadingContext, at: number): Reading | null {
  const { lexemes } = context
  const first = lexemes[at]
  if (first === undefined || first.kind === 'sign' || joinedParticle.test(first.text)) return null
  let end = at
  let value = ''
  let letters = false
  let digits = false
  let dots = 0
  for (;;) {
    const lexeme = lexemes[end]
    if (lexeme === undefined || (end > at && !lexeme.glued)) break
    if (end - at > mostParts) return null
    if (lexeme.kind === 'word') {
      if (touchesNumbers(lexeme.text)) break
      if (lexeme.text.length > 12 || lexeme.text.includes("'")) return null
      letters = true
      value += lexeme.text
      end++
    } else if (lexeme.kind === 'digits') {
      digits = true
      value += lexeme.text
      end++
    } else {
      const next = lexemes[end + 1]
      const mark = '-./_'.includes(lexeme.text) && next?.glued === true && next.kind !== 'sign'
      if (!mark || end === at) break
      if (lexeme.text === '.' || lexeme.text === '/') {
        value += lexeme.text
        dots++
      }
      end++
    }
  }
  if (!digits || end < at + 2 || /^[1-9][0-9]+000s$/.test(value)) return null
  if (!letters) return dots >= 2 && value.includes('.') ? identifier(value, end) : null
  return isCodeLike(context, at, end) ? identifier(value, end) : null
}

/** A long word before or behind a hyphen is a word (`covid-19`, `top-rated 5`), not part of a code. */
function isCodeLike(context: ReadingContext, at: number, end: number): boolean {
  let previous = ''
  for (let index = at; index < end; index++) {
    const lexeme = context.lexemes[index]
    if (lexeme?.kind === 'word' && lexeme.text.length > 4) {
      const marked = previous === '-' || textAt(context, index + 1) === '-'
      if (marked && !lexeme.capital) return false
    }
    previous = lexeme?.text ?? ''
  }
  return true
}

let shout = { source: '', is: false }

/** Whether a text is all in capitals; asked again for each of its codes. */
function isShouted(source: string): boolean {
  if (shout.source !== source)
    shout = { source, is: source.length > 20 && source === source.toUpperCase() }
  return shout.is
}

/** `BA 12`, `RC 232`, `ORD 00123`: two to four capitals and digits. */
export function spacedCode(context: ReadingContext, at: number): Reading | null {
  const { lexemes, source, tables } = context
  const word = lexemes[at]
  const number = lexemes[at + 1]
  if (word?.kind !== 'word' || number?.kind !== 'digits' || word.glued) return null
  if (!word.capital || word.text.length < 2 || word.text.length > 4 || !latin.test(word.text))
    return null
  const written = source.slice(word.start, word.end)
  if (written !== written.toUpperCase() || gapBefore(context, at + 1) !== ' ') return null
  if (/^(?:am|pm|ok|no|the|at|on|in|is|to|and|for|of|by|or|room|gate|exit)$/.test(word.text))
    return null
  if (tables.grammar.functionWords.has(word.text) || isShouted(source)) return null
  if (readPhrase(tables.currencies, lexemes, at) !== null) return null
  const next = lexemes[at + 2]
  if (next !== undefined && next.glued && (next.kind === 'word' || '.,:/-%'.includes(next.text)))
    if (next.kind === 'word' || lexemes[at + 3]?.glued === true) return null
  return identifier(word.text + number.text, at + 2)
}

/** `C++`, `C#`, `A+`, `A-`: one letter and signs. */
export function signedLetter(context: ReadingContext, at: number): Reading | null {
  const letter = context.lexemes[at]
  if (letter?.kind !== 'word' || letter.text.length !== 1 || !letter.capital || letter.glued)
    return null
  let end = at + 1
  while (gluedSign(context, end, '+#-')) end++
  if (end === at + 1 || end > at + 3) return null
  const next = context.lexemes[end]
  if (next !== undefined && next.glued && next.kind !== 'sign') return null
  const value =
    letter.text +
    context.lexemes
      .slice(at + 1, end)
      .map(({ text }) => text)
      .join('')
  return { end, readings: [{ type: 'identifier', value: value.toUpperCase() }], words: [value] }
}
