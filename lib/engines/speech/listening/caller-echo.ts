import { frameLevels, highPass, quantile } from '#lib/engines/speech/audio/frames.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { bandHz, narrowBand } from '#lib/engines/speech/listening/narrow-band.ts'

/** What the reply has of the caller's own recording. */
type CallerEcho = {
  /** 0..1: correlation of the samples, the median of pieces of 150 ms */
  likeness: number
  /** ms from the first sample of the reply to that of the recording; negative when its beginning is missing */
  delayMs: number
}

const hopMs = 10
/** How late an echo may begin, and how much of the recording's beginning may be missing. */
const latestMs = 2_500
const missingMs = 400
/** Levels are alike from here on: then the samples are compared. */
const alikeLevels = 0.75
/** Levels are compared down to this far under the loudest. */
const rangeDb = 40
/** Least share of the recording's speech that must lie within the reply, and of the reply's sound within the recording. */
const covered = 0.8
const filled = 0.7
const pieceMs = 150
/** Samples are looked for this far around the place that the levels name. */
const searchMs = 15
const maxPieces = 7
/** A longer reply is no echo of a recording shorter than this. */
const shortestMs = 250

type Envelope = { levels: Float64Array; from: number; to: number }

/** Levels above the floor, and where the sound begins and ends, in frames of 10 ms. */
function envelopeOf(clip: Clip): Envelope | null {
  const raw = frameLevels(highPass(clip, 300), clip.sampleRate, 2 * hopMs, hopMs)
  const floor = quantile(raw, 0.98) - rangeDb
  if (floor < -100) return null
  const levels = raw.map((level) => Math.max(0, level - floor))
  const audible = (level: number) => level > rangeDb / 4
  const from = levels.findIndex(audible)
  const to = levels.findLastIndex(audible) + 1
  return from < 0 || (to - from) * hopMs < shortestMs ? null : { levels, from, to }
}

/** Pearson's correlation of `a` from `from` to `to` with `b` that much later. */
function correlation(a: Float64Array, b: Float64Array, from: number, to: number, lag: number) {
  let [sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0]
  for (let n = from; n < to; n++) {
    const [x, y] = [a[n] ?? 0, b[n + lag] ?? 0]
    sumA += x
    sumB += y
    aa += x * x
    bb += y * y
    ab += x * y
  }
  const count = to - from
  const spread = (aa - (sumA * sumA) / count) * (bb - (sumB * sumB) / count)
  return spread <= 0 ? 0 : (ab - (sumA * sumB) / count) / Math.sqrt(spread)
}

/** The lag at which the levels fit best, if they fit at all. */
function bestLag(said: Envelope, reply: Envelope): number | null {
  const length = said.to - said.from
  let [best, at] = [alikeLevels, null as number | null]
  for (let lag = -missingMs / hopMs; lag <= latestMs / hopMs; lag++) {
    const from = Math.max(said.from, -lag)
    const to = Math.min(said.to, reply.levels.length - lag)
    if (to - from < covered * length) continue
    const alike = correlation(said.levels, reply.levels, from, to, lag)
    if (alike > best) [best, at] = [alike, lag]
  }
  return at
}

/** Share of the reply's sound that lies where the echo would be. */
function shareWithin(reply: Envelope, from: number, to: number): number {
  let [inside, all] = [0, 0]
  reply.levels.forEach((level, index) => {
    if (level <= rangeDb / 4) return
    all++
    if (index >= from && index < to) inside++
  })
  return inside / Math.max(1, all)
}

/** Flattens the spectrum: telephone lines take the lows away, in which most of a voice's power is. */
function bright(clip: Clip): Float64Array {
  const samples = narrowBand(clip)
  for (let n = samples.length - 1; n > 0; n--)
    samples[n] = (samples[n] ?? 0) - 0.95 * (samples[n - 1] ?? 0)
  return samples
}

/** The best correlation of one piece within the search, of either sign. */
function pieceLikeness(a: Float64Array, b: Float64Array, from: number, lag: number): number {
  const [length, search] = [(pieceMs * bandHz) / 1_000, (searchMs * bandHz) / 1_000]
  let best = 0
  for (let shift = -search; shift <= search; shift++)
    best = Math.max(best, Math.abs(correlation(a, b, from, from + length, lag + shift)))
  return best
}

function sampleLikeness(said: Clip, reply: Clip, { from, to }: Envelope, lag: number): number {
  const [a, b] = [bright(said), bright(reply)]
  const perHop = (hopMs * bandHz) / 1_000
  const pieces = Math.min(maxPieces, Math.floor(((to - from) * hopMs) / pieceMs))
  const step = Math.floor(((to - from) * perHop) / Math.max(1, pieces))
  const found: number[] = []
  for (let piece = 0; piece < pieces; piece++) {
    const at = from * perHop + piece * step
    if (at + lag * perHop >= 0 && at + lag * perHop + step <= b.length)
      found.push(pieceLikeness(a, b, at, lag * perHop))
  }
  return found.toSorted((x, y) => x - y)[found.length >> 1] ?? 0
}

/**
 * How far a reply is the caller's own recording played back: at any level and rate, coded, up to 2.5 s late. null when it is
 * not, and when either has hardly any sound. A reply that says more than the recording is no echo.
 */
export function callerEcho(said: Clip, reply: Clip): CallerEcho | null {
  const [mine, theirs] = [envelopeOf(said), envelopeOf(reply)]
  if (mine === null || theirs === null) return null
  const lag = bestLag(mine, theirs)
  if (lag === null || shareWithin(theirs, mine.from + lag - 5, mine.to + lag + 5) < filled)
    return null
  const likeness = sampleLikeness(said, reply, mine, lag)
  return { likeness: Math.round(likeness * 100) / 100, delayMs: lag * hopMs }
}
