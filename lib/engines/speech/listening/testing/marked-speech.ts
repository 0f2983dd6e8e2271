import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { concat, mix, noise, silence } from '#lib/engines/speech/audio/test-signals.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

/** Speech whose beginning is known: the mark that a person would set, ms from the first sample. */
export type Marked = { kind: string; clip: Clip; markMs: number }

const at = (clip: Clip, peakDb: number): Clip => {
  const peak = clip.pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1)
  const gain = (32_767 * 10 ** (peakDb / 20)) / peak
  return { ...clip, pcm: clip.pcm.map((sample) => Math.round(sample * gain)) }
}

/** Where somebody who looks at the waveform sets the mark: the first sample of 2 % of the peak. */
function visibleStart({ pcm, sampleRate }: Clip): number {
  const peak = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const first = pcm.findIndex((sample) => Math.abs(sample) > peak / 50)
  return (first / sampleRate) * 1_000
}

/** RMS of full scale 1. */
const level = (db: number) => 10 ** (db / 20)

/** A mouth that opens: 3 ms. */
function click(sampleRate: number): Clip {
  const pcm = Int16Array.from({ length: (3 * sampleRate) / 1_000 }, (_, n) =>
    Math.round(16_000 * Math.exp(-n / (sampleRate / 1_500)) * (n % 2 === 0 ? 1 : -1)),
  )
  return { pcm, sampleRate }
}

/** Somebody breathes in for 300 ms: noise that comes and goes, 26 dB under full scale speech. */
function breath(sampleRate: number): Clip {
  const { pcm } = noise({ sampleRate, durationMs: 300, level: level(-44) })
  const shaped = pcm.map((sample, n) => Math.round(sample * Math.sin((Math.PI * n) / pcm.length)))
  return { pcm: shaped, sampleRate }
}

/** Over the whole clip, as a line or a room has it. */
const over = (clip: Clip, db: number): Clip =>
  mix(
    clip,
    noise({
      sampleRate: clip.sampleRate,
      durationMs: (clip.pcm.length / clip.sampleRate) * 1_000,
      level: level(db),
    }),
  )

const coded = (clip: Clip): Clip => {
  const narrow = resample(clip, 8_000)
  return { pcm: decodeG711(encodeG711(narrow.pcm, 'mulaw'), 'mulaw'), sampleRate: 8_000 }
}

/** One utterance as replies hold it: after silence, over noise, after a click or a breath, coded, at other rates, softly. */
export function markedSpeech(clip: Clip): Marked[] {
  const startMs = visibleStart(clip)
  const speech = at(resample(clip, 16_000), -3)
  const rate = speech.sampleRate
  const after = (ms: number, lead: Clip = silence(rate, ms)) => ({
    clip: concat(lead, speech, silence(rate, 400)),
    markMs: (lead.pcm.length / rate) * 1_000 + startMs,
  })
  const leads = (before: Clip, sound: Clip, stop: number) =>
    after(0, concat(before, sound, silence(rate, stop)))
  const far = after(700)
  const kinds: Record<string, { clip: Clip; markMs: number }> = {
    'at once': { clip: speech, markMs: startMs },
    'after 700 ms of silence': far,
    'after 3 s of silence': after(3_000),
    'over noise at -50 dBFS': { ...far, clip: over(far.clip, -50) },
    'over noise at -60 dBFS': { ...far, clip: over(far.clip, -60) },
    'after a click': leads(silence(rate, 400), click(rate), 200),
    'after a breath': leads(silence(rate, 400), breath(rate), 90),
    'µ-law': { ...far, clip: coded(far.clip) },
    'µ-law, over noise at -50 dBFS': { ...far, clip: coded(over(far.clip, -50)) },
    '8 kHz': { ...far, clip: resample(far.clip, 8_000) },
    '24 kHz': { ...far, clip: resample(far.clip, 24_000) },
    'at -30 dBFS': { ...far, clip: at(far.clip, -30) },
  }
  return Object.entries(kinds).map(([kind, made]) => ({ kind, ...made }))
}
