import type { SoundFigures } from '#lib/engines/speech/listening/sound-figures.ts'

/** `unsure` where the figures do not tell; the other kinds are sure. */
export type Heard = 'speech' | 'unsure' | 'noise' | 'tones' | 'music'

type Sign = [figure: keyof SoundFigures, against: number, speaks: number]

/**
 * Where each figure speaks against speech, and from where on for it. Set between what speech of all embedded voices
 * measures, down to 10 dB SNR, and what other sounds do: bench/listening.ts.
 */
const signs: Sign[] = [
  ['voicedShare', 0.04, 0.14],
  ['gliding', 0.3, 0.5],
  ['frozen', 0.6, 0.35],
  ['dynamics', 2.4, 4.6],
  ['flux', 3, 4.4],
  ['line', 0.985, 0.9],
  // Noise has a flat spectrum, and what machines make has nothing between its lines.
  ['flatness', 0.52, 0.38],
  ['flatness', 0.0004, 0.0015],
  ['activity', 0.1, 0.3],
]
/** Every sign must speak for speech at least this much. */
const enough = 0.4
/** Signs that speak against it, in sum: one alone may err. */
const contrary = 1.4
/** Shorter sounds are never sure to be no speech: a word may be nothing but breath and a hum. */
const shortestMs = 600
/** Steadier than any voice, dB: counts as two signs. */
const steady = 1.6

/** A voice without any noise, whose pitch and sounds move all the time: it need not grow loud and soft as well. */
const isClearVoice = ({ flatness, gliding, flux }: SoundFigures) =>
  flatness < 0.04 && gliding > 0.65 && flux > 5

/** 0 where a figure speaks against speech, 1 where it speaks for it. */
function speaks(figures: SoundFigures, [figure, against, full]: Sign): number {
  if (figure === 'dynamics' && isClearVoice(figures)) return 1
  return Math.max(0, Math.min(1, (figures[figure] - against) / (full - against)))
}

/** What sound it is that is no speech. */
function kindOf(figures: SoundFigures): Heard {
  const { line, flux, flatness, dynamics, frozen } = figures
  const isPlain = flatness < 0.0008 && dynamics < 1.6 && frozen > 0.75
  if (line > 0.85 || flux < 0.4 || isPlain) return 'tones'
  if (flatness < 0.06) return 'music'
  // A whisper is noise that moves as words do.
  return dynamics > 4.6 && flux > 4.4 ? 'unsure' : 'noise'
}

/** Tells speech from other sound. `likeness`: 0..1, the weakest of the signs. */
export function tellSpeech(figures: SoundFigures): { heard: Heard; likeness: number } {
  const found = signs.map((sign) => speaks(figures, sign))
  const likeness = Math.min(...found)
  if (likeness >= enough) return { heard: 'speech', likeness }
  const against =
    found.reduce((sum, sign) => sum + 1 - sign, 0) + (figures.dynamics < steady ? 1 : 0)
  const isSure = figures.audibleMs >= shortestMs && likeness === 0 && against >= contrary
  return { heard: isSure ? kindOf(figures) : 'unsure', likeness }
}
