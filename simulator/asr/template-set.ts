import { bands } from '#simulator/asr/spectrum.ts'

/** The clean mel powers of the same phrases in one voice; `offsets[i]` is the first frame of phrase i. */
export type TemplateSet = { id: string; offsets: Uint32Array; power: Float32Array }

/** Frames that the coarse search averages into one. */
const coarseFactor = 4
const setsKept = 64

export const frameRange = (set: TemplateSet, phrase: number): [start: number, end: number] => [
  set.offsets[phrase] ?? 0,
  set.offsets[phrase + 1] ?? 0,
]

/** Powers of the frames from `start` to `end`, `coarseFactor` averaged into one; at least one frame. */
export function averaged(power: Float32Array, start: number, end: number): Float32Array {
  const frames = Math.max(1, Math.floor((end - start) / coarseFactor))
  const out = new Float32Array(frames * bands)
  const parts = Math.min(coarseFactor, end - start)
  for (let frame = 0; frame < frames; frame++)
    for (let part = 0; part < parts; part++) {
      const from = (start + frame * coarseFactor + part) * bands
      for (let band = 0; band < bands; band++)
        out[frame * bands + band] =
          (out[frame * bands + band] ?? 0) + (power[from + band] ?? 0) / parts
    }
  return out
}

const coarseSets = new Map<string, TemplateSet>()

/** The set at a quarter of its frames; made once for each set. */
export function coarse(set: TemplateSet): TemplateSet {
  const known = coarseSets.get(set.id)
  if (known) return known
  const parts: Float32Array[] = []
  const offsets = new Uint32Array(set.offsets.length)
  for (let phrase = 0; phrase + 1 < set.offsets.length; phrase++) {
    const part = averaged(set.power, ...frameRange(set, phrase))
    parts.push(part)
    offsets[phrase + 1] = (offsets[phrase] ?? 0) + part.length / bands
  }
  const power = new Float32Array((offsets.at(-1) ?? 0) * bands)
  for (const [phrase, part] of parts.entries()) power.set(part, (offsets[phrase] ?? 0) * bands)
  const built = { id: set.id, offsets, power }
  if (coarseSets.size >= setsKept) coarseSets.clear()
  coarseSets.set(set.id, built)
  return built
}
