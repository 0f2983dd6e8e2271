import { createHash } from 'node:crypto'

import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import type { TriggerRule } from '#lib/webhooks/schema.ts'

type Parts = {
  event: CiEvent
  rule: Pick<TriggerRule, 'mode' | 'languages'>
  suiteIds: readonly string[]
  targetId: string
  /** stands for a commit where the event names none */
  bodySha256: string
  /** makes the same effect another one: given when a person delivers again */
  salt: string | null
}

/**
 * What an event sets off, as a key: two deliveries that tell of one commit, whatever hook, event or provider they
 * come by, have the same one. Without a commit the tag stands for it, and without a tag the body. What is asked for
 * again on purpose, by a deployment or a comment, has one of its own.
 */
export function effectKey({ event, rule, suiteIds, targetId, bodySha256, salt }: Parts): string {
  const commit =
    event.commitKey ?? event.sha ?? (event.tag === null ? `body ${bodySha256}` : `tag ${event.tag}`)
  const parts = [
    event.repository?.toLowerCase() ?? null,
    commit,
    suiteIds.toSorted(),
    targetId,
    rule.mode,
    rule.languages.toSorted(),
    salt ?? event.occasion,
  ]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
