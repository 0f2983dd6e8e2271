import type { AlignmentOp } from './wer.ts'

/** A run of differences between what was said and what was heard, each side's words joined. */
type Region = { said: string; heard: string; errors: number }

function regionsOf(alignment: readonly AlignmentOp[]): Region[] {
  const regions: Region[] = []
  let open: Region | null = null
  for (const step of alignment) {
    if (step.op === 'equal') {
      open = null
      continue
    }
    if (open === null) regions.push((open = { said: '', heard: '', errors: 0 }))
    if (step.op !== 'insert') open.said += ` ${step.reference}`
    if (step.op !== 'delete') open.heard += ` ${step.hypothesis}`
    open.errors++
  }
  return regions
}

const digit = /\p{N}/u
const letter = /\p{L}/u
const compact = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Whether `short` is made of letters of `long` in their order, from its first on: `usw` of `und so weiter`. */
function abbreviates(short: string, long: string): boolean {
  if (short === '' || short.length * 2 > long.length || short[0] !== long[0]) return false
  let at = 0
  for (const char of long) if (char === short[at]) at++
  return at === short.length
}

/** Signs with names of their own: `@` is said `at`, the dot of an address `dot`. */
const spokenSigns = /[@#&+=*/\\_~<>|^°§]|[\p{L}\p{N}]\.\p{L}|\p{L}\.\s?\p{L}?\.?/u
const fewWords = 3

/** Whether a difference may be one of spelling alone, in a way that no grammar of ours reads. */
function mayBeSpelling({ said, heard, errors }: Region, signs: boolean): boolean {
  const [a, b] = [compact(said), compact(heard)]
  if (a === '' || b === '') return signs && errors <= fewWords
  const onlyFigures = !letter.test(a) && !letter.test(b)
  // Two figures are the same or not; only how they are grouped may differ.
  if (onlyFigures) return a === b
  return digit.test(a) || digit.test(b) || abbreviates(a, b) || abbreviates(b, a)
}

/**
 * How many of the errors may be none: figures against words, abbreviations, names of signs. `said` and `heard` are the texts
 * as they came.
 */
export function spellingErrors(
  alignment: readonly AlignmentOp[],
  said: string,
  heard: string,
): number {
  const signs = spokenSigns.test(said) !== spokenSigns.test(heard)
  return regionsOf(alignment)
    .filter((region) => mayBeSpelling(region, signs))
    .reduce((sum, { errors }) => sum + errors, 0)
}
