import type { Sql } from '#db/client.ts'
import type { WorkerDetail } from '#lib/platform/jobs/schema.ts'

type Facts = {
  id: string
  hostname: string
  pid: number
  capacity: number
  inFlight: () => number
  /** what it costs and, when it takes no new executions, why */
  detail: () => WorkerDetail
}

/** This worker's row in `workers`: who it is, how busy, how strained, and that it lives. */
export class Presence {
  readonly #sql: Sql
  readonly #facts: Facts
  /** One after the other: a word on its way must not bring back a row that was taken away. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(sql: Sql, facts: Facts) {
    this.#sql = sql
    this.#facts = facts
  }

  beat(): Promise<void> {
    return this.#write(() => (this.#facts.detail().reason === null ? 'working' : 'overloaded'))
  }

  leaving(): Promise<void> {
    return this.#write(() => 'draining')
  }

  leave(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#sql`delete from workers where id = ${this.#facts.id}`
    })
  }

  #write(state: () => string): Promise<void> {
    const { id, hostname, pid, capacity, inFlight, detail } = this.#facts
    return this.#inTurn(async () => {
      await this.#sql`
        insert into workers (id, hostname, pid, state, in_flight, capacity, detail)
        values (${id}, ${hostname}, ${pid}, ${state()}, ${inFlight()}, ${capacity},
          ${JSON.stringify(detail())}::text::jsonb)
        on conflict (id) do update set state = excluded.state, in_flight = excluded.in_flight,
          detail = excluded.detail, seen_at = now()`
    })
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}
