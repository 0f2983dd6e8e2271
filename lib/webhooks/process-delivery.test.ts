import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { testSuites } from '#db/schema/suites.ts'
import { webhookEffects } from '#db/schema/webhooks.ts'
import { createSuiteFixture } from '#db/testing/factories.ts'
import { listActivity } from '#lib/accounts/queries.ts'
import { catalog } from '#lib/platform/jobs/catalog.ts'
import { processDelivery } from '#lib/webhooks/process-delivery.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import { newSha, pullPayload, pushPayload } from '#lib/webhooks/testing/deliveries.ts'
import { useWebhooks } from '#lib/webhooks/testing/use-webhooks.ts'

const { database, runsOf, setting } = useWebhooks()

describe('a delivery whose rules match', () => {
  test('starts a run that knows its commit and its cause', async () => {
    const { ctx, system, deliver, connection, suite } = await setting()
    const sha = newSha()
    const id = await deliver(pullPayload({ sha, number: 12 }), 'pull_request')
    await processDelivery(system, id)
    const [run, ...others] = await runsOf(ctx)
    expect(others).toEqual([])
    expect(run).toMatchObject({
      status: 'queued',
      suiteIds: [suite.id],
      git: {
        provider: 'github',
        repository: 'acme/voice',
        sha,
        branch: 'feature',
        pull_request: 12,
      },
      trigger: {
        kind: 'webhook',
        by: connection.name,
        connection_id: connection.id,
        delivery_id: id,
        rule: 'rule 0',
      },
    })
    expect(await getDelivery(ctx, id)).toMatchObject({
      status: 'processed',
      attempts: 1,
      decisions: [{ rule: 'rule 0', matched: true, started: true, run_id: run?.id }],
    })
  })

  test('acts as its connection: the activity log names it', async () => {
    const { ctx, system, deliver, connection } = await setting()
    await processDelivery(system, await deliver(pushPayload()))
    const [run] = await runsOf(ctx)
    const { data } = await listActivity(ctx, { limit: 10, entity_id: run?.id })
    expect(data).toMatchObject([
      {
        action: 'run.start',
        actor: { kind: 'webhook', id: connection.id, name: connection.name },
        user: null,
      },
    ])
  })

  test('starts nothing again when its job runs again', async () => {
    const { ctx, system, deliver } = await setting()
    const id = await deliver(pushPayload())
    await processDelivery(system, id)
    await processDelivery(system, id)
    expect(await runsOf(ctx)).toHaveLength(1)
  })

  test('acts once although its job runs in two workers at once', async () => {
    const { ctx, system, deliver } = await setting()
    const id = await deliver(pushPayload())
    await Promise.all([processDelivery(system, id), processDelivery(system, id)])
    expect(await runsOf(ctx)).toHaveLength(1)
  })

  test('and another that tells of the same commit have one effect', async () => {
    const { ctx, system, deliver } = await setting()
    const sha = newSha()
    const ids = [
      await deliver(pushPayload({ sha, branch: 'feature' })),
      await deliver(pullPayload({ sha }), 'pull_request'),
      await deliver({ ...pushPayload({ sha }), ref: 'refs/tags/v1' }),
      await deliver(pushPayload({ sha, branch: 'feature', repository: 'ACME/Voice' })),
    ]
    await Promise.all(ids.map((id) => processDelivery(system, id)))
    const [run, ...others] = await runsOf(ctx)
    expect(others).toEqual([])
    const views = await Promise.all(ids.map((id) => getDelivery(ctx, id)))
    expect(views.map(({ decisions }) => decisions[0]?.run_id)).toEqual(ids.map(() => run?.id))
    expect(views.filter(({ decisions }) => decisions[0]?.started)).toHaveLength(1)
  })

  test('starts each rule that runs something else', async () => {
    const { ctx, system, deliver } = await setting([
      {},
      { mode: 'twin' },
      { languages: ['en-US'] },
      { name: 'twice the same' },
      { branches: ['other'] },
    ])
    const id = await deliver(pushPayload())
    await processDelivery(system, id)
    expect(await runsOf(ctx)).toHaveLength(3)
    const { decisions } = await getDelivery(ctx, id)
    expect(decisions.map(({ started, reason }) => [started, reason])).toEqual([
      [true, 'started'],
      [true, 'started'],
      [true, 'started'],
      [false, expect.stringContaining('has started it before')],
      [false, 'branch main is not listed: other'],
    ])
  })

  test('says which rule could not be followed, and follows the others', async () => {
    const { ctx, system, deliver, suite, connection, target } = await setting([])
    const { suite: doomed } = await createSuiteFixture(ctx)
    const rule = { events: ['push' as const], target: target.id, mode: 'text' as const }
    await setTriggers(ctx, connection.id, {
      rules: [
        { ...rule, name: 'doomed', suites: [doomed.name] },
        { ...rule, name: 'sound', suites: [suite.name] },
      ],
    })
    const remove = (id: string) =>
      database.db.update(testSuites).set({ deletedAt: new Date() }).where(eq(testSuites.id, id))
    await remove(doomed.id)
    const id = await deliver(pushPayload())
    await processDelivery(system, id)
    const reason = `doomed: could not start: There is no suite ${doomed.name}`
    expect(await getDelivery(ctx, id)).toMatchObject({ status: 'processed', reason })
    expect(await runsOf(ctx)).toHaveLength(1)
    await remove(suite.id)
    const broken = await deliver(pushPayload())
    await processDelivery(system, broken)
    expect((await getDelivery(ctx, broken)).status).toBe('failed')
  })
})

test('a delivery that no rule matches is ignored with every reason', async () => {
  const { ctx, system, deliver } = await setting([
    { name: 'releases', events: ['release'] },
    { name: 'main only', branches: ['main', 'release/*'] },
  ])
  const id = await deliver(pushPayload({ branch: 'dev' }))
  await processDelivery(system, id)
  expect(await runsOf(ctx)).toEqual([])
  expect(await getDelivery(ctx, id)).toMatchObject({
    status: 'ignored',
    reason:
      'No rule matched: releases: a push is not listed: release; ' +
      'main only: branch dev is not listed: main, release/*',
  })
})

test('a pull request from a fork runs nothing', async () => {
  const { ctx, system, deliver } = await setting()
  const id = await deliver(pullPayload({ fork: true }), 'pull_request')
  await processDelivery(system, id)
  expect(await runsOf(ctx)).toEqual([])
  expect((await getDelivery(ctx, id)).reason).toMatch(/fork/)
})

describe('a try that ends at any line', () => {
  test('leaves neither effect nor run, and the next one does all of it', async () => {
    const { ctx, system, deliver } = await setting([{}, { mode: 'twin' }])
    const id = await deliver(pushPayload())
    // Ends the transaction after both runs were started: writing the decisions fails.
    await database.db.execute(sql`
      create function fail_once() returns trigger language plpgsql as
      $$ begin raise exception 'the process ended here'; end $$`)
    await database.db.execute(sql`
      create trigger ends_here before update on webhook_deliveries for each row
      when (new.status = 'processed') execute function fail_once()`)
    await expect(processDelivery(system, id)).rejects.toThrow()
    expect(await runsOf(ctx)).toEqual([])
    const effects = await database.db
      .select()
      .from(webhookEffects)
      .where(eq(webhookEffects.organizationId, ctx.organizationId))
    expect(effects).toEqual([])
    await database.db.execute(sql`drop trigger ends_here on webhook_deliveries`)
    await processDelivery(system, id)
    expect(await runsOf(ctx)).toHaveLength(2)
    expect(await getDelivery(ctx, id)).toMatchObject({ status: 'processed', attempts: 2 })
  })

  test('is told as failed with its reason after the last', async () => {
    const { ctx, system, deliver } = await setting()
    const id = await deliver(pushPayload())
    await database.db.execute(
      sql`update webhook_deliveries set body = jsonb_set(body, '{tag}', '"AAAAAAAAAAAAAAAAAAAAAA=="') where id = ${id}`,
    )
    const tries = catalog['webhook.process'].queue.retryLimit + 1
    for (let index = 0; index < tries; index++)
      await expect(processDelivery(system, id)).rejects.toThrow(/damaged/)
    expect(await getDelivery(ctx, id)).toMatchObject({
      status: 'failed',
      attempts: tries,
      reason: 'The secret body is damaged',
      body: null,
    })
    await processDelivery(system, id)
  })
})

test('a delivery is processed in its own organization alone', async () => {
  const [one, other] = [await setting(), await setting()]
  const id = await one.deliver(pushPayload())
  await processDelivery(other.system, id)
  expect([...(await runsOf(other.ctx)), ...(await runsOf(one.ctx))]).toEqual([])
  expect(await getDelivery(one.ctx, id)).toMatchObject({ status: 'accepted', attempts: 0 })
})
