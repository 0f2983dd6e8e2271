import type { Clip } from '#lib/engines/speech/clip.ts'

/** Scales a clip so that its largest sample is at `peakDb` dBFS; silence stays silent. */
export function normalisePeak(clip: Clip, peakDb: number): Clip {
  let peak = 0
  for (const sample of clip.pcm) peak = Math.max(peak, Math.abs(sample))
  if (peak === 0) return clip
  const gain = (32_767 * 10 ** (peakDb / 20)) / peak
  return { pcm: clip.pcm.map((sample) => Math.round(sample * gain)), sampleRate: clip.sampleRate }
}
