import type { PendingQuery, Row } from 'postgres'

import type { Sql } from '#db/client.ts'
import type { WorkerDetail } from '#lib/platform/jobs/schema.ts'

type Facts = {
  id: string
  hostname: string
  pid: number
  capacity: number
  /** application name of the session in which it speaks; null when others may have the same */
  session: string | null
  inFlight: () => number
  /** what it costs and, when it takes no new executions, why */
  detail: () => WorkerDetail
}

/** This worker's row in `workers`: who it is, how busy, how strained, and that it lives. */
export class Presence {
  readonly #sql: Sql
  readonly #facts: Facts
  #leaving = false
  /** One after the other: a word on its way must not bring back a row that was taken away. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(sql: Sql, facts: Facts) {
    this.#sql = sql
    this.#facts = facts
  }

  async beat(): Promise<void> {
    await this.speak((word) => word)
  }

  /** Says that it lives by a statement of which the word is a part. */
  speak<T>(statement: (word: PendingQuery<Row[]>) => PromiseLike<T>): Promise<T> {
    return this.#inTurn(async () => statement(this.#word()))
  }

  leaving(): Promise<void> {
    this.#leaving = true
    return this.beat()
  }

  leave(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#sql`delete from workers where id = ${this.#facts.id}`
    })
  }

  get #state(): string {
    if (this.#leaving) return 'draining'
    return this.#facts.detail().reason === null ? 'working' : 'overloaded'
  }

  #word(): PendingQuery<Row[]> {
    const { id, hostname, pid, capacity, session, inFlight, detail } = this.#facts
    return this.#sql`
      insert into workers (id, hostname, pid, state, in_flight, capacity, session, detail)
      values (${id}, ${hostname}, ${pid}, ${this.#state}, ${inFlight()}, ${capacity}, ${session},
        ${JSON.stringify(detail())}::text::jsonb)
      on conflict (id) do update set state = excluded.state, in_flight = excluded.in_flight,
        detail = excluded.detail, seen_at = now()`
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}
