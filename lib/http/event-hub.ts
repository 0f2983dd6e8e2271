import { openSql } from '#db/client.ts'
import {
  AccessChange,
  accessChannel,
  forgetAccess,
  forgetAllAccess,
} from '#lib/accounts/access-changes.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { eventsChannel } from '#lib/runs/publish.ts'
import { RunEvent } from '#lib/runs/schema.ts'

/** What a subscriber gets: a change, or the notice that changes may have been missed. */
export type HubEvent = RunEvent | { type: 'resync' }
type Subscriber = { organizationId: string; send: (event: HubEvent) => void }

/** ms during which repeated changes of one thing are told once */
const quiet = 200

/** What is no JSON is none of ours. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

/** Hands the changes of one LISTEN connection to the subscribers of their organization. */
export class EventHub {
  readonly #subscribers = new Set<Subscriber>()
  readonly #followers = new Set<(change: AccessChange) => void>()
  readonly #waiting = new Map<string, RunEvent>()
  readonly #close: () => Promise<void>
  #timer: NodeJS.Timeout | undefined
  #listening = false
  readonly #ready = Promise.withResolvers<void>()

  constructor(url: string) {
    const sql = openSql(url, { max: 1 })
    this.#close = () => sql.end({ timeout: 1 })
    sql
      .listen(
        eventsChannel,
        (payload) => this.#receive(payload),
        () => this.#connected(),
      )
      .then(() =>
        // What changed while the connection was lost was told to nobody.
        sql.listen(accessChannel, (payload) => this.#accessChanged(payload), forgetAllAccess),
      )
      .then(
        () => this.#ready.resolve(),
        (error: unknown) => log.warn({ err: errorMessage(error) }, 'no live updates'),
      )
  }

  /** Resolves once no change is missed any more. */
  get listening(): Promise<void> {
    return this.#ready.promise
  }

  /** Calls `send` with the organization's changes until the returned function is called. */
  subscribe(organizationId: string, send: (event: HubEvent) => void): () => void {
    const subscriber = { organizationId, send }
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  /** Calls `changed` when a session or API token ended or an account changed, until the returned function is called. */
  followAccess(changed: (change: AccessChange) => void): () => void {
    this.#followers.add(changed)
    return () => this.#followers.delete(changed)
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#close()
  }

  /** The connection came back after a loss: what happened meanwhile was told to nobody. */
  #connected(): void {
    if (this.#listening) for (const { send } of this.#subscribers) send({ type: 'resync' })
    this.#listening = true
  }

  #accessChanged(payload: string): void {
    const change = AccessChange.safeParse(parsed(payload))
    if (!change.success) return
    forgetAccess(change.data)
    for (const changed of this.#followers) changed(change.data)
  }

  #receive(payload: string): void {
    const event = RunEvent.safeParse(parsed(payload))
    if (!event.success) return
    this.#waiting.set(payload, event.data)
    this.#timer ??= setTimeout(() => this.#flush(), quiet)
  }

  #flush(): void {
    this.#timer = undefined
    const events = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const event of events)
      for (const { organizationId, send } of this.#subscribers)
        if (organizationId === event.organization_id) send(event)
  }
}
