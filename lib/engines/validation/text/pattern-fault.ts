/** Where the first bracket stands that nothing closes (`(` or `[`), or the first that closes nothing (`)`). */
function lonely(source: string, wanted: '(' | '[' | ')'): number | null {
  const open: number[] = []
  let set: number | null = null
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]
    if (sign === '\\') at++
    else if (set !== null) {
      // A ] right after the [ is a letter of the set.
      if (sign === ']' && at > set + (source[set + 1] === '^' ? 2 : 1)) set = null
    } else if (sign === '[') set = at
    else if (sign === '(') open.push(at)
    else if (sign === ')' && open.pop() === undefined && wanted === ')') return at
  }
  if (wanted === '[') return set
  return wanted === '(' ? (open.at(-1) ?? null) : null
}

type Words = (part: string, source: string) => { text: string; at: number | null }

const quoting =
  (text: string): Words =>
  (part, source) => {
    const at = part === '' ? -1 : source.indexOf(part)
    return { text: text.replace('$', part), at: at === -1 ? null : at }
  }
const bracket =
  (sign: '(' | '[' | ')', text: string): Words =>
  (_, source) => ({ text, at: lonely(source, sign) })

/** What RE2 says of a pattern, in the words of somebody who has only written one. */
const words: Record<string, Words> = {
  'missing closing )': bracket('(', 'a ( is not closed'),
  'missing closing ]': bracket('[', 'a [ is not closed'),
  'unexpected )': bracket(')', 'a ) has no ( before it'),
  'missing argument to repetition operator': quoting('$ has nothing before it to repeat'),
  'invalid nested repetition operator': quoting('$ repeats a repetition'),
  'invalid repeat count': quoting('$ is not a possible number of repetitions (0 to 1000)'),
  'invalid character class range': quoting('$ is not a known range of characters'),
  'invalid escape sequence': quoting('$ is not a known escape'),
  'invalid named capture': quoting('$ is not a valid name of a group'),
  'invalid or unsupported Perl syntax': quoting('$ is not known'),
  'duplicate capture group name': quoting('two groups have the name $'),
  'trailing backslash at end of expression': (_, source) => ({
    text: 'a \\ at the end escapes nothing',
    at: source.length - 1,
  }),
  'expression nests too deeply': quoting('its groups are nested too deeply'),
  'expression too large': quoting('it is too large'),
}

/**
 * An error of RE2 (`missing closing ): \`(a\``) as what is wrong with `source`, with the place of the character if it
 * is known, counted from 1.
 */
export function patternFault(error: string, source: string): string {
  const parts = /^(?:error parsing regexp: )?(?<code>.+?)(?:: `(?<part>.*)`)?$/s.exec(error)?.groups
  const known = words[parts?.['code'] ?? '']
  if (!known) return 'it has a part that is not known'
  const { text, at } = known((parts?.['part'] ?? '').replace(/^\(\?i\)/, ''), source)
  return at === null ? text : `${text} (character ${at + 1})`
}
