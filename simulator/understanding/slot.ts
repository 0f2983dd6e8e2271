import type { Filled, Language, Slot, SlotValue } from '#simulator/domains/domain.ts'
import { durationName, durationSeconds, durationSource } from '#simulator/understanding/duration.ts'
import { normalise } from '#simulator/understanding/normalise.ts'

/** An order number in normalised text: `a 17`, `1042`, `10 42`, `1 0 4 2`. */
const orderSource = '(?:[a-z] )?\\d{1,6}(?: \\d{1,6}){0,5}'
const orderName = /^(?:[A-Z]-)?\d{1,8}$/

/** The number as it is written: `A-17`, `1042`. */
const readOrder = (text: string): string | null => {
  const [letter, digits] = /^[a-z] /.test(text) ? [text.slice(0, 1), text.slice(2)] : ['', text]
  const number = digits.replaceAll(' ', '')
  const name = letter === '' ? number : `${letter.toUpperCase()}-${number}`
  return orderName.test(name) ? name : null
}

const percentWord = '(?:percent|prozent|por ciento|pour cent|pourcent)'

type ListIndex = { source: string; values: Map<string, SlotValue> }
const indexes = new WeakMap<SlotValue[], Map<Language, ListIndex>>()

function listIndex(values: SlotValue[], language: Language): ListIndex {
  const perLanguage = indexes.get(values) ?? new Map<Language, ListIndex>()
  indexes.set(values, perLanguage)
  const known = perLanguage.get(language)
  if (known) return known
  const forms = new Map<string, SlotValue>()
  for (const value of values)
    for (const form of value.forms[language]) forms.set(normalise(form, language), value)
  const source = [...forms.keys()].sort((left, right) => right.length - left.length).join('|')
  const built = { source, values: forms }
  perLanguage.set(language, built)
  return built
}

/** Regular expression source of a slot in normalised text. */
export function slotSource(slot: Slot, language: Language): string {
  if (slot.type === 'duration') return durationSource(language)
  if (slot.type === 'order') return orderSource
  if (slot.type === 'percent') return `\\d{1,3}(?: ${percentWord})?`
  return listIndex(slot.values, language).source
}

/** What a matched text means, or null when it means nothing. */
export function readSlot(slot: Slot, text: string, language: Language): string | number | null {
  if (slot.type === 'duration') return durationSeconds(text, language)
  if (slot.type === 'order') return readOrder(text)
  if (slot.type === 'percent') return Math.min(100, Number.parseInt(text, 10))
  return listIndex(slot.values, language).values.get(text)?.value ?? null
}

/** A value with its name in `language`; null for a value the slot does not have. */
export function fillSlot(slot: Slot, value: string | number, language: Language): Filled | null {
  if (slot.type === 'list') {
    const known = slot.values.find((candidate) => candidate.value === value)
    return known ? { value, name: known.forms[language][0] ?? String(value) } : null
  }
  if (slot.type === 'order') {
    const name = String(value)
    return orderName.test(name) ? { value: name, name } : null
  }
  if (typeof value !== 'number') return null
  return { value, name: slot.type === 'duration' ? durationName(value, language) : `${value}%` }
}

/** The spoken forms that a `{slot}` in a heard phrase stands for. */
export function slotForms(slot: Slot, only: string[] | null, language: Language): string[] {
  if (slot.type !== 'list') throw new Error('Only a list slot can be spelt out')
  const chosen = only ?? slot.values.map(({ value }) => String(value))
  return chosen.map((name) => {
    const form = slot.values.find(({ value }) => value === name)?.forms[language][0]
    if (form === undefined) throw new Error(`No value ${name} in slot ${slot.entity}`)
    return form
  })
}

/** What a filled slot contributes to `NativeData`. */
export function slotEntities(slot: Slot, filled: Filled): Record<string, string | number> {
  if (slot.type !== 'duration') return { [slot.entity]: filled.value }
  const seconds = Number(filled.value)
  return { [slot.entity]: durationName(seconds, 'en'), [`${slot.entity}Seconds`]: seconds }
}
