import type { Names } from '#app/(dashboard)/settings/_lib/rule-words.ts'
import type { DeliveryView } from '#lib/webhooks/schema.ts'

const and = new Intl.ListFormat('en-GB', { type: 'conjunction' })
const lower = (text: string) => text.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase())

const suiteWords = (ids: readonly string[], suites: Names) =>
  and.format([...new Set(ids)].map((id) => suites[id] ?? 'a suite that is gone'))

/** What came of a delivery, in a sentence: `Started Weather`, `Ignored: branch dev is not listed: main`. */
export function decisionWords(
  { status, reason, decisions }: Pick<DeliveryView, 'status' | 'reason' | 'decisions'>,
  suites: Names,
): string {
  if (status === 'accepted') return 'Waits to be processed'
  const started = decisions.filter((one) => one.started)
  const also = reason === null ? '' : `; ${reason}`
  if (started.length > 0)
    return `Started ${suiteWords(
      started.flatMap((one) => one.suite_ids),
      suites,
    )}${also}`
  const held = decisions.find((one) => one.matched)
  if (status === 'ignored') return `Ignored: ${lower(reason ?? 'nothing to do')}`
  if (status === 'failed') return `Failed: ${lower(reason ?? 'the reason is not known')}`
  return reason ?? (held ? `Started nothing: ${lower(held.reason)}` : 'Nothing to do')
}

/** With what a delivery proved who sent it: `webhook secret, the one before`. */
export function verifiedWords(verifiedBy: string): string {
  if (verifiedBy === 'hook_token') return 'secret address, unsigned'
  const [field = '', age] = verifiedBy.split('.')
  return `${field.replaceAll('_', ' ')}${age === 'previous' ? ', the one before' : ''}`
}
