import { type FlacBits } from '#lib/engines/speech/decode/flac/flac-bits.ts'

/** A frame that cannot be what it says. */
export class FlacDamagedError extends Error {}

/** Coefficients of the fixed predictors by order (RFC 9639, 9.2.5). */
const fixed = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]]

/** Residuals in Rice codes, into `samples` from `order` on (RFC 9639, 9.2.7). */
function readResiduals(bits: FlacBits, samples: Float64Array, order: number): void {
  const method = bits.read(2)
  if (method > 1) throw new FlacDamagedError('unknown residual coding')
  const parameterBits = method === 0 ? 4 : 5
  const escape = 2 ** parameterBits - 1
  const partitions = 2 ** bits.read(4)
  const size = samples.length / partitions
  if (!Number.isInteger(size) || size < order) throw new FlacDamagedError('uneven partitions')
  let at = order
  for (let partition = 1; partition <= partitions; partition++) {
    const end = partition * size
    const parameter = bits.read(parameterBits)
    if (parameter === escape) {
      const width = bits.read(5)
      for (; at < end; at++) samples[at] = width === 0 ? 0 : bits.readSigned(width)
      continue
    }
    const scale = 2 ** parameter
    for (; at < end; at++) {
      const folded = bits.readUnary() * scale + bits.read(parameter)
      samples[at] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2
    }
  }
}

/** Adds to each residual what the samples before it predict. */
function predict(samples: Float64Array, coefficients: number[], shift: number): void {
  const order = coefficients.length
  const divisor = 2 ** shift
  for (let at = order; at < samples.length; at++) {
    let sum = 0
    for (let k = 0; k < order; k++) sum += (coefficients[k] ?? 0) * (samples[at - 1 - k] ?? 0)
    samples[at] = (samples[at] ?? 0) + Math.floor(sum / divisor)
  }
}

function readLinear(bits: FlacBits, samples: Float64Array, depth: number, order: number): void {
  for (let at = 0; at < order; at++) samples[at] = bits.readSigned(depth)
  const precision = bits.read(4) + 1
  if (precision === 16) throw new FlacDamagedError('unknown precision')
  const shift = bits.readSigned(5)
  if (shift < 0) throw new FlacDamagedError('a negative shift')
  const coefficients = Array.from({ length: order }, () => bits.readSigned(precision))
  readResiduals(bits, samples, order)
  predict(samples, coefficients, shift)
}

/** One channel of a frame: `size` samples of `depth` bits (RFC 9639, 9.2). */
export function readSubframe(bits: FlacBits, size: number, depth: number): Float64Array {
  if (bits.read(1) !== 0) throw new FlacDamagedError('no subframe')
  const type = bits.read(6)
  const wasted = bits.read(1) === 1 ? bits.readUnary() + 1 : 0
  const width = depth - wasted
  if (width < 1) throw new FlacDamagedError('no bits left')
  const samples = new Float64Array(size)
  if (type === 0) samples.fill(bits.readSigned(width))
  else if (type === 1) for (let at = 0; at < size; at++) samples[at] = bits.readSigned(width)
  else if (type >= 8 && type <= 12) {
    const order = type - 8
    if (order > size) throw new FlacDamagedError('too short for its predictor')
    for (let at = 0; at < order; at++) samples[at] = bits.readSigned(width)
    readResiduals(bits, samples, order)
    predict(samples, fixed[order] ?? [], 0)
  } else if (type >= 32) {
    if (type - 31 > size) throw new FlacDamagedError('too short for its predictor')
    readLinear(bits, samples, width, type - 31)
  } else throw new FlacDamagedError('unknown subframe')
  if (wasted > 0) for (let at = 0; at < size; at++) samples[at] = (samples[at] ?? 0) * 2 ** wasted
  return samples
}
