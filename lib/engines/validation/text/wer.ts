import { spokenTokens } from '#lib/engines/validation/text/normalise.ts'
import { tablesOf } from '#lib/engines/validation/text/tokens/language-tables.ts'
import { isSpelled, surfaceWords } from '#lib/engines/validation/text/tokens/surface-words.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'
import { unify } from '#lib/engines/validation/text/tokens/unify.ts'

/** One step from reference to hypothesis; `equal` and `substitute` carry both words. */
export type AlignmentOp =
  | { op: 'equal'; reference: string; hypothesis: string }
  | { op: 'substitute'; reference: string; hypothesis: string }
  | { op: 'delete'; reference: string }
  | { op: 'insert'; hypothesis: string }

type ErrorRates = {
  hits: number
  substitutions: number
  deletions: number
  insertions: number
  /** (S+D+I) / (H+S+D); the number of insertions when the reference is empty */
  rate: number
  /** (S+D+I) / (H+S+D+I) */
  mer: number
  /** H/N_ref · H/N_hyp */
  wip: number
  /** 1 − wip */
  wil: number
  /** the texts were longer than `maxUnits` and only their beginnings were compared */
  capped: boolean
}

export type Measured = ErrorRates & { alignment: AlignmentOp[] }

/** Words or characters of each side that are compared: 2,000² cells take about 20 ms, the worst case. */
export const maxUnits = 2_000

const scratch = new Uint16Array(64 * 64)

/** Distances of all prefixes, (n+1)×(m+1), row by row; row = reference. */
function distances(
  reference: readonly string[],
  hypothesis: readonly string[],
  offset: number,
  n: number,
  m: number,
): Uint16Array {
  const width = m + 1
  const cells = (n + 1) * width
  const table = cells <= scratch.length ? scratch : new Uint16Array(cells)
  for (let column = 0; column <= m; column++) table[column] = column
  for (let row = 1; row <= n; row++) {
    const word = reference[offset + row - 1]
    const here = row * width
    const above = here - width
    let left = row
    table[here] = row
    let diagonal = row - 1
    for (let column = 1; column <= m; column++) {
      const up = table[above + column] ?? 0
      let best = word === hypothesis[offset + column - 1] ? diagonal : diagonal + 1
      if (up + 1 < best) best = up + 1
      if (left + 1 < best) best = left + 1
      table[here + column] = best
      diagonal = up
      left = best
    }
  }
  return table
}

/**
 * The optimal alignment that rapidfuzz (and so jiwer 4) picks: common prefix and suffix first; then, from the
 * end, a deletion if the cell above is one less, else an insertion if the left cell is one below the diagonal,
 * else the diagonal. The choice matters because MER and WIL depend on the hits of the chosen path.
 */
function align(reference: readonly string[], hypothesis: readonly string[]): AlignmentOp[] {
  const shorter = Math.min(reference.length, hypothesis.length)
  let prefix = 0
  while (prefix < shorter && reference[prefix] === hypothesis[prefix]) prefix++
  let suffix = 0
  while (suffix < shorter - prefix && reference.at(-1 - suffix) === hypothesis.at(-1 - suffix))
    suffix++
  const word = (words: readonly string[], index: number) => words[index] ?? ''
  let row = reference.length - prefix - suffix
  let column = hypothesis.length - prefix - suffix
  const width = column + 1
  const table =
    row > 0 && column > 0 ? distances(reference, hypothesis, prefix, row, column) : scratch
  const at = (r: number, c: number) => table[r * width + c] ?? 0
  const ops: AlignmentOp[] = []
  for (let index = 1; index <= suffix; index++)
    ops.push({
      op: 'equal',
      reference: word(reference, reference.length - index),
      hypothesis: word(hypothesis, hypothesis.length - index),
    })
  while (row > 0 || column > 0) {
    const source = word(reference, prefix + row - 1)
    const heard = word(hypothesis, prefix + column - 1)
    if (column === 0 || (row > 0 && at(row, column) === at(row - 1, column) + 1)) {
      ops.push({ op: 'delete', reference: source })
      row--
    } else if (row === 0 || at(row, column - 1) === at(row - 1, column - 1) - 1) {
      ops.push({ op: 'insert', hypothesis: heard })
      column--
    } else {
      ops.push({
        op: source === heard ? 'equal' : 'substitute',
        reference: source,
        hypothesis: heard,
      })
      row--
      column--
    }
  }
  for (let index = prefix - 1; index >= 0; index--)
    ops.push({
      op: 'equal',
      reference: word(reference, index),
      hypothesis: word(hypothesis, index),
    })
  return ops.reverse()
}

/** Error rates and alignment of two lists of units (words or characters), with the semantics of jiwer 4.0. */
export function measure(reference: readonly string[], hypothesis: readonly string[]): Measured {
  const capped = reference.length > maxUnits || hypothesis.length > maxUnits
  const source = capped ? reference.slice(0, maxUnits) : reference
  const heard = capped ? hypothesis.slice(0, maxUnits) : hypothesis
  const alignment = align(source, heard)
  let hits = 0
  let substitutions = 0
  let deletions = 0
  let insertions = 0
  for (const { op } of alignment)
    if (op === 'equal') hits++
    else if (op === 'substitute') substitutions++
    else if (op === 'delete') deletions++
    else insertions++
  const errors = substitutions + deletions + insertions
  const rate = source.length === 0 ? insertions : errors / source.length
  const mer = alignment.length === 0 ? 0 : errors / alignment.length
  const wip =
    source.length === 0
      ? heard.length === 0
        ? 1
        : 0
      : heard.length === 0
        ? 0
        : (hits / source.length) * (hits / heard.length)
  return {
    hits,
    substitutions,
    deletions,
    insertions,
    rate,
    mer,
    wip,
    wil: 1 - wip,
    capped,
    alignment,
  }
}

/** Splits as jiwer's default word transform does: on white space, without any other normalisation. */
export function plainWords(text: string): string[] {
  const stripped = text.trim()
  return stripped === '' ? [] : stripped.split(/\s+/)
}

/** Characters as jiwer counts them: code points, spaces included, ends stripped. */
export function plainCharacters(text: string): string[] {
  return Array.from(text.trim())
}

export type TranscriptErrors = {
  /** which rate is the main figure: characters in zh, ja, th, km, lo, my */
  main: 'wer' | 'cer'
  words: Measured
  /** computed on demand: characters cost ten times as much as words */
  characters(): Measured
}

/**
 * Compares what was said with what was heard, both read for the language (BCP-47). What means the same counts as the same
 * words, however it is written: `five dollars` and `$5`, `5 24` and `524`.
 */
export function transcriptErrors(said: string, heard: string, language: string): TranscriptErrors {
  const { unspaced } = tablesOf(language)
  const reference = spokenTokens(said, language)
  const hypothesis = unify(reference, spokenTokens(heard, language), { said, heard, language })
  const ofReference = new Set(reference)
  const spelled = reference.some((token) => isSpelled(token, said))
  const words = (token: Token) =>
    surfaceWords(token, ofReference.has(token) ? said : heard, language, spelled)
  const source = reference.flatMap(words)
  const found = hypothesis.flatMap(words)
  const joined = (list: readonly string[]) => list.join(unspaced ? '' : ' ')
  return {
    main: unspaced ? 'cer' : 'wer',
    words: measure(source, found),
    characters: () => measure(plainCharacters(joined(source)), plainCharacters(joined(found))),
  }
}
