import type { Database, Sql } from '#db/client.ts'
import type { Boss } from '#lib/platform/jobs/boss.ts'
import type { JobName, Payload } from '#lib/platform/jobs/catalog.ts'

/** What every handler may use. */
export type Tools = { sql: Sql; db: Database; boss: Boss }

/** Does one job. Throwing sends it back to its queue, and in the end to the dead letters. */
export type Handler<N extends JobName> = (
  tools: Tools,
  payload: Payload<N>,
  signal: AbortSignal,
) => Promise<void>

/** Deliveries are worked many at a time (`webhook-consumer.ts`), all others one by one. */
export type HandledJob = Exclude<JobName, 'webhook.process'>

/** A missing handler does not compile. */
export type Handlers = { [N in HandledJob]: Handler<N> }
