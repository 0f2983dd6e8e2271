import type { Filling, Language, PerLanguage } from '#simulator/domains/domain.ts'
import { compose, type Answer } from '#simulator/understanding/answer.ts'
import {
  readConversation,
  writeConversation,
  type Memory,
} from '#simulator/understanding/conversation.ts'
import { understand, type Understood } from '#simulator/understanding/understand.ts'
import { weaken } from '#simulator/understanding/weak-spots.ts'

const sorry: PerLanguage<string> = {
  en: 'Sorry, I did not understand.',
  de: 'Das habe ich leider nicht verstanden.',
  es: 'Lo siento, no he entendido.',
  fr: "Désolé, je n'ai pas compris.",
}

function remember(
  understood: Understood,
  language: Language,
  before: Memory | null,
  asked: string | null,
): Memory {
  const slots: Memory['slots'] = {}
  for (const [name, filled] of Object.entries(understood.filling)) slots[name] = filled.value
  return {
    domain: understood.domain.id,
    kind: understood.intent.kind,
    slots,
    asked,
    turn: Math.min(1_000, (before?.turn ?? 0) + 1),
    language,
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
  }
}

export type Query = {
  text: string
  language: Language
  /** `RequestInfo.ConversationState` as the client sent it. */
  state: unknown
  /** Whether the documented faults of the demo voice AI take effect. */
  weakSpots: boolean
}

/** Answers one turn. The same query in the same conversation always gets the same answer. */
export function respond({ text, language, state, weakSpots }: Query): Answer {
  const memory = readConversation(state)
  const found = understand(text, language, memory)
  if (!found) return misunderstood(language, memory)
  const question = missing(found)
  const { entities, short, long } = compose(found, language)
  const ask = question?.ask[language]
  const answer: Answer = {
    kind: found.intent.kind,
    domain: found.domain.id,
    entities,
    short: ask ?? short,
    long: ask ?? long,
    state: writeConversation(remember(found, language, memory, question?.slot ?? null)),
    autoListen: ask !== undefined,
    delayMs: 0,
    audio: 'normal',
  }
  return weakSpots ? weaken(answer, { found, language, turn: (memory?.turn ?? 0) + 1 }) : answer
}
