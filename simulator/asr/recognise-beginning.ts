import { alignedDistance } from '#simulator/asr/align.ts'
import { cepstraOf, dimensions } from '#simulator/asr/cepstra.ts'
import {
  floorShare,
  meanPower,
  nothingAlike,
  placed,
  type Recognition,
  type Scene,
} from '#simulator/asr/recognise.ts'
import { bands, type Spectrum } from '#simulator/asr/spectrum.ts'
import { findSpeech } from '#simulator/asr/speech-bounds.ts'
import { averaged, coarse, frameRange, type TemplateSet } from '#simulator/asr/template-set.ts'

/** Coarse frames (80 ms) of speech without which a guess is worth nothing. */
const leastFrames = 5

export type Beginning = Recognition & {
  /** share of the phrase that has been spoken, 0..1 */
  progress: number
}

/**
 * What an unfinished utterance sounds like so far: the phrase whose beginning of the same length is most
 * like it. Works on a quarter of the frames, which is good enough for a partial transcript.
 */
export function recogniseBeginning(spectrum: Spectrum, sets: TemplateSet[]): Beginning {
  let best: Beginning = { phrase: null, nearest: null, score: nothingAlike, progress: 0 }
  const bounds = findSpeech(spectrum)
  if (!bounds) return best
  const { start, end, noise } = bounds
  const level = meanPower(spectrum.power, start, end, noise)
  const scene: Scene = { level, floor: level * floorShare, noise }
  const rough = averaged(spectrum.power, start, end)
  const heard = { gain: 1, noise: null, floor: scene.floor }
  const query = cepstraOf(rough, 0, rough.length / bands, heard)
  const length = query.length / dimensions
  if (length < leastFrames) return best
  for (const set of sets) {
    const small = coarse(set)
    for (let phrase = 0; phrase + 1 < set.offsets.length; phrase++) {
      const [from, to] = frameRange(small, phrase)
      if (to - from < 0.9 * length) continue
      const template = placed(small, phrase, scene, length)
      const score = alignedDistance(query, template, best.score)
      if (score < best.score)
        best = { phrase: null, nearest: phrase, score, progress: Math.min(1, length / (to - from)) }
    }
  }
  return best
}
