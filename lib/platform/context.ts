import type { Database } from '#db/client.ts'
import type { Role, TokenScope } from '#db/enums.ts'

type Person = {
  /** id of the user */
  id: string
  name: string
  role: Role
}

/**
 * Who acts; what each may do is in `lib/platform/auth/authorize.ts`. `id` is the user on whose account it happens,
 * null when there is none.
 */
export type Actor =
  | ({
      kind: 'user'
      /** the session they act in, when it is one of ours */
      sessionId?: string | undefined
    } & Person)
  /** a program with a person's token: never more than that person may */
  | ({
      kind: 'api_token'
      token: { id: string; name: string; scopes: readonly TokenScope[] }
    } & Person)
  /** what CI sent through a connection; `name` is the connection's */
  | { kind: 'webhook'; id: null; name: string; connectionId: string }
  | { kind: 'schedule'; id: null; name: string; scheduleId: string }
  /** Earshot itself: its workers and its start */
  | { kind: 'system'; id: null; name: string }

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
  return { actor: { kind: 'system', id: null, name }, organizationId, db }
}
