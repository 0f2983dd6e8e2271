import type { TimelineClip, WaveformView } from '#lib/executions/timeline/schema.ts'

/** An outline at its place on the timeline: peaks as bytes, 255 times the square root of the amplitude. */
export type PlacedWave = {
  from_ms: number
  to_ms: number
  /** ms of the recording that are heard at `from_ms` */
  starts_ms: number
  step_ms: number
  peaks: Uint8Array
}

/** px of a bar, and from one bar to the next. */
export const barPx = 2
const pitchPx = 3

/** Between loudness as it is heard (1) and the samples themselves (2): words are told apart, quiet ones are seen. */
const shape = 1.5

const bytesOf = (base64: string) =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** The outlines of one side: its own recordings, or its channel in that of the call. */
export function wavesOf(
  side: 'caller' | 'voice_ai',
  clips: readonly TimelineClip[],
  waveforms: readonly WaveformView[],
): { waves: PlacedWave[]; faults: string[] } {
  const own = clips.filter((clip) => clip.side === side || clip.side === 'call')
  const faults = new Set<string>()
  const waves = own.flatMap((clip): PlacedWave[] => {
    const found = waveforms.find((one) => one.side === clip.side && one.turn === clip.turn)
    const channel = found?.channels[clip.side === 'call' && side === 'voice_ai' ? 1 : 0]
    if (!found || channel === undefined) {
      faults.add(found?.fault ?? 'There is no recording.')
      return []
    }
    const { from_ms, to_ms, starts_ms } = clip
    return [{ from_ms, to_ms, starts_ms, step_ms: found.step_ms, peaks: bytesOf(channel) }]
  })
  return { waves, faults: [...faults] }
}

/** The loudest peak of a stretch, 0..255; null where nothing was recorded. */
export function loudest(waves: readonly PlacedWave[], fromMs: number, toMs: number): number | null {
  let most: number | null = null
  for (const { from_ms, to_ms, starts_ms, step_ms, peaks } of waves) {
    const begin = from_ms - starts_ms
    const first = Math.max(0, Math.floor((Math.max(fromMs, from_ms) - begin) / step_ms))
    const last = Math.min(peaks.length, Math.ceil((Math.min(toMs, to_ms) - begin) / step_ms))
    for (let step = first; step < last; step++) most = Math.max(most ?? 0, peaks[step] ?? 0)
  }
  return most
}

type Seen = {
  waves: readonly PlacedWave[]
  /** px from the left end of the timeline to that of the picture */
  left: number
  width: number
  msPerPx: number
}

/** Heights of the bars that are seen, 0..1 of the loudest of all; they keep their places while it is scrolled. */
export function barsOf({ waves, left, width, msPerPx }: Seen): { x: number; height: number }[] {
  const whole = waves.reduce(
    (most, { peaks }) => peaks.reduce((one, peak) => Math.max(one, peak), most),
    // A recording that is almost silent is not blown up until its noise looks like speech.
    64,
  )
  const bars: { x: number; height: number }[] = []
  const first = Math.floor(left / pitchPx)
  for (let bar = first; bar * pitchPx < left + width; bar++) {
    const from = bar * pitchPx * msPerPx
    const peak = loudest(waves, from, from + pitchPx * msPerPx)
    if (peak !== null) bars.push({ x: bar * pitchPx - left, height: (peak / whole) ** shape })
  }
  return bars
}
