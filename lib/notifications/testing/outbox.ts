import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll } from 'vitest'

import { notifications } from '#db/schema/notifications.ts'
import { keepIssue } from '#lib/defects/keep-issue.ts'
import { createConnection } from '#lib/integrations/create-connection.ts'
import type { CreateConnectionInput } from '#lib/integrations/schema.ts'
import type { OutboxClock } from '#lib/notifications/outbox/clock.ts'
import { sendNotification, type SendOptions } from '#lib/notifications/outbox/send-notification.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'

/** Gives a test file a queue to send jobs to; nobody works it. */
export function useQueue(database: { readonly url: string }): void {
  let jobs: Awaited<ReturnType<typeof openBoss>> | undefined
  beforeAll(async () => {
    jobs = await openBoss(database.url, { supervise: false, max: 2 })
    provideBoss(jobs.boss)
  })
  afterAll(async () => {
    provideBoss(undefined)
    await jobs?.close()
  })
}

/** A clock that stands until it is moved, a little ahead of the database so that what was written is due. */
export class TestClock implements OutboxClock {
  #now = Date.now() + 5_000
  now = () => Promise.resolve(new Date(this.#now))
  random = () => 0.5
  advance(ms: number): Date {
    this.#now += ms
    return new Date(this.#now)
  }
}

export const hour = 3_600_000

export const connect = async (ctx: Ctx, input: CreateConnectionInput): Promise<string> =>
  (await createConnection(ctx, input)).id

export const rowsOf = (ctx: Ctx) =>
  ctx.db
    .select()
    .from(notifications)
    .where(eq(notifications.organizationId, ctx.organizationId))
    .orderBy(asc(notifications.id))

/** One try at every row in their order, as workers make it. */
export async function sendAll(ctx: Ctx, options: Partial<SendOptions> = {}): Promise<string[]> {
  const results: string[] = []
  for (const { id, status } of await rowsOf(ctx))
    if (status === 'pending' || status === 'sending')
      results.push(
        await sendNotification(ctx, id, {
          signal: AbortSignal.timeout(30_000),
          keepIssue,
          ...options,
        }),
      )
  return results
}
