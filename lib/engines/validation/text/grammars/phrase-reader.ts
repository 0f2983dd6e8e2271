import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'

/** Phrases to look up at a place; keys are lexemes joined by `joint`. */
export type Phrases<T> = {
  entries: ReadonlyMap<string, T>
  joint: '' | ' '
  /** the keys letter by letter */
  root: Branch<T>
}

/** What may follow a beginning of a key, by UTF-16 unit; `value` where a key ends. */
type Branch<T> = { next: Map<number, Branch<T>>; value: T | undefined }

/** A table of phrases; keys are brought to NFKC, as lexemes are. */
export function phraseTable<T>(
  entries: Iterable<readonly [string, T]>,
  joint: '' | ' ',
): Phrases<T> {
  const table = new Map<string, T>()
  const root: Branch<T> = { next: new Map(), value: undefined }
  for (const [phrase, value] of entries) {
    const key = phrase.normalize('NFKC').replaceAll('\u0e4d\u0e32', '\u0e33')
    table.set(key, value)
    let branch = root
    for (let unit = 0; unit < key.length; unit++) {
      const code = key.charCodeAt(unit)
      const known = branch.next.get(code)
      if (known === undefined)
        branch.next.set(code, (branch = { next: new Map(), value: undefined }))
      else branch = known
    }
    branch.value = value
  }
  return { entries: table, joint, root }
}

const space = 32

/** The longest phrase of the table that begins at `at`. */
export function readPhrase<T>(
  lexemes: readonly Lexeme[],
  at: number,
  table: Phrases<T>,
): { value: T; end: number } | null {
  let found: { value: T; end: number } | null = null
  let branch: Branch<T> | undefined = table.root
  for (let end = at; end < lexemes.length; end++) {
    const lexeme = lexemes[end]
    if (lexeme === undefined || lexeme.kind === 'digits') break
    if (end > at && table.joint === ' ') branch = branch.next.get(space)
    for (let unit = 0; branch !== undefined && unit < lexeme.text.length; unit++)
      branch = branch.next.get(lexeme.text.charCodeAt(unit))
    if (branch === undefined) break
    if (branch.value !== undefined) found = { value: branch.value, end: end + 1 }
  }
  return found
}

/** Where the one phrase ends, or null. */
export function skipPhrase(
  lexemes: readonly Lexeme[],
  at: number,
  table: Phrases<unknown>,
): number | null {
  return readPhrase(lexemes, at, table)?.end ?? null
}

/** Digits in figures with grouping commas and a decimal point (a comma where `decimalComma`): `1,250`, `2.5`. */
export function readFigures(
  lexemes: readonly Lexeme[],
  at: number,
  decimalComma = false,
): { value: string; end: number } | null {
  const first = lexemes[at]
  if (first?.kind !== 'digits') return null
  const [group, point] = decimalComma ? ['.', ','] : [',', '.']
  let value = first.text
  let end = at + 1
  const part = (sign: string) => {
    const [mark, digits] = [lexemes[end], lexemes[end + 1]]
    if (mark?.text !== sign || !mark.glued || digits?.kind !== 'digits' || !digits.glued)
      return null
    return digits.text
  }
  for (let next = part(group); next?.length === 3; next = part(group)) {
    value += next
    end += 2
  }
  const fraction = part(point)
  if (fraction !== null) {
    value += `.${fraction}`
    end += 2
  }
  return { value: plain(value), end }
}

/** `007` -> `7`, `2.50` -> `2.5`. */
function plain(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.')
  const rest = fraction.replace(/0+$/, '')
  return `${whole.replace(/^0+(?=\d)/, '')}${rest === '' ? '' : `.${rest}`}`
}
