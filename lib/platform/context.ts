import type { Database } from '#db/client.ts'
import type { Role } from '#db/enums.ts'

/** Who acts: a person, or the system itself (schedules, workers), which may do all within its organization. */
export type Actor =
  | { kind: 'user'; id: string; name: string; role: Role }
  | { kind: 'system'; id: null; name: string; role: 'admin' }

/** First argument of every verb and query. `db` may be a transaction. */
export type Ctx = {
  actor: Actor
  organizationId: string
  db: Database
  requestId?: string
}

/** Runs `work` in a transaction; within one already, in a savepoint. */
export function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }))
}

/** The system acting within one organization. */
export function systemCtx(db: Database, organizationId: string, name = 'Earshot'): Ctx {
  return { actor: { kind: 'system', id: null, name, role: 'admin' }, organizationId, db }
}
