const FRAME_MS = 20
/** Power ratio of 30 dB: a frame softer than the loudest by more is a pause. */
const RANGE = 1e-3

/** Which frames of 20 ms hold speech; the last one may be shorter. */
export type ActiveFrames = { frame: number; active: boolean[] }

/** At full scale 1, or as 16 bits. */
type Samples = Float64Array | Int16Array

function powerOf(samples: Samples, start: number, end: number): number {
  let power = 0
  for (let n = start; n < end; n++) {
    const sample = samples[n] ?? 0
    power += sample * sample
  }
  return power
}

/** Finds the frames within 30 dB of the loudest; none in silence. */
export function findActiveFrames(samples: Samples, sampleRate: number): ActiveFrames {
  const frame = Math.round((sampleRate * FRAME_MS) / 1_000)
  const powers = Array.from({ length: Math.ceil(samples.length / frame) }, (_, index) => {
    const end = Math.min(samples.length, (index + 1) * frame)
    return powerOf(samples, index * frame, end) / (end - index * frame)
  })
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0)
  return { frame, active: powers.map((power) => power > 0 && power >= loudest * RANGE) }
}

/** Mean square of the samples in the active frames; 0 when no frame is active. */
export function activePower(samples: Samples, { frame, active }: ActiveFrames): number {
  let power = 0
  let count = 0
  for (let index = 0; index < active.length; index++) {
    if (!active[index]) continue
    const end = Math.min(samples.length, (index + 1) * frame)
    power += powerOf(samples, index * frame, end)
    count += end - index * frame
  }
  return count === 0 ? 0 : power / count
}
