import type { Filling, Language, PerLanguage } from '#simulator/domains/domain.ts'
import { filler } from '#simulator/domains/order-replies.ts'
import { openOrderBook, type OrderChanges } from '#simulator/tools/order-book.ts'
import { actOut, type RunTool } from '#simulator/understanding/act-out.ts'
import { compose, type Answer } from '#simulator/understanding/answer.ts'
import {
  readConversation,
  writeConversation,
  type Memory,
} from '#simulator/understanding/conversation.ts'
import { understand, type Understood } from '#simulator/understanding/understand.ts'
import { toolFaultOf, weaken } from '#simulator/understanding/weak-spots.ts'

const sorry: PerLanguage<string> = {
  en: 'Sorry, I did not understand.',
  de: 'Das habe ich leider nicht verstanden.',
  es: 'Lo siento, no he entendido.',
  fr: "Désolé, je n'ai pas compris.",
}

const turnAfter = (before: Memory | null) => Math.min(1_000, (before?.turn ?? 0) + 1)

const nothingUsed = { toolCalls: [], awaits: null, filler: null }

function remember(
  understood: Understood,
  language: Language,
  before: Memory | null,
  { asked, orders }: { asked: string | null; orders: OrderChanges },
): Memory {
  const slots: Memory['slots'] = {}
  for (const [name, filled] of Object.entries(understood.filling)) slots[name] = filled.value
  return {
    domain: understood.domain.id,
    kind: understood.intent.kind,
    slots,
    asked,
    turn: turnAfter(before),
    language,
    ...(Object.keys(orders).length > 0 && { orders }),
  }
}

const missing = ({ intent, filling }: { intent: Understood['intent']; filling: Filling }) =>
  intent.needs?.find(({ slot }) => !(slot in filling))

function misunderstood(language: Language, memory: Memory | null): Answer {
  return {
    kind: 'NoResultCommand',
    domain: null,
    entities: {},
    short: sorry[language],
    long: sorry[language],
    state: memory ? writeConversation(memory) : null,
    autoListen: true,
    delayMs: 0,
    audio: 'normal',
    ...nothingUsed,
  }
}

export type Query = {
  text: string
  language: Language
  /** `RequestInfo.ConversationState` as the client sent it. */
  state: unknown
  /** Whether the documented faults of the demo voice AI take effect. */
  weakSpots: boolean
  /** Runs tools elsewhere than in the demo's own order book; null: the result is not there yet. */
  runTool?: RunTool
}

/** Answers one turn. The same query in the same conversation always gets the same answer. */
export function respond({ text, language, state, weakSpots, runTool }: Query): Answer {
  const memory = readConversation(state)
  const found = understand(text, language, memory)
  if (!found) return misunderstood(language, memory)
  const question = missing(found)
  const book = openOrderBook(memory?.orders ?? {})
  const acted = question
    ? null
    : actOut(found, {
        run: runTool ?? book.run,
        turn: turnAfter(memory),
        fault: weakSpots ? toolFaultOf(found) : null,
      })
  const { entities, short, long } = compose(found, language, acted?.said ?? null)
  const ask = question?.ask[language]
  const asked = question?.slot ?? null
  const { uses = [], awaits = null } = acted ?? {}
  const answer: Answer = {
    kind: found.intent.kind,
    domain: found.domain.id,
    entities,
    short: ask ?? short,
    long: ask ?? long,
    state: writeConversation(remember(found, language, memory, { asked, orders: book.changes() })),
    autoListen: ask !== undefined,
    delayMs: 0,
    audio: 'normal',
    toolCalls: uses,
    awaits,
    filler: uses.length > 0 || awaits ? filler[language] : null,
  }
  return weakSpots ? weaken(answer, { found, language, turn: (memory?.turn ?? 0) + 1 }) : answer
}
