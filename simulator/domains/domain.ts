export const languages = ['en', 'de', 'es', 'fr'] as const
export type Language = (typeof languages)[number]
/** The region in which each language is spoken by default. */
export const regions = {
  en: 'en-US',
  de: 'de-DE',
  es: 'es-ES',
  fr: 'fr-FR',
} as const satisfies Record<Language, string>
export type PerLanguage<T> = Record<Language, T>

/** One value of a list slot; the first form of a language is the one spoken back. */
export type SlotValue = { value: string | number; forms: PerLanguage<string[]> }

/** A tool that the voice AI wants to use. */
export type ToolRequest = { name: string; arguments: Record<string, string> }

/** What came of it: anything that JSON can carry, or why it failed. */
export type ToolOutcome = { result: unknown } | { error: string }

/** A tool that was used. */
export type ToolUse = ToolRequest & { id: string; outcome: ToolOutcome }

/** What a `{name}` of a phrase may stand for. `entity` is its key in `NativeData`. */
export type Slot =
  | { type: 'list'; entity: string; values: SlotValue[] }
  | { type: 'duration'; entity: string }
  | { type: 'percent'; entity: string }
  | { type: 'order'; entity: string }

/** A filled slot: the value for programs and its name in the language of the conversation. */
export type Filled = { value: string | number; name: string }
export type Filling = Record<string, Filled>

/** Words of the answer; `long` adds a sentence to the Long variants. `{slot}` and `{fact}` are filled in. */
type ReplyText = { short: string; long?: string }

/** Words of an answer in all languages, and what its further `{names}` stand for. */
export type Said = {
  reply: PerLanguage<ReplyText>
  words?: Record<string, PerLanguage<string>>
  entities?: Record<string, string>
}

export type Intent = {
  /** `CommandKind` of the answer. */
  kind: string
  /** Understood only while a conversation of this domain is going on ("cancel it"). */
  afterOnly?: true
  /** Slots without which nothing can be answered: taken from the conversation, else asked for. */
  needs?: { slot: string; ask: PerLanguage<string>; heard?: PerLanguage<string[]> }[]
  /** Slot values assumed when nothing was said. */
  assumes?: Record<string, string | number>
  /** Phrases understood in writing: `[optional]`, `(one|other)`, `{slot}`. */
  say: PerLanguage<string[]>
  /** Phrases that the ears know; `{slot:a,b}` stands for the values listed. */
  heard: PerLanguage<string[]>
  reply: PerLanguage<ReplyText>
  /** The next tool to use, or the answer, from what the tools used so far came to; `reply` is then what success sounds like. */
  act?: (filling: Filling, done: readonly ToolUse[]) => { use: ToolRequest } | Said
  /** Words for the reply that follow from the slots, and further entities. */
  facts?: (
    filling: Filling,
    language: Language,
  ) => { words: Record<string, string>; entities?: Record<string, string | number> }
}

/** Something the voice AI can talk about. Pure data but for `facts`. */
export type Domain = {
  id: string
  slots: Record<string, Slot>
  intents: Intent[]
  /** Turns that ask the last question again with other slots ("and tomorrow"). */
  more?: { say: PerLanguage<string[]>; heard: PerLanguage<string[]> }
}

/** The same forms in every language. */
export const everywhere = (...forms: string[]): PerLanguage<string[]> => ({
  en: forms,
  de: forms,
  es: forms,
  fr: forms,
})
