import { domains } from '#simulator/domains/catalog.ts'
import type { Domain, Intent, Language, PerLanguage } from '#simulator/domains/domain.ts'
import { expandPattern, patternSource, type Slots } from '#simulator/understanding/pattern.ts'

/** A compiled phrase; `intent` null asks the conversation's last question again. */
export type Rule = { domain: Domain; intent: Intent | null; regex: RegExp }
export type Grammar = {
  /** Understood at any time. */
  anytime: Rule[]
  /** Understood while this domain's conversation is going on, tried first. */
  during: Map<string, Rule[]>
  /** Bare answers to a question for a slot: `domain/slot` -> rule. */
  answers: Map<string, RegExp>
}

const before: PerLanguage<string> = {
  en: '(?:please|hey|ok|okay|now|so|and|then|can you|could you|would you|will you|i would like to|i would like you to|i want you to) ',
  de: '(?:bitte|hey|ok|okay|jetzt|und|dann|kannst du|konntest du|wurdest du) ',
  es: '(?:por favor|oye|ok|vale|ahora|y|puedes|podrias) ',
  fr: '(?:s il te plait|s il vous plait|ok|dis|maintenant|et|peux tu|pouvez vous|tu peux) ',
}
const after: PerLanguage<string> = {
  en: '(?:please|now|for me|thanks|thank you) ',
  de: '(?:bitte|jetzt|danke|mal) ',
  es: '(?:por favor|ahora|gracias) ',
  fr: '(?:s il te plait|s il vous plait|maintenant|merci) ',
}

function compile(pattern: string, slots: Slots, language: Language): RegExp {
  const body = patternSource(pattern, slots, language)
  return new RegExp(`^(?:${before[language]}){0,3}${body}(?:${after[language]}){0,2}$`)
}

function build(language: Language): Grammar {
  const grammar: Grammar = { anytime: [], during: new Map(), answers: new Map() }
  for (const domain of domains) {
    const rules = (intent: Intent | null, phrases: string[]): Rule[] =>
      phrases.map((phrase) => ({ domain, intent, regex: compile(phrase, domain.slots, language) }))
    const of = (intents: Intent[]) =>
      intents.flatMap((intent) => rules(intent, intent.say[language]))
    const anytime = of(domain.intents.filter(({ afterOnly }) => afterOnly !== true))
    const followUps = of(domain.intents.filter(({ afterOnly }) => afterOnly === true))
    const more = rules(null, domain.more?.say[language] ?? [])
    grammar.anytime.push(...anytime)
    grammar.during.set(domain.id, [...followUps, ...anytime, ...more])
    for (const name of Object.keys(domain.slots))
      grammar.answers.set(
        `${domain.id}/${name}`,
        new RegExp(`^(?:\\p{L}+ )??${patternSource(`{${name}}`, domain.slots, language)}$`, 'u'),
      )
  }
  return grammar
}

const grammars = new Map<Language, Grammar>()

/** The compiled phrases of a language; built at the first call. */
export function grammarOf(language: Language): Grammar {
  const known = grammars.get(language)
  if (known) return known
  const built = build(language)
  grammars.set(language, built)
  return built
}

/** Every phrase that the ears know in a language, spelt for people, without repeats. */
export function heardPhrases(language: Language): string[] {
  const phrases = domains.flatMap((domain) => {
    const patterns = [
      ...domain.intents.flatMap((intent) => [
        ...intent.heard[language],
        ...(intent.needs ?? []).flatMap(({ heard }) => heard?.[language] ?? []),
      ]),
      ...(domain.more?.heard[language] ?? []),
    ]
    return patterns.flatMap((pattern) => expandPattern(pattern, domain.slots, language))
  })
  return [...new Set(phrases)]
}
