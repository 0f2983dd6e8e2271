import { domains } from '#simulator/domains/catalog.ts'
import type { Domain, Filling, Intent, Language } from '#simulator/domains/domain.ts'
import type { Memory } from '#simulator/understanding/conversation.ts'
import { grammarOf, type Rule } from '#simulator/understanding/grammar.ts'
import { normalise } from '#simulator/understanding/normalise.ts'
import { fillSlot, readSlot } from '#simulator/understanding/slot.ts'

export type Understood = { domain: Domain; intent: Intent; filling: Filling; followsUp: boolean }

const longestQuery = 500

function domainNamed(id: string): Domain | undefined {
  return domains.find((domain) => domain.id === id)
}

function spokenSlots(
  groups: Record<string, string | undefined>,
  domain: Domain,
  language: Language,
): Filling {
  const filling: Filling = {}
  for (const [group, text] of Object.entries(groups)) {
    const name = group.slice(0, group.lastIndexOf('_'))
    const slot = domain.slots[name]
    if (text === undefined || slot === undefined || name in filling) continue
    const value = readSlot(slot, text, language)
    const filled = value === null ? null : fillSlot(slot, value, language)
    if (filled) filling[name] = filled
  }
  return filling
}

function remembered(memory: Memory | null, domain: Domain, language: Language): Filling {
  const filling: Filling = {}
  if (memory?.domain !== domain.id) return filling
  for (const [name, value] of Object.entries(memory.slots)) {
    const slot = domain.slots[name]
    const filled = slot ? fillSlot(slot, value, language) : null
    if (filled) filling[name] = filled
  }
  return filling
}

/** A question keeps only what it needs of the conversation; a follow-up keeps all of it. */
function complete(
  rule: Rule,
  intent: Intent,
  said: Filling,
  memory: Memory | null,
  language: Language,
) {
  const old = remembered(memory, rule.domain, language)
  const followsUp = rule.intent === null || intent.afterOnly === true
  const filling: Filling = followsUp ? { ...old, ...said } : { ...said }
  for (const { slot } of intent.needs ?? []) {
    const kept = old[slot]
    if (!(slot in filling) && kept) filling[slot] = kept
  }
  for (const [name, value] of Object.entries(intent.assumes ?? {})) {
    const slot = rule.domain.slots[name]
    const filled = slot && !(name in filling) ? fillSlot(slot, value, language) : null
    if (filled) filling[name] = filled
  }
  return { domain: rule.domain, intent, filling, followsUp }
}

const intentOf = (rule: Rule, memory: Memory | null): Intent | undefined =>
  rule.intent ??
  rule.domain.intents.find(({ kind, afterOnly }) => kind === memory?.kind && afterOnly !== true)

/** A bare answer ("ten minutes") to a question that the last turn asked. */
function answerToQuestion(text: string, memory: Memory, language: Language): Understood | null {
  const domain = domainNamed(memory.domain)
  const slot = memory.asked === null ? undefined : domain?.slots[memory.asked]
  if (!domain || !slot || memory.asked === null) return null
  const groups = grammarOf(language).answers.get(`${domain.id}/${memory.asked}`)?.exec(text)?.groups
  const intent = domain.intents.find(({ kind }) => kind === memory.kind)
  if (!groups || !intent) return null
  const rule: Rule = { domain, intent: null, regex: /^/ }
  return complete(rule, intent, spokenSlots(groups, domain, language), memory, language)
}

/** What a query means in the conversation so far, or null. Costs some tens of microseconds. */
export function understand(
  query: string,
  language: Language,
  memory: Memory | null,
): Understood | null {
  const text = `${normalise(query.slice(0, longestQuery), language)} `
  const { anytime, during } = grammarOf(language)
  const answer = memory ? answerToQuestion(text, memory, language) : null
  if (answer) return answer
  for (const rules of [memory ? (during.get(memory.domain) ?? []) : [], anytime])
    for (const rule of rules) {
      const found = rule.regex.exec(text)
      const intent = found ? intentOf(rule, memory) : undefined
      if (!found || !intent) continue
      const said = spokenSlots(found.groups ?? {}, rule.domain, language)
      return complete(rule, intent, said, memory, language)
    }
  return null
}
