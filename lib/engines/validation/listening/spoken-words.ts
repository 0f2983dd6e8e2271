import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Finding } from '#lib/engines/validation/listening/finding.ts'
import { percent, quote } from '#lib/engines/validation/text/figures.ts'
import { contradicts, sharesNothing } from '#lib/engines/validation/text/says-other.ts'

/** Whether a recogniser has confirmed what a reply says: its words are what it was judged by. */
type SpokenVerified = 'yes' | 'no' | 'differs'

/** The text that was to be spoken. */
const spokenText = ({ reply_spoken, reply_written }: TurnEvidence): string | null =>
  [reply_spoken, reply_written].find((text) => (text ?? '').trim() !== '') ?? null

/** What is known of the words of a reply's audio; null when there is none. */
export function spokenVerified(turn: TurnEvidence): SpokenVerified | null {
  const { reply_audio: audio, kind } = turn
  if (kind === 'text' || audio === null) return null
  if (turn.reply_transcribed) return 'yes'
  if (!audio.check) return 'no'
  return spokenFinding(turn, audio) === null ? 'yes' : 'differs'
}

/** Of a whole conversation: one reply that differs, or was not verified, speaks for all. */
export function worstVerified(turns: readonly TurnEvidence[]): SpokenVerified | null {
  const known = turns.map(spokenVerified)
  return (['differs', 'no', 'yes'] as const).find((one) => known.includes(one)) ?? null
}

/**
 * A recogniser heard something else than the reply's text. It errs itself: other words are proven only where nothing of
 * the text was heard and a whole sentence of another was.
 */
export function spokenFinding(turn: TurnEvidence, { check }: AudioEvidence): Finding | null {
  const text = spokenText(turn)
  if (!check || text === null || turn.cut_short) return null
  const { text: heard, wer, max_wer, measure, model } = check
  if (wer <= max_wer && !contradicts(text, heard, turn.language)) return null
  const proven = heard.trim() !== '' && sharesNothing(text, heard, turn.language)
  const rate = `${measure.toUpperCase()} ${percent(wer)}, at most ${percent(max_wer)}`
  const what = heard.trim() === '' ? 'nothing' : quote(heard, 80)
  return {
    about: 'spoken_words',
    proof: proven ? 'wrong' : 'unproven',
    ...{ likely: false, confidence: proven ? 0.93 : 0.8 },
    why: `The reply was to say ${quote(text, 80)}, but ${model} heard ${what} (${rate}).`,
  }
}
