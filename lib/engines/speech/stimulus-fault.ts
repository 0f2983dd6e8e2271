import type { Stimulus } from '#lib/engines/speech/types.ts'

/** Quieter than this nobody hears a caller. */
const AUDIBLE_DB = -45
/** ms of speech for one written unit at the fastest and slowest a person follows. */
const FASTEST_MS = 22
const SLOWEST_MS = 350
/** Pauses around the words, and the least a single short word takes. */
const MARGIN_MS = 2_500
const SHORTEST_MS = 60

/** Letters count once, signs of a syllable or more several times; digits and symbols are spoken as words. */
const weights: [RegExp, number][] = [
  [/[\p{Script=Han}]/gu, 4],
  [/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu, 2.5],
  [/\p{L}/gu, 1],
  [/\p{N}/gu, 4],
]
/** A symbol may be spoken ("per cent") or not ("-"), so it only raises the upper bound. */
const SYMBOL_WEIGHT = 8

function spokenUnits(text: string): { least: number; most: number } {
  let rest = text
  let units = 0
  for (const [signs, weight] of weights) {
    units += (rest.match(signs)?.length ?? 0) * weight
    rest = rest.replace(signs, '')
  }
  return { least: units, most: units + (rest.match(/[\p{S}\p{P}]/gu)?.length ?? 0) * SYMBOL_WEIGHT }
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`

/**
 * Why a stimulus cannot serve as evidence, or null: it is silent, or its speech is implausibly short or long
 * for its text. Pass null as the text of a recording that has none.
 */
export function stimulusFault({ levels, clip }: Stimulus, text: string | null): string | null {
  if (clip.pcm.length === 0) return 'The recording of the caller is empty'
  if (levels.speechStartMs === null || levels.peakDb < AUDIBLE_DB)
    return `The recording of the caller is silent (peak ${levels.peakDb.toFixed(0)} dBFS)`
  if (text === null) return null
  const { least, most } = spokenUnits(text)
  const spokenMs = levels.speechEndMs - levels.speechStartMs
  const shortest = Math.max(SHORTEST_MS, least * FASTEST_MS)
  const longest = MARGIN_MS + most * SLOWEST_MS
  if (spokenMs < shortest)
    return `The caller speaks for ${seconds(spokenMs)}, but this text needs at least ${seconds(shortest)}`
  if (spokenMs > longest)
    return `The caller speaks for ${seconds(spokenMs)}, but this text takes at most ${seconds(longest)}`
  return null
}
