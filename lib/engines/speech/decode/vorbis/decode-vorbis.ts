import { decodeFloor } from '#lib/engines/speech/decode/vorbis/floor.ts'
import { openImdct } from '#lib/engines/speech/decode/vorbis/imdct.ts'
import { decodeResidue } from '#lib/engines/speech/decode/vorbis/residue.ts'
import { ilog, VorbisBits } from '#lib/engines/speech/decode/vorbis/vorbis-bits.ts'
import {
  type Mapping,
  readVorbisSetup,
  type VorbisSetup,
} from '#lib/engines/speech/decode/vorbis/vorbis-setup.ts'

/** Size of a block and of its neighbours, which shape its window. */
type Block = { mapping: Mapping; size: number; before: number; after: number }

/** Undoes the coupling of two channels in place (Vorbis I, 4.3.5). */
function uncouple(magnitudes: Float32Array, angles: Float32Array): void {
  for (let k = 0; k < magnitudes.length; k++) {
    const m = magnitudes[k] ?? 0
    const a = angles[k] ?? 0
    if (a > 0) {
      magnitudes[k] = m
      angles[k] = m > 0 ? m - a : m + a
    } else {
      magnitudes[k] = m > 0 ? m + a : m - a
      angles[k] = m
    }
  }
}

const slopes = new Map<number, Float64Array>()

/** The rising half of a window: sin(π/2 sin²(π/2 (n + 1/2)/size)) (Vorbis I, 1.3.2). */
function slopeOf(size: number): Float64Array {
  const known = slopes.get(size)
  if (known) return known
  const slope = Float64Array.from({ length: size }, (_, n) => {
    const sine = Math.sin((Math.PI / 2) * ((n + 0.5) / size))
    return Math.sin((Math.PI / 2) * sine * sine)
  })
  slopes.set(size, slope)
  return slope
}

/** Fades a block in and out, in place, over half of the smaller of it and its neighbour. */
function applyWindow(samples: Float64Array, before: number, after: number): void {
  const size = samples.length
  const rise = Math.min(size, before) / 2
  const fall = Math.min(size, after) / 2
  const riseAt = size / 4 - rise / 2
  const fallAt = (size * 3) / 4 - fall / 2
  const up = slopeOf(rise)
  const down = slopeOf(fall)
  samples.fill(0, 0, riseAt)
  for (let n = 0; n < rise; n++) samples[riseAt + n] = (samples[riseAt + n] ?? 0) * (up[n] ?? 0)
  for (let n = 0; n < fall; n++)
    samples[fallAt + n] = (samples[fallAt + n] ?? 0) * (down[fall - 1 - n] ?? 0)
  samples.fill(0, fallAt + fall)
}

/** Joins the second half of a block to the first half of the next one. */
function overlap(last: Float64Array, next: Float64Array): Float32Array {
  const centre = last.length / 2
  const shift = next.length / 4 - last.length / 4
  const joined = new Float32Array(last.length / 4 + next.length / 4)
  for (let n = 0; n < joined.length; n++) {
    const then = n < centre ? (last[centre + n] ?? 0) : 0
    joined[n] = then + (n + shift >= 0 ? (next[n + shift] ?? 0) : 0)
  }
  return joined
}

/** Decodes the packets of one Vorbis stream (Vorbis I, 4.3). */
export class VorbisDecoder {
  readonly setup: VorbisSetup
  #last: Float64Array[] | null = null

  /** Takes the first and the third header packet. Throws `UnreadableAudioError`. */
  constructor(identification: Uint8Array, setup: Uint8Array) {
    this.setup = readVorbisSetup(identification, setup)
  }

  /** The samples that a packet completes, ±1 by channel: none with the first one. Null for a packet that is damaged. */
  decode(packet: Uint8Array): Float32Array[] | null {
    const bits = new VorbisBits(packet)
    const block = this.#readBlock(bits)
    if (!block) return null
    const blocks = this.#spectra(block, bits).map((spectrum) => {
      const samples = openImdct(block.size)(spectrum)
      applyWindow(samples, block.before, block.after)
      return samples
    })
    const last = this.#last
    this.#last = blocks
    return blocks.map((next, channel) => {
      const then = last?.[channel]
      return then ? overlap(then, next) : new Float32Array(0)
    })
  }

  #readBlock(bits: VorbisBits): Block | null {
    const { modes, mappings, blockSizes } = this.setup
    if (bits.flag()) return null
    const mode = modes[bits.read(ilog(modes.length - 1))]
    const mapping = mode && mappings[mode.mapping]
    if (!mapping || bits.over) return null
    const [short, long] = blockSizes
    if (!mode.long) return { mapping, size: short, before: short, after: short }
    const before = bits.flag() ? long : short
    const after = bits.flag() ? long : short
    return { mapping, size: long, before, after }
  }

  #spectra({ mapping, size }: Block, bits: VorbisBits): Float32Array[] {
    const { books, floors, residues } = this.setup
    const { couplings, groups, submaps } = mapping
    const half = size / 2
    const curves = groups.map((group) => {
      const floor = floors[submaps[group]?.floor ?? 0]
      return floor ? decodeFloor(floor, bits, books, half) : null
    })
    const heard = curves.map((curve) => curve !== null)
    for (const { magnitude, angle } of couplings)
      if (heard[magnitude] || heard[angle]) heard[magnitude] = heard[angle] = true
    const spectra: Float32Array[] = groups.map(() => new Float32Array(half))
    for (const [group, submap] of submaps.entries()) {
      const residue = residues[submap.residue]
      const own = groups.flatMap((one, channel) => (one === group ? [channel] : []))
      if (!residue || own.length === 0) continue
      const uses = own.map((channel) => heard[channel] ?? false)
      const vectors = decodeResidue(residue, bits, books, uses, half)
      for (const [index, channel] of own.entries()) {
        const vector = vectors[index]
        if (vector) spectra[channel] = vector
      }
    }
    for (const { magnitude, angle } of couplings.toReversed()) {
      const [m, a] = [spectra[magnitude], spectra[angle]]
      if (m && a) uncouple(m, a)
    }
    return spectra.map((spectrum, channel) => shape(spectrum, curves[channel] ?? null))
  }
}

/** A spectrum in the shape of its floor; silence without one. */
function shape(spectrum: Float32Array, curve: Float32Array | null): Float32Array {
  if (!curve) return new Float32Array(spectrum.length)
  return spectrum.map((value, k) => value * (curve[k] ?? 0))
}
