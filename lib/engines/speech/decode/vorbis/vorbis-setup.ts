import {
  type Codebook,
  CodebookBudget,
  readCodebook,
} from '#lib/engines/speech/decode/vorbis/codebook.ts'
import { type Floor, readFloor } from '#lib/engines/speech/decode/vorbis/floor.ts'
import { readResidue, type Residue } from '#lib/engines/speech/decode/vorbis/residue.ts'
import { ilog, VorbisBits } from '#lib/engines/speech/decode/vorbis/vorbis-bits.ts'
import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** How the channels of a block are coded (Vorbis I, 4.2.4): coupled pairs, and groups that share floor and residue. */
export type Mapping = {
  couplings: { magnitude: number; angle: number }[]
  /** group of each channel */
  groups: number[]
  submaps: { floor: number; residue: number }[]
}

/** All that the three headers of a stream say of it. */
export type VorbisSetup = {
  channels: number
  sampleRate: number
  /** short and long */
  blockSizes: [number, number]
  books: Codebook[]
  floors: Floor[]
  residues: Residue[]
  mappings: Mapping[]
  modes: { long: boolean; mapping: number }[]
}

const damaged = (what: string) => new UnreadableAudioError(`The Vorbis header is damaged: ${what}`)

/** Whether a packet is the header of a kind: 1 identification, 3 comments, 5 setup. */
export const isVorbisHeader = (packet: Uint8Array, kind: number): boolean =>
  packet[0] === kind && String.fromCharCode(...packet.subarray(1, 7)) === 'vorbis'

type Identification = Pick<VorbisSetup, 'channels' | 'sampleRate' | 'blockSizes'>

function readIdentification(packet: Uint8Array): Identification {
  if (!isVorbisHeader(packet, 1) || packet.length < 30) throw damaged('it is cut off')
  const bits = new VorbisBits(packet.subarray(7))
  if (bits.read(32) !== 0) throw damaged('an unknown version')
  const channels = bits.read(8)
  const sampleRate = bits.read(32)
  for (let rate = 0; rate < 3; rate++) bits.read(32)
  const blockSizes: [number, number] = [1 << bits.read(4), 1 << bits.read(4)]
  const [short, long] = blockSizes
  if (channels < 1 || channels > 8) throw damaged(`${channels} channels, where 1 to 8 can be`)
  if (short < 64 || long < short || long > 8_192) throw damaged('block sizes')
  return { channels, sampleRate, blockSizes }
}

function readMapping(
  bits: VorbisBits,
  channels: number,
  { floors, residues }: { floors: number; residues: number },
): Mapping {
  if (bits.read(16) !== 0) throw damaged('an unknown mapping')
  const count = bits.flag() ? bits.read(4) + 1 : 1
  const steps = bits.flag() ? bits.read(8) + 1 : 0
  const width = ilog(channels - 1)
  const couplings = Array.from({ length: steps }, () => ({
    magnitude: bits.read(width),
    angle: bits.read(width),
  }))
  const wrong = couplings.some(
    ({ magnitude, angle }) => magnitude === angle || Math.max(magnitude, angle) >= channels,
  )
  if (wrong || bits.read(2) !== 0) throw damaged('coupled channels')
  const groups = Array.from({ length: channels }, () => (count > 1 ? bits.read(4) : 0))
  const submaps = Array.from({ length: count }, () => {
    bits.read(8)
    return { floor: bits.read(8), residue: bits.read(8) }
  })
  const known = submaps.every(({ floor, residue }) => floor < floors && residue < residues)
  if (!known || groups.some((group) => group >= count)) throw damaged('a mapping')
  return { couplings, groups, submaps }
}

/** Reads the first and the third header packet of a stream. Throws `UnreadableAudioError`. */
export function readVorbisSetup(identification: Uint8Array, setup: Uint8Array): VorbisSetup {
  const head = readIdentification(identification)
  if (!isVorbisHeader(setup, 5)) throw damaged('it has no setup')
  const bits = new VorbisBits(setup.subarray(7))
  const list = <T>(width: number, read: () => T) =>
    Array.from({ length: bits.read(width) + 1 }, () => {
      if (bits.over) throw damaged('it is cut off')
      return read()
    })
  const budget = new CodebookBudget()
  const books = list(8, () => readCodebook(bits, budget))
  list(6, () => bits.read(16))
  const floors = list(6, () => readFloor(bits, books.length))
  const residues = list(6, () => readResidue(bits, books))
  const counts = { floors: floors.length, residues: residues.length }
  const mappings = list(6, () => readMapping(bits, head.channels, counts))
  const modes = list(6, () => {
    const long = bits.flag()
    bits.read(32)
    return { long, mapping: bits.read(8) }
  })
  if (modes.some(({ mapping }) => mapping >= mappings.length) || bits.over)
    throw damaged('it is cut off')
  return { ...head, books, floors, residues, mappings, modes }
}
