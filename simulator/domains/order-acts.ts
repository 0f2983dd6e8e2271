import type {
  Filling,
  Intent,
  PerLanguage,
  Said,
  ToolOutcome,
  ToolUse,
} from '#simulator/domains/domain.ts'
import {
  done,
  mayCancel,
  noNews,
  otherStatus,
  reasons,
  refused,
  unknownOrder,
  whereabouts,
} from '#simulator/domains/order-replies.ts'
import { day } from '#simulator/domains/order-slots.ts'

type Act = NonNullable<Intent['act']>

const unsaid: PerLanguage<string> = { en: '', de: '', es: '', fr: '' }

const orderOf = (filling: Filling) => String(filling['order']?.value ?? '')

/** A field of what a tool gave back; null where it gave none, as a client that runs the tools itself may. */
function fieldOf(outcome: ToolOutcome, name: string): string | null {
  const result = 'result' in outcome ? outcome.result : null
  if (typeof result !== 'object' || result === null) return null
  const value: unknown = Reflect.get(result, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

const resultOf = (uses: readonly ToolUse[], name: string) =>
  uses.find((use) => use.name === name)?.outcome

/** A day in the words of each language; one that is none, as it came. */
function dayWords(value: string | null): PerLanguage<string> {
  const known = day.values.find((one) => one.value === value)?.forms
  const word = (language: keyof PerLanguage<string>) => known?.[language][0] ?? value ?? '?'
  return { en: word('en'), de: word('de'), es: word('es'), fr: word('fr') }
}

/** Why something could not be done; an order that does not exist is said to. */
function refusal(error: string, reply: Said['reply']): Said {
  if (error === 'not_found') return { reply: unknownOrder }
  const why = Object.hasOwn(reasons, error) ? reasons[error] : undefined
  return { reply, words: { why: why ?? unsaid } }
}

/** A lookup that came to nothing. */
const lookupFailed = (error: string): Said => ({
  reply: error === 'not_found' ? unknownOrder : noNews,
})

export const lookUp: Act = (filling, uses) => {
  const found = resultOf(uses, 'get_order')
  if (!found) return { use: { name: 'get_order', arguments: { order_id: orderOf(filling) } } }
  if ('error' in found) return lookupFailed(found.error)
  const status = fieldOf(found, 'status')
  if (status === null) return { reply: noNews }
  const known = Object.hasOwn(whereabouts, status) ? whereabouts[status] : undefined
  const arrives = fieldOf(found, 'arrives')
  const words = { arrives: dayWords(arrives) }
  const entities = { Status: status }
  // Without a day there is no sentence about one.
  if (known && (arrives !== null || status === 'cancelled' || status === 'refunded'))
    return { reply: known, words, entities }
  const plain = { en: status, de: status, es: status, fr: status }
  return { reply: otherStatus, words: { status: plain }, entities }
}

export const askWhetherCancellable: Act = (filling, uses) => {
  const found = resultOf(uses, 'get_order')
  if (!found) return { use: { name: 'get_order', arguments: { order_id: orderOf(filling) } } }
  if ('error' in found) return lookupFailed(found.error)
  return { reply: fieldOf(found, 'status') === 'preparing' ? mayCancel.yes : mayCancel.no }
}

/** An act of one tool, with the order as all that it needs. */
const single =
  (tool: string, right: Said['reply'], wrong: Said['reply']): Act =>
  (filling, uses) => {
    const found = resultOf(uses, tool)
    if (!found) return { use: { name: tool, arguments: { order_id: orderOf(filling) } } }
    return 'error' in found ? refusal(found.error, wrong) : { reply: right }
  }

export const cancel = single('cancel_order', done.cancel, refused.cancel)
export const refund = single('refund_order', done.refund, refused.refund)

/** Looks the order up first: what does not exist is not changed. */
const changing =
  (slot: 'day' | 'address', parameter: 'date' | 'address'): Act =>
  (filling, uses) => {
    const order_id = orderOf(filling)
    const known = resultOf(uses, 'get_order')
    if (!known) return { use: { name: 'get_order', arguments: { order_id } } }
    if ('error' in known) return lookupFailed(known.error)
    const found = resultOf(uses, 'change_delivery')
    const value = String(filling[slot]?.value ?? '')
    if (!found)
      return { use: { name: 'change_delivery', arguments: { order_id, [parameter]: value } } }
    if ('error' in found) return refusal(found.error, refused.change)
    return { reply: parameter === 'date' ? done.date : done.address }
  }

export const changeDate = changing('day', 'date')
export const changeAddress = changing('address', 'address')
