import { dateValue } from '#lib/engines/validation/text/tokens/dates.ts'
import { identifier } from '#lib/engines/validation/text/tokens/identifier.ts'
import {
  gapBefore,
  gluedDigits,
  gluedSign,
  textAt,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import { shareNumber } from '#lib/engines/validation/text/tokens/shares.ts'
import { touchesNumbers } from '#lib/engines/validation/text/tokens/touching-scripts.ts'

type Groups = { groups: string[]; marks: string[]; end: number }

/** Groups of digits with one space or mark between; after a hyphen or a point no space follows within a number. */
function groupsAt(context: ReadingContext, from: number): Groups {
  const { lexemes } = context
  const found: Groups = { groups: [], marks: [], end: from }
  let mark = ''
  let total = 0
  for (let index = from; index < lexemes.length; index++) {
    const lexeme = lexemes[index]
    if (lexeme === undefined) break
    const near = index === from || lexeme.glued || /^[\s\u00a0]$/.test(gapBefore(context, index))
    if (!near) break
    if (lexeme.kind === 'digits') {
      if (found.groups.length > 0) {
        const spaced = mark === '' || mark === ')'
        if (spaced && found.marks.some((other) => other === '-' || other === '.')) break
        found.marks.push(mark === '' ? ' ' : mark)
      }
      total += lexeme.text.length
      if (total > mostDialled) break
      found.groups.push(lexeme.text)
      found.end = index + 1
      mark = ''
    } else if (lexeme.text === '(' ? total < 4 && mark === '' : ')-./'.includes(lexeme.text))
      mark += lexeme.text
    else break
    if (mark.length > 2) break
  }
  return found
}

/** Digits of a card number; telephone numbers have 15 at most. */
const mostDialled = 19

/** `+49 30 123456`, `(555) 123-4567`, `555-1234`, `030 123 456`: groups of digits that are one number to dial. */
export function digitGroups(context: ReadingContext, at: number): Reading | null {
  const { lexemes } = context
  const text = textAt(context, at)
  const plus = text === '+' && gluedDigits(context, at + 1)
  if (!plus && text !== '(' && lexemes[at]?.kind !== 'digits') return null
  const from = plus ? at + 1 : at
  const { groups, marks, end } = groupsAt(context, from)
  const next = lexemes[end]
  const joined = next?.glued === true && next.kind === 'word' && !touchesNumbers(next.text)
  if (groups.length === 0 || joined) return null
  if (text === '(' && marks[0] !== ')' && marks[0] !== ')-') return null
  return isDialled(groups, marks, plus)
    ? identifier((plus ? '+' : '') + groups.join(''), end)
    : null
}

function isYears(first: string, second: string): boolean {
  return (
    first.length === 4 && second.length === 4 && first < second && first > '1000' && second < '2200'
  )
}

function isDialled(groups: readonly string[], marks: readonly string[], plus: boolean): boolean {
  const [first = '', second = ''] = groups
  const digits = groups.join('')
  if (plus) return digits.length >= 7 && digits.length <= 15
  if (groups.length < 2) return false
  if (marks.every((mark) => mark === '.'))
    return groups.length >= 3 && digits.length >= 7 && !isAddress(groups)
  if (marks.some((mark) => mark.includes('.') || mark === '/')) return false
  const zero = first.length > 1 && first.startsWith('0')
  if (groups.length > 2) {
    if (marks.every((mark) => mark === ' ') && !groups.every(({ length }) => length >= 2))
      return false
    return digits.length >= 7 || zero || (marks[0] === '-' && digits.length > 4)
  }
  if (marks[0] !== ' ') return zero || (digits.length >= 7 && !isYears(first, second))
  return (zero && digits.length >= 8) || (first.length === 3 && second.length === 4)
}

/** An address of the internet, whose dots are kept. */
function isAddress(groups: readonly string[]): boolean {
  return groups.length === 4 && groups.every((group) => Number(group) < 256)
}

/** `24/7`, `5/3`: a code, and the days of the year that it may be. */
export function slashPair(context: ReadingContext, at: number): Reading | null {
  const [a, b] = [textAt(context, at), textAt(context, at + 2)]
  if (!gluedSign(context, at + 1, '/') || !gluedDigits(context, at + 2)) return null
  const last = context.lexemes[at + 3]
  if (last !== undefined && last.glued && last.kind !== 'sign') return null
  if (gluedSign(context, at + 3, '/-.') && gluedDigits(context, at + 4)) return null
  const dates = [dateValue(null, Number(a), Number(b)), dateValue(null, Number(b), Number(a))]
  const order = context.tables.monthFirst ? dates : dates.reverse()
  const known = a.length < 3 && b.length < 3 ? order.filter((date) => date !== null) : []
  return {
    end: at + 3,
    readings: [{ type: 'identifier', value: `${a}/${b}` }, ...known, ...shareNumber(a, b)],
    words: [`${a}/${b}`],
  }
}
