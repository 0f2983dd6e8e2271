import { lookAlike } from '#lib/engines/validation/text/entities/look-alikes.ts'
import {
  right,
  unproven,
  wrong,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'

export const alikeSigns = 'signs that are easily taken for one another, as 0 and O'

type Run = { kind: 'letters' | 'digits' | 'sign' | 'gap'; text: string }

const runs = /(\p{L}[\p{L}\p{M}]*)|(\d+)|([-\s._/:,'()]+)|([^\p{L}\d])/gu

/** Letters in upper case, runs of digits, separators, and signs that are part of a code (`+`, `#`, `*`, a minus at an end). */
function runsOf(text: string): Run[] {
  const found: Run[] = []
  for (const [whole, letters, digits, gap] of text.matchAll(runs))
    if (letters !== undefined) found.push({ kind: 'letters', text: letters.toUpperCase() })
    else if (digits !== undefined) found.push({ kind: 'digits', text: digits })
    else if (gap !== undefined) found.push({ kind: 'gap', text: gap.trim() })
    else found.push({ kind: 'sign', text: whole })
  return found.map((run, at) =>
    run.kind === 'gap' && run.text === '-' && (at === 0 || at === found.length - 1)
      ? { kind: 'sign', text: '-' }
      : run,
  )
}

/** Whether a plain text can be an identifier: letters and digits mixed, digits in groups, or signs only. */
export function looksLikeCode(text: string, loose = false): boolean {
  if (text.length > 60) return false
  if (/^[^\p{L}\p{N}\s]+$/u.test(text)) return true
  if (/^\p{L}{1,3}[+#*-]+$/u.test(text) || /^[#*+]+\p{L}{1,3}$/u.test(text)) return true
  if (!/\d/.test(text) || !/^[\p{L}\d+#(*-][\p{L}\d\s\-._/:+#*()]*$/u.test(text)) return false
  const words = text.split(' ')
  if (words.length === 1) return true
  const group = loose
    ? /^(?:\p{L}{1,3}|[\p{L}\d+#().-]*\d[\p{L}\d+#().-]*)$/u
    : /^(?:\p{Lu}{1,3}|[\p{L}\d+#().-]*\d[\p{L}\d+#().-]*|[-/.])$/u
  return words.every((word) => group.test(word))
}

/** Whether a code is more than a figure: it compares as text. */
export const isMixed = (text: string) =>
  /\d/.test(text) ? /\p{L}|[#*]|\d[-._/:]+\d.*[-._/:]+\d|\d-\d/u.test(text) : true

const isPhone = (text: string) =>
  /^\+?[\d\s\-./()]+$/.test(text) && text.replace(/\D/g, '').length >= 7

/** Runs without separators; a point that stands between digits stays unless it only groups a long number. */
function formOf(found: readonly Run[], groupedFreely: boolean): string {
  return found
    .map((run, at) => {
      if (run.kind !== 'gap') return run.text
      const between = found[at - 1]?.kind === 'digits' && found[at + 1]?.kind === 'digits'
      if (!between || /^[-\s()]*$/.test(run.text)) return ''
      return groupedFreely ? '' : run.text
    })
    .join('')
}

const digitsIn = (text: string) => text.replace(/\D/g, '')

const groupsOf = (text: string) => text.split(/\D+/).filter(Boolean)

/** `192.168.1.1`: four numbers below 256 with points between them. */
export const isNetworkAddress = (text: string) =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) &&
  groupsOf(text).every((part) => Number(part) < 256 && part === String(Number(part)))

/** Whether digits are grouped by points as in 555.123.4567, unlike the parts of a version, an address or a date. */
function pointsGroup(text: string): boolean {
  const groups = groupsOf(text)
  const isDate = /^(?:\d{1,2}\D\d{1,2}\D\d{4}|\d{4}\D\d{1,2}\D\d{1,2})$/.test(text)
  return (
    /^[+\d.\s()-]+$/.test(text) &&
    !isDate &&
    !isNetworkAddress(text) &&
    groups.length > 2 &&
    groups.every(({ length }) => length >= 2) &&
    digitsIn(text).length >= 7
  )
}

/** Whether both texts set marks between their digits that spaces are not, at other places: 192.168.1.1 and 192.168.11. */
function groupsClash(expected: string, actual: string): boolean {
  const parts = (text: string) => text.match(/\d+(?:[./:,_]\d+)+/g)?.join(' ')
  const [a, b] = [parts(expected), parts(actual)]
  return a !== undefined && b !== undefined && groupsOf(a).join(' ') !== groupsOf(b).join(' ')
}

/** 5-551-234 and 555-1234: both grouped, and not alike. */
function hyphensClash(expected: string, actual: string): boolean {
  const both = [expected, actual].every((text) => /^\d+(?:-\d+)+$/.test(text))
  return both && groupsOf(expected).join(' ') !== groupsOf(actual).join(' ')
}

function phoneMatch(expected: string, actual: string): EntityMatch | null {
  if (!isPhone(expected) || !isPhone(actual)) return null
  const national = (text: string) => digitsIn(text).replace(/^00/, '').replace(/^0/, '')
  const [a, b] = [national(expected), national(actual)]
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const country = long.length - short.length
  // 00 is dialled for the plus.
  const international = (text: string) => text.replace(/\D/g, '').replace(/^00/, '')
  const prefixed = [expected, actual].every((text) => /^(?:\+|\(?00)/.test(text))
  if (prefixed && international(expected) === international(actual)) return right('the same number')
  if (country === 0 && short === long) return unproven('the same digits in other groups', 0.6)
  if (short.length < 7 || country > 3 || !long.endsWith(short)) return null
  return unproven('the same number, but for the country or area code', 0.7)
}

/** Whether the parts of one code are a part of the other's: `00123` of `ORD-00123`. */
function contains(all: readonly Run[], some: readonly Run[]): boolean {
  const parts = (found: readonly Run[]) => found.filter(({ kind }) => kind !== 'gap')
  const [long, short] = [parts(all), parts(some)]
  if (short.length === 0 || short.length >= long.length) return false
  for (let at = 0; at + short.length <= long.length; at++) {
    const rest = [...long.slice(0, at), ...long.slice(at + short.length)]
    const leading = rest.every((run) => run.kind !== 'sign' || long.indexOf(run) === 0)
    if (leading && short.every((run, index) => run.text === long[at + index]?.text)) return true
  }
  return false
}

/**
 * Compares two codes as text: case and separators aside, but with every leading zero, every point between digits and every
 * sign. Longer digit strings may be grouped otherwise (`555-1234`, `5551234`); of short ones that may change the meaning.
 */
export function compareCodes(expected: string, actual: string): EntityMatch {
  const [a, b] = [runsOf(expected), runsOf(actual)]
  const phones = [expected, actual].every((text) => isPhone(text) && /^[0+(]/.test(text))
  const clash = groupsClash(expected, actual)
  const freely = phones || (!clash && (pointsGroup(expected) || pointsGroup(actual)))
  const [x, y] = [formOf(a, freely), formOf(b, freely)]
  if (x === y) {
    if (!phones && hyphensClash(expected, actual))
      return unproven('the same digits in other groups', 0.6)
    const parts = (found: readonly Run[]) =>
      found.flatMap(({ kind, text }) => (kind === 'digits' ? [text] : [])).join(' ')
    // Spelled digit by digit: A 1 2.
    const spelled = [a, b].some((found) =>
      found.every(({ kind, text }) => kind !== 'digits' || text.length === 1),
    )
    if (spelled && /[A-Z]/.test(x)) return right('the same code, spelled')
    return parts(a) === parts(b) || digitsIn(x).length >= 6
      ? right('the same code')
      : unproven('the same digits in other groups', 0.6)
  }
  const phone = clash ? null : phoneMatch(expected, actual)
  if (phone !== null) return phone
  if (x.replace(/[/:.,_']/g, '') === y.replace(/[/:.,_']/g, '') && !/\d\.\d/.test(x + y))
    return unproven('the same code with other separators', 0.5)
  if (lookAlike(expected, actual)) return unproven(alikeSigns, 0.5)
  if (contains(b, a)) return unproven('the value says more than the expected code', 0.4)
  if (contains(a, b)) return unproven('the value says less than the expected code', 0.4)
  return wrong('another code')
}
