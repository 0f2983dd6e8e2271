import { alignedDistance, frameDistance } from '#simulator/asr/align.ts'
import { cepstraOf, dimensions } from '#simulator/asr/cepstra.ts'
import { bands, type Spectrum } from '#simulator/asr/spectrum.ts'
import { findSpeech } from '#simulator/asr/speech-bounds.ts'
import { averaged, coarse, frameRange, type TemplateSet } from '#simulator/asr/template-set.ts'

/** `robust` adapts its templates to the noise around the speech, `fragile` does not. */
export type Profile = 'robust' | 'fragile'

export type Recognition = {
  /** index of the phrase, or null when nothing known was said */
  phrase: number | null
  /** the nearest phrase, accepted or not; null without speech */
  nearest: number | null
  /** distance to the nearest phrase over distance to speech in general */
  score: number
}

/** The one fixed rule of rejection, measured by bench/recogniser.ts. */
const acceptBelow = 1.05

/** Score of an utterance without speech: unlike anything. */
export const nothingAlike = 99

const candidatesKept = 32
/** Longest ratio of two utterances' lengths that can be the same phrase. */
const tempoRange = 1.6
const fillerFrames = 300
const fillerPhrases = 10
/** Share of the mean speech power below which nothing is told apart (-20 dB). */
export const floorShare = 1e-2

/** Where a template is to be placed: the query's level and noise. */
export type Scene = { noise: Float32Array | null; floor: number; level: number }
type Candidate = { set: TemplateSet; phrase: number; distance: number }

export function meanPower(
  power: Float32Array,
  start: number,
  end: number,
  noise: Float32Array | null,
) {
  let sum = 0
  for (let frame = start; frame < end; frame++)
    for (let band = 0; band < bands; band++)
      sum += Math.max(0, (power[frame * bands + band] ?? 0) - (noise?.[band] ?? 0))
  return sum / Math.max(1, (end - start) * bands)
}

/** A template, or its first `length` frames, as it would sound in the scene of the query. */
export function placed(
  set: TemplateSet,
  phrase: number,
  { noise, floor, level }: Scene,
  length = Infinity,
): Float32Array {
  const [start, last] = frameRange(set, phrase)
  const end = Math.min(last, start + length)
  const own = meanPower(set.power, start, end, null)
  return cepstraOf(set.power, start, end, { gain: own > 0 ? level / own : 1, noise, floor })
}

/** The phrases worth a close look, nearest first, found at a quarter of the frames. */
function shortlist(sets: TemplateSet[], query: Float32Array, frames: number, scene: Scene) {
  const found: Candidate[] = []
  let limit = Infinity
  for (const set of sets) {
    const small = coarse(set)
    for (let phrase = 0; phrase + 1 < set.offsets.length; phrase++) {
      const [start, end] = frameRange(set, phrase)
      const ratio = (end - start) / frames
      if (ratio > tempoRange || ratio < 1 / tempoRange) continue
      const distance = alignedDistance(query, placed(small, phrase, scene), limit)
      if (distance === Infinity) continue
      found.push({ set, phrase, distance })
      if (found.length < 2 * candidatesKept) continue
      found.sort((left, right) => left.distance - right.distance).length = candidatesKept
      limit = found.at(-1)?.distance ?? Infinity
    }
  }
  return found.sort((left, right) => left.distance - right.distance).slice(0, candidatesKept)
}

/** Mean distance of the query's frames to the nearest of some hundred frames of other phrases. */
function fillerDistance(sets: TemplateSet[], query: Float32Array, scene: Scene): number {
  const samples: Float32Array[] = []
  const perPhrase = Math.ceil(fillerFrames / fillerPhrases)
  for (let pick = 0; pick < fillerPhrases; pick++) {
    const set = sets[pick % sets.length]
    if (!set) continue
    const phrases = set.offsets.length - 1
    const features = placed(set, Math.floor(((pick + 0.5) / fillerPhrases) * phrases), scene)
    const frames = features.length / dimensions
    for (let index = 0; index < perPhrase; index++) {
      const frame = Math.floor((index * frames) / perPhrase)
      samples.push(features.subarray(frame * dimensions, (frame + 1) * dimensions))
    }
  }
  let sum = 0
  const frames = query.length / dimensions
  for (let frame = 0; frame < frames; frame++) {
    let least = Infinity
    for (const sample of samples) least = Math.min(least, frameDistance(query, frame, sample, 0))
    sum += least
  }
  return sum / frames
}

function nearest(candidates: Candidate[], query: Float32Array, scene: Scene): Candidate | null {
  let best: Candidate | null = null
  for (const { set, phrase } of candidates) {
    const distance = alignedDistance(query, placed(set, phrase, scene), best?.distance ?? Infinity)
    if (distance < (best?.distance ?? Infinity)) best = { set, phrase, distance }
  }
  return best
}

/** Recognises one utterance as one of the phrases of the sets, or as nothing that is known. */
export function recognise(spectrum: Spectrum, sets: TemplateSet[], profile: Profile): Recognition {
  const nothing = { phrase: null, nearest: null, score: nothingAlike }
  const bounds = findSpeech(spectrum)
  if (!bounds || sets.length === 0) return nothing
  const { start, end } = bounds
  const level = meanPower(spectrum.power, start, end, bounds.noise)
  const scene: Scene = {
    level,
    floor: level * floorShare,
    noise: profile === 'robust' ? bounds.noise : null,
  }
  const heard = { gain: 1, noise: null, floor: scene.floor }
  const query = cepstraOf(spectrum.power, start, end, heard)
  const rough = averaged(spectrum.power, start, end)
  const small = cepstraOf(rough, 0, rough.length / bands, heard)
  const best = nearest(shortlist(sets, small, end - start, scene), query, scene)
  if (!best) return nothing
  const score = best.distance / fillerDistance(sets, query, scene)
  return { phrase: score < acceptBelow ? best.phrase : null, nearest: best.phrase, score }
}
