import { concerns } from '#lib/accounts/access-changes.ts'
import { stillValid } from '#lib/accounts/still-valid.ts'
import { webDatabase, webEvents } from '#lib/http/database.ts'
import type { EventHub } from '#lib/http/event-hub.ts'
import type { Actor } from '#lib/platform/context.ts'

type Followed = {
  hub: Pick<EventHub, 'subscribe'>
  /** aborts when the caller's session or token has ended, or the account has changed */
  signal: AbortSignal
  /** whether session or token are still good, as the database says now */
  stillAllowed: () => Promise<boolean>
}

/** Watches what a caller got in with for as long as the caller is subscribed. */
export function followAccess(actor: Actor): Followed {
  const hub = webEvents()
  const ended = new AbortController()
  const access = {
    userId: actor.id,
    ...(actor.kind === 'user' && { sessionId: actor.sessionId }),
    ...(actor.kind === 'api_token' && { tokenId: actor.token.id }),
  }
  return {
    hub: {
      subscribe(organizationId, send) {
        const unsubscribe = hub.subscribe(organizationId, send)
        const unfollow = hub.followAccess((change) => {
          if (concerns(change, access)) ended.abort()
        })
        return () => {
          unfollow()
          unsubscribe()
        }
      },
    },
    signal: ended.signal,
    stillAllowed: () => stillValid(webDatabase(), actor),
  }
}
