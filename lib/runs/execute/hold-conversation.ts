import type { ExchangeEntry } from '#lib/connectors/types.ts'
import { utterance } from '#lib/suites/schema.ts'
import type { TurnEvidence } from '#lib/validation/types.ts'

import type { BegunItem } from '../outcome.ts'
import { holdTurn, type HeldTurn, type Utterance } from './hold-turn.ts'
import type { Plan } from './plan.ts'
import type { ExecuteDeps } from './types.ts'

export type Conversation = {
  turns: TurnEvidence[]
  exchange: ExchangeEntry[]
  attempts: (HeldTurn['attempts'][number] & { turn: number })[]
  /** from the fault that ended it, ms */
  retryAfterMs: number | null
}

async function prepare(
  deps: ExecuteDeps,
  plan: Plan,
  index: number,
  language: string,
  spoken: boolean,
  signal: AbortSignal,
): Promise<Utterance> {
  const turn = plan.case.turns[index]
  const words = turn && utterance(turn, language)
  if (!words) throw new Error(`Turn ${index + 1} has nothing to say in ${language}`)
  if (!spoken) return { index, language, text: words.text, stimulus: null }
  const voice = plan.case.languages[language]?.voice ?? 'default'
  const stimulus =
    words.audio === null
      ? await deps.speech.stimulus({ text: words.text ?? '', language, voice }, signal)
      : await deps.speech.load(words.audio)
  return { index, language, text: words.text, stimulus }
}

/**
 * Holds the whole conversation of a case, by voice or by text, until its end or the first fault (what comes after
 * a lost turn would judge another conversation). Throws what our own side did wrong.
 */
export async function holdConversation(
  deps: ExecuteDeps,
  plan: Plan,
  item: BegunItem,
  executionId: string,
  medium: 'voice' | 'text',
  signal: AbortSignal,
): Promise<Conversation> {
  const { line } = plan
  const session = line.connector.open(line.config, line.secrets, {
    userId: `earshot-${item.id}`,
    language: item.language,
    correlation: `${item.id}:${item.attempt}`,
  })
  const conversation: Conversation = {
    turns: [],
    exchange: [],
    attempts: [],
    retryAfterMs: null,
  }
  try {
    for (let index = 0; index < plan.case.turns.length; index++) {
      const said = await prepare(deps, plan, index, item.language, medium === 'voice', signal)
      const key = `${item.runId}/${executionId}/turn-${index + 1}-${medium}.wav`
      const held = await holdTurn(deps, session, line, said, key, signal)
      conversation.turns.push(held.evidence)
      conversation.attempts.push(...held.attempts.map((entry) => ({ ...entry, turn: index })))
      conversation.retryAfterMs = held.retryAfterMs
      if (held.evidence.fault) break
    }
    conversation.exchange = session.exchange()
    return conversation
  } finally {
    await session.close()
  }
}
