import { z } from 'zod'

import type { MeaningPair } from '#lib/engines/meaning/types.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'

const Words = z.array(z.string().trim().min(1).max(2_000)).max(20)
const Ballot = z.object({
  verdict: z.enum(['same', 'different', 'unsure']),
  cited_reply: Words,
  cited_expected: Words.default([]),
})

/** 1 for the same, -1 for something else, 0 for no vote; `cited` are words of the reply. */
export type Vote = { vote: -1 | 0 | 1; cited: string[] }

const none: Vote = { vote: 0, cited: [] }

/** Copied words are copied: only case and white space may differ. */
const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

const holds = (text: string, cited: readonly string[]) =>
  cited.length > 0 && cited.every((words) => plain(text).includes(plain(words)))

function parse(answer: string): z.output<typeof Ballot> | null {
  try {
    return Ballot.parse(JSON.parse(answer))
  } catch {
    return null
  }
}

/**
 * What a model's answer is worth. `same` must cite words of both texts; `different` must cite words of the reply that do
 * not say what the expected text says anyway. Anything else, such as made-up words, is no vote.
 */
export function supportedVote(answer: string, { expected, reply, language }: MeaningPair): Vote {
  const ballot = parse(answer)
  if (ballot === null || ballot.verdict === 'unsure') return none
  const { cited_reply: cited, cited_expected } = ballot
  if (!holds(reply, cited)) return none
  if (ballot.verdict === 'same') return holds(expected, cited_expected) ? { vote: 1, cited } : none
  const form = (words: string) => ` ${tokenForm(words, language)} `
  const saysOther = cited.some((words) => !form(expected).includes(form(words)))
  return saysOther ? { vote: -1, cited } : none
}
