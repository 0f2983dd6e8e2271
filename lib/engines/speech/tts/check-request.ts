import type { SynthesisRequest } from '#lib/engines/speech/types.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Characters of one utterance: about four minutes of speech, and the limit of OpenAI-compatible servers. */
const MAX_TEXT = 4_096

/** Refuses what no engine can speak; returns the rate, 1 when none is given. Throws `InvalidError`. */
export function checkRequest({ text, rate = 1 }: SynthesisRequest): number {
  if (text.trim() === '') throw new InvalidError('There is no text to speak')
  if (text.length > MAX_TEXT)
    throw new InvalidError(`The text has ${text.length} characters; at most ${MAX_TEXT} are spoken`)
  if (!(rate >= 0.5 && rate <= 2)) throw new InvalidError(`The rate ${rate} is outside 0.5 to 2`)
  return rate
}
