import type { Language, Said, ToolRequest, ToolUse } from '#simulator/domains/domain.ts'
import type { writeConversation } from '#simulator/understanding/conversation.ts'
import { slotEntities } from '#simulator/understanding/slot.ts'
import type { Understood } from '#simulator/understanding/understand.ts'

type Entities = Record<string, string | number>

/** One turn's answer before it is put into the words of the protocol. */
export type Answer = {
  /** `CommandKind` */
  kind: string
  domain: string | null
  entities: Entities
  short: string
  long: string
  /** The `ConversationState` to hand out; null ends the conversation. */
  state: ReturnType<typeof writeConversation> | null
  /** A question was asked back: the caller is expected to speak. */
  autoListen: boolean
  /** ms that this answer takes longer than others */
  delayMs: number
  /** What is wrong with the spoken reply. */
  audio: 'normal' | 'silent' | 'clipped'
  /** Tools that were used for this answer, in their order. */
  toolCalls: ToolUse[]
  /** A tool whose result is needed first: then this is no answer yet. */
  awaits: AwaitedTool | null
  /** Said before a tool is used, where the protocol can say two things in a turn; null without tools. */
  filler: string | null
}

export type AwaitedTool = ToolRequest & { id: string }

const fillIn = (template: string, words: Record<string, string>): string => {
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The words and entities of an answer to what was understood; `said` where they depend on what tools came to. */
export function compose(understood: Understood, language: Language, said: Said | null = null) {
  const { intent, filling, domain } = understood
  const facts = intent.facts?.(filling, language)
  const words: Record<string, string> = { ...facts?.words }
  for (const [name, word] of Object.entries(said?.words ?? {})) words[name] = word[language]
  const entities: Entities = {}
  for (const [name, filled] of Object.entries(filling)) {
    words[name] = filled.name
    const slot = domain.slots[name]
    if (slot) Object.assign(entities, slotEntities(slot, filled))
  }
  Object.assign(entities, facts?.entities, said?.entities)
  const reply = (said?.reply ?? intent.reply)[language]
  const short = fillIn(reply.short, words)
  return { entities, short, long: reply.long ? `${short} ${fillIn(reply.long, words)}` : short }
}
