import { eq } from 'drizzle-orm'
import { afterAll, beforeAll } from 'vitest'

import type { Role } from '#db/enums.ts'
import { testRuns } from '#db/schema/runs.ts'
import {
  createCtx,
  createSuiteFixture,
  createTargetFixture,
  createUser,
  ctxFor,
} from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { systemCtx, type Ctx } from '#lib/platform/context.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'
import type { SetTriggersInput } from '#lib/webhooks/schema.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import { createConnectionFixture, fromGithub } from '#lib/webhooks/testing/deliveries.ts'
import { openReceiver, receiptOf } from '#lib/webhooks/testing/open-receiver.ts'

type Rule = SetTriggersInput['rules'][number]

/** A database with a job queue and a receiver, for the tests of a file. */
export function useWebhooks() {
  const database = useTestDatabase()
  // What happens to a delivery is told by what workers do with it, whatever its rules are.
  const { send } = openReceiver(() => database.db, { judges: false })
  let jobs: Awaited<ReturnType<typeof openBoss>> | undefined
  let count = 0
  beforeAll(async () => {
    jobs = await openBoss(database.url, { supervise: false, max: 2 })
    provideBoss(jobs.boss)
  })
  afterAll(async () => {
    provideBoss(undefined)
    await jobs?.close()
  })
  return {
    database,
    /** An organization with a suite, a target and a connection whose rules are these, filled up with what they lack. */
    setting: async (rules: Partial<Rule>[] = [{}]) => {
      const ctx = await createCtx(database.db)
      const secret = `secret number ${++count}`
      const inbound = { webhook_secret: secret }
      const connection = await createConnectionFixture(ctx, { inbound })
      const { suite } = await createSuiteFixture(ctx)
      const target = await createTargetFixture(ctx)
      const filled = rules.map((rule, index): Rule => ({
        name: `rule ${index}`,
        events: ['push', 'pull_request', 'tag', 'release'],
        suites: [suite.id],
        target: target.name,
        mode: 'text',
        ...rule,
      }))
      await setTriggers(ctx, connection.id, { rules: filled })
      /** Delivers and returns the id of the delivery. */
      const deliver = async (payload: unknown, event = 'push') =>
        receiptOf(await send(fromGithub(secret, payload, { event }))).delivery_id
      const system = systemCtx(database.db, ctx.organizationId)
      return { ctx, connection, suite, target, secret, deliver, system }
    },
    runsOf: (ctx: Ctx) =>
      database.db
        .select()
        .from(testRuns)
        .where(eq(testRuns.organizationId, ctx.organizationId))
        .orderBy(testRuns.id),
    /** Somebody else of the same organization. */
    colleague: async (ctx: Ctx, role: Role) =>
      ctxFor(database.db, await createUser(database.db, { id: ctx.organizationId }, role)),
  }
}
