import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { createCtx } from '#db/testing/factories.ts'
import { dryRunDelivery } from '#lib/webhooks/dry-run-delivery.ts'
import { processDelivery } from '#lib/webhooks/process-delivery.ts'
import { getDelivery, listDeliveries } from '#lib/webhooks/queries.ts'
import { redeliverDelivery } from '#lib/webhooks/redeliver-delivery.ts'
import { pushPayload } from '#lib/webhooks/testing/deliveries.ts'
import { useWebhooks } from '#lib/webhooks/testing/use-webhooks.ts'

const { colleague, database, runsOf, setting } = useWebhooks()

describe('delivering again by hand', () => {
  test('runs a commit anew once, and leaves a trace', async () => {
    const { ctx, system, deliver } = await setting()
    const id = await deliver(pushPayload())
    await processDelivery(system, id)
    expect(await redeliverDelivery(ctx, id)).toMatchObject({ status: 'accepted', repeats: 1 })
    await expect(redeliverDelivery(ctx, id)).rejects.toThrow(/being processed/)
    const rows = await database.db.execute<{ salt: string }>(sql`
      select data ->> 'salt' as salt from pgboss.job
      where name = 'webhook.process' and data ->> 'deliveryId' = ${id} and data ? 'salt'`)
    expect(rows).toHaveLength(1)
    for (const { salt } of rows) {
      await processDelivery(system, id, { salt })
      await processDelivery(system, id, { salt })
    }
    expect(await runsOf(ctx)).toHaveLength(2)
    const traces = await database.db.select().from(activityLog).where(eq(activityLog.entityId, id))
    expect(traces).toMatchObject([{ action: 'delivery.redeliver' }])
  })

  test('is not possible once the body is gone', async () => {
    const { ctx, system, deliver } = await setting()
    const id = await deliver(pushPayload())
    await processDelivery(system, id)
    await database.db
      .update(webhookDeliveries)
      .set({ body: null })
      .where(eq(webhookDeliveries.id, id))
    await expect(redeliverDelivery(ctx, id)).rejects.toThrow(/removed/)
    await expect(dryRunDelivery(ctx, id)).rejects.toThrow(/removed/)
  })

  test('is for administrators of the organization', async () => {
    const { ctx, deliver } = await setting()
    const id = await deliver(pushPayload())
    const author = await colleague(ctx, 'qa_engineer')
    await expect(redeliverDelivery(author, id)).rejects.toThrow(/may not/)
    await expect(redeliverDelivery(await createCtx(database.db), id)).rejects.toThrow(/No delivery/)
  })
})

test('a dry run tells what would run and writes nothing', async () => {
  const { ctx, deliver, suite, target } = await setting([
    {},
    { branches: ['dev'] },
    { languages: ['fr-FR'] },
  ])
  const id = await deliver(pushPayload())
  const counted = async () =>
    database.db.execute(sql`
      select (select count(*) from test_runs) as runs, (select count(*) from webhook_effects) as effects,
        (select count(*) from pgboss.job) as jobs, (select count(*) from activity_log) as traces,
        (select md5(string_agg(d::text, '' order by id)) from webhook_deliveries d) as deliveries`)
  const before = await counted()
  expect(await dryRunDelivery(await colleague(ctx, 'qa_engineer'), id)).toMatchObject({
    event: { kind: 'push', branch: 'main', trusted: true },
    ignored: null,
    rules: [
      {
        would_start: true,
        items: 1,
        suites: [{ id: suite.id, name: suite.name }],
        target: { name: target.name },
      },
      { matched: false, would_start: false, reason: 'branch main is not listed: dev' },
      {
        matched: true,
        would_start: false,
        reason: expect.stringContaining('could not start') as string,
      },
    ],
  })
  expect(await counted()).toEqual(before)
  await expect(dryRunDelivery(await colleague(ctx, 'viewer'), id)).rejects.toThrow(/may not/)
  await expect(dryRunDelivery(await createCtx(database.db), id)).rejects.toThrow(/No delivery/)
})

describe('the log of deliveries', () => {
  test('is paged, filtered and the organization’s own', async () => {
    const { ctx, system, deliver } = await setting([{ branches: ['main'] }])
    const ids = [
      await deliver(pushPayload({ branch: 'dev' })),
      await deliver(pushPayload()),
      await deliver(pushPayload()),
    ]
    for (const id of ids.slice(0, 2)) await processDelivery(system, id)
    const first = await listDeliveries(ctx, {}, { limit: 2 })
    expect(first.data.map(({ id }) => id)).toEqual([ids[2], ids[1]])
    const second = await listDeliveries(ctx, {}, { limit: 2, cursor: first.next_cursor ?? '' })
    expect(second).toMatchObject({ data: [{ id: ids[0] }], next_cursor: null })
    expect((await listDeliveries(ctx, { status: 'ignored' })).data).toHaveLength(1)
    expect((await listDeliveries(await createCtx(database.db))).data).toEqual([])
    await expect(listDeliveries(await colleague(ctx, 'reviewer'))).rejects.toThrow(/may not/)
  })

  test('shows a delivery without anything that could be used again', async () => {
    const { ctx, deliver } = await setting()
    const id = await deliver({
      ...pushPayload(),
      access_token: 'a very secret \\" one',
      note: `see ghp_${'a1'.repeat(18)}`,
    })
    const view = await getDelivery(ctx, id)
    expect(view.headers['x-hub-signature-256']).toBe('•••')
    expect(view.headers['x-github-event']).toBe('push')
    expect(view.body).toContain('acme/voice')
    expect(view.body).not.toMatch(/very secret|ghp_a1/)
    await expect(getDelivery(await createCtx(database.db), id)).rejects.toThrow(/No delivery/)
  })
})
