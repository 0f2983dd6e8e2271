import { grammarOf } from '#lib/engines/validation/text/grammars/grammar-of.ts'
import type { AlignmentOp } from '#lib/engines/validation/text/wer.ts'
import { wordLikeness } from '#lib/engines/validation/text/word-likeness.ts'

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
/** Two words this much alike may be one in two spellings or forms, 0..1. */
const alikeSpelling = 0.8

/** Words without content that one side lacks: a hesitation or an article more or less. Never a negation. */
function saysNothing(words: string, language: string): boolean {
  const { functionWords, fillers, negations } = grammarOf(language)
  return words
    .trim()
    .split(' ')
    .every((word) => (functionWords.has(word) || fillers.has(word)) && !negations.includes(word))
}

/** Whether a difference may be one of spelling alone, in a way that no grammar of ours reads. */
function mayBeSpelling({ said, heard, errors }: Region, signs: boolean, language: string): boolean {
  const [a, b] = [compact(said), compact(heard)]
  if (a === '' || b === '')
    return errors <= fewWords && (signs || saysNothing(said + heard, language))
  const onlyFigures = !letter.test(a) && !letter.test(b)
  // Two figures are the same or not; only how they are grouped may differ.
  if (onlyFigures) return a === b
  if (digit.test(a) || digit.test(b)) return true
  return abbreviates(a, b) || abbreviates(b, a) || wordLikeness(a, b) >= alikeSpelling
}

/**
 * How many of the errors may be none: figures against words, abbreviations, names of signs, an article more or less. `said` and `heard` are the texts
 * as they came.
 */
export function spellingErrors(
  alignment: readonly AlignmentOp[],
  said: string,
  heard: string,
  language: string,
): number {
  const signs = spokenSigns.test(said) !== spokenSigns.test(heard)
  return regionsOf(alignment)
    .filter((region) => mayBeSpelling(region, signs, language))
    .reduce((sum, { errors }) => sum + errors, 0)
}
