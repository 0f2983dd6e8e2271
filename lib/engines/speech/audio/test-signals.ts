import type { Clip } from '#lib/engines/speech/clip.ts'

type Shape = { sampleRate: number; durationMs: number; level: number }

/** A sine of `level` (1 is full scale). */
export function tone({ hz, sampleRate, durationMs, level }: Shape & { hz: number }): Clip {
  const pcm = Int16Array.from({ length: (sampleRate * durationMs) / 1_000 }, (_, n) =>
    Math.round(32_767 * level * Math.sin((2 * Math.PI * hz * n) / sampleRate)),
  )
  return { pcm, sampleRate }
}

/** Uniform white noise of `level` RMS, the same at every call (Lehmer generator). */
export function noise({ sampleRate, durationMs, level }: Shape): Clip {
  let state = 1
  const pcm = Int16Array.from({ length: (sampleRate * durationMs) / 1_000 }, () => {
    state = (state * 48_271) % 2_147_483_647
    return Math.round(32_767 * level * Math.sqrt(3) * ((2 * state) / 2_147_483_647 - 1))
  })
  return { pcm, sampleRate }
}

export function silence(sampleRate: number, durationMs: number): Clip {
  return { pcm: new Int16Array((sampleRate * durationMs) / 1_000), sampleRate }
}

/** One clip after another, at the rate of the first. */
export function concat(...clips: Clip[]): Clip {
  const pcm = Int16Array.from(clips.flatMap((clip) => Array.from(clip.pcm)))
  return { pcm, sampleRate: clips[0]?.sampleRate ?? 16_000 }
}

/** Two clips at once, as long as the first. */
export function mix(a: Clip, b: Clip): Clip {
  return { pcm: a.pcm.map((value, n) => value + (b.pcm[n] ?? 0)), sampleRate: a.sampleRate }
}

/** Level in dB (0 is full scale) of one frequency in a clip: a single Fourier bin under a Blackman-Harris window. */
export function levelAt(clip: Clip, hz: number): number {
  const { pcm, sampleRate } = clip
  const terms = [0.35875, -0.48829, 0.14128, -0.01168]
  let [real, imaginary, weight] = [0, 0, 0]
  for (const [n, sample] of pcm.entries()) {
    const turn = (2 * Math.PI * n) / pcm.length
    const window = terms.reduce((sum, term, k) => sum + term * Math.cos(k * turn), 0)
    const angle = (2 * Math.PI * hz * n) / sampleRate
    real += window * sample * Math.cos(angle)
    imaginary += window * sample * Math.sin(angle)
    weight += window
  }
  return 20 * Math.log10((2 * Math.hypot(real, imaginary)) / weight / 32_767 + 1e-12)
}
