import type { AudioEvidence, SoundEvidence } from '#lib/engines/validation/evidence.ts'
import type { Finding } from '#lib/engines/validation/listening/finding.ts'

/** dBFS: quieter than this nobody hears. */
const silentPeak = -50
/** Share of clipped samples from which speech is heard as distorted. */
const distorted = 0.02

type Replied = {
  /** the reply has a text, which was to be spoken */
  worded: boolean
  /** the caller broke into it */
  cutShort: true | undefined
}

/** A few words in minutes of silence are heard all the same. */
const mayBeSpeech = new Set<string | undefined>(['speech', 'unsure'])

/** Nothing to hear. */
export const isSilent = ({ duration_ms, peak_db, silent_share, sound }: AudioEvidence): boolean =>
  duration_ms <= 0 ||
  peak_db < silentPeak ||
  (silent_share >= 0.99 && !mayBeSpeech.has(sound?.heard))

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

const names: Record<Exclude<SoundEvidence['heard'], 'speech' | 'unsure' | 'silence'>, string> = {
  noise: 'noise',
  tones: 'tones, such as a beep, a hum or a dial tone',
  music: 'music',
}

const wrong = (why: string): Finding => ({
  ...{ about: 'sound', proof: 'wrong', likely: false, confidence: 0.95 },
  why,
})
const open = (why: string, about: Finding['about'] = 'sound', likely = false): Finding => ({
  ...{ about, proof: 'unproven', likely, confidence: 0.75 },
  why,
})

/** No speech in it. Music and a beep without words may be meant: a song that was asked for, a signal. */
function noSpeech(audio: AudioEvidence, sound: SoundEvidence, { worded }: Replied): Finding | null {
  const { heard, misdeclared } = sound
  if (heard === 'speech' || heard === 'silence') return null
  const length = seconds(audio.duration_ms)
  if (misdeclared !== undefined)
    return open(
      `The reply audio is noise as it is read, and would be speech as ${misdeclared}: check the audio format in the settings of the target and of the voice AI.`,
    )
  if (heard === 'unsure')
    return open(`Whether the ${length} of reply audio hold speech is not certain.`, 'sound', true)
  const what = `The ${length} of reply audio hold no speech, only ${names[heard]}`
  return heard === 'noise' || (heard === 'tones' && worded)
    ? wrong(`${what}: a caller hears no words.`)
    : open(`${what}; it may be meant.`)
}

function silence(audio: AudioEvidence): string {
  return audio.duration_ms <= 0
    ? 'The reply audio is empty: a caller hears nothing.'
    : `The reply audio is silent (peak ${Math.round(audio.peak_db)} dBFS): a caller hears nothing.`
}

/** What is wrong with the sound of a reply; null for speech. */
export function soundFinding(audio: AudioEvidence, replied: Replied): Finding | null {
  const { sound } = audio
  if (isSilent(audio) || sound?.heard === 'silence') return wrong(silence(audio))
  if (sound === undefined) return null
  const missing = noSpeech(audio, sound, replied)
  if (missing !== null) return missing
  if (sound.clipped_share >= distorted)
    return open(
      `${Math.round(sound.clipped_share * 100)} % of the reply audio is clipped, so that it sounds distorted.`,
      'clipping',
      true,
    )
  return sound.cut_off && !replied.cutShort
    ? open('The reply audio ends in the middle of a word.', 'cut_off', true)
    : null
}
