import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Finding } from '#lib/engines/validation/listening/finding.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

/** Correlation of the samples from which it is the caller's own recording, and from which it may be. */
const sure = 0.75
const doubtful = 0.6
/** Words from which nobody says the same by chance, in the same voice. */
const shortest = 3

/** Whether the words of one text stand in another, in their order. */
const holds = (longer: readonly string[], shorter: readonly string[]) =>
  longer.some((_, from) => shorter.every((key, at) => longer[from + at] === key))

/** Share of the question from which an answer that takes it up sounds like it in part, where one voice speaks for both. */
const takenUp = 0.5

/** The longest run of words that both have, as a share of those of the first. */
function sharedRun(words: readonly string[], others: readonly string[]): number {
  let longest = 0
  words.forEach((_, from) =>
    others.forEach((_other, at) => {
      let run = 0
      while (from + run < words.length && words[from + run] === others[at + run]) run++
      longest = Math.max(longest, run)
    }),
  )
  return words.length === 0 ? 0 : longest / words.length
}

/**
 * The reply plays the caller's own recording. One voice may speak for both sides, as in the demo: then the same words
 * sound the same, so only a reply whose words are others, or not known, is proven to be an echo. One that takes words of the
 * question up ("I have refunded order 1077") sounds like it in part, and is doubted only where it sounds like all of it.
 */
export function echoFinding(
  turn: TurnEvidence,
  { caller_echo: echo }: AudioEvidence,
  expected: string,
): Finding | null {
  if (echo === undefined || echo.likeness < doubtful) return null
  const { said, language, reply_spoken, reply_written } = turn
  const keys = (text: string | null) => tokenise(text ?? '', language).tokens.map(({ key }) => key)
  const question = keys(said)
  if (question.length > 0 && holds(keys(expected), question)) return null
  const repeats = [reply_spoken, reply_written].some(
    (text) => question.length > 0 && holds(keys(text), question),
  )
  const shares = [reply_spoken, reply_written].map((text) => sharedRun(question, keys(text)))
  const takesUp = Math.max(...shares) >= takenUp
  if (echo.likeness < sure && takesUp && !repeats) return null
  const long = said === null || question.length >= shortest
  const proven = echo.likeness >= sure && long && !takesUp && !repeats
  const likeness = `${Math.round(echo.likeness * 100)} % alike`
  const what = said === null ? 'the caller' : `the caller’s ${quote(said, 60)}`
  return {
    about: 'echo',
    proof: proven ? 'wrong' : 'unproven',
    ...{ likely: false, confidence: proven ? 0.95 : 0.8 },
    why: `The reply audio is an echo: it plays ${what} back (${likeness}, ${Math.round(echo.delay_ms)} ms late).`,
  }
}
