import type { ExchangeEntry } from '#lib/connectors/types.ts'
import type { TurnEvidence } from '#lib/validation/types.ts'

import type { BegunItem } from '../outcome.ts'
import { holdTurn, type HeldTurn } from './hold-turn.ts'
import type { Plan } from './plan.ts'
import { prepareUtterance } from './prepare-utterance.ts'
import type { ExecuteDeps } from './types.ts'

export type Conversation = {
  turns: TurnEvidence[]
  exchange: ExchangeEntry[]
  attempts: (HeldTurn['attempts'][number] & { turn: number })[]
  /** from the fault that ended it, ms */
  retryAfterMs: number | null
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
      const said = await prepareUtterance(
        deps,
        plan,
        index,
        item.language,
        medium === 'voice',
        signal,
      )
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
