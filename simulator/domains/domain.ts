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

/** What a `{name}` of a phrase may stand for. `entity` is its key in `NativeData`. */
export type Slot =
  | { type: 'list'; entity: string; values: SlotValue[] }
  | { type: 'duration'; entity: string }
  | { type: 'percent'; entity: string }

/** A filled slot: the value for programs and its name in the language of the conversation. */
export type Filled = { value: string | number; name: string }
export type Filling = Record<string, Filled>

/** Words of the answer; `long` adds a sentence to the Long variants. `{slot}` and `{fact}` are filled in. */
type ReplyText = { short: string; long?: string }

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
