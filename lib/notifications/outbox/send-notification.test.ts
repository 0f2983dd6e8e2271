import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { integrations } from '#db/schema/integrations.ts'
import { notificationAttempts, notifications } from '#db/schema/notifications.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { keepIssue } from '#lib/defects/keep-issue.ts'
import {
  type FakeSlack,
  startFakeSlack,
} from '#lib/engines/vendors/testing/fake-notifier/fake-slack.ts'
import {
  startFakeWebhook,
  type FakeWebhook,
} from '#lib/engines/vendors/testing/fake-notifier/fake-webhook.ts'
import { createRule } from '#lib/notifications/create-rule.ts'
import { testMessage } from '#lib/notifications/messages/test-message.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { requeueDue } from '#lib/notifications/outbox/requeue-due.ts'
import { leaseMs } from '#lib/notifications/outbox/schedule.ts'
import { sendNotification } from '#lib/notifications/outbox/send-notification.ts'
import { connect, hour, rowsOf, TestClock, useQueue } from '#lib/notifications/testing/outbox.ts'
import type { Ctx } from '#lib/platform/context.ts'

const database = useTestDatabase()
useQueue(database)

let hook: FakeWebhook
let slack: FakeSlack
beforeAll(async () => {
  ;[hook, slack] = [await startFakeWebhook(), await startFakeSlack()]
})
afterAll(() => Promise.all([hook.close(), slack.close()]))

const webhookInput = (name = 'Hook') => ({
  kind: 'webhook',
  name,
  config: { url: hook.url },
  secrets: { signing_secret: hook.state.signingSecret },
})

const slackInput = () => ({
  kind: 'slack',
  name: 'Slack',
  config: { api_url: slack.url, channel: slack.channel },
  secrets: { webhook_url: slack.webhookUrl },
})

let keys = 0

async function intend(
  ctx: Ctx,
  integrationId: string,
  threadKey?: string,
  delivery?: 'at_most_once',
) {
  const key = `test ${(keys += 1)}`
  const row = await addNotification(ctx, {
    integrationId,
    event: 'test_run_complete',
    subject: { type: 'run', id: integrationId },
    threadKey: threadKey ?? key,
    key,
    payload: {
      kind: 'message',
      message: testMessage('x', key),
      update: false,
      ...(delivery && { delivery }),
    },
    reason: 'a test',
  })
  if (!row) throw new Error('not written')
  return row.id
}

const read = async (id: string) => {
  const [row] = await database.db.select().from(notifications).where(eq(notifications.id, id))
  return row
}

async function stage() {
  const ctx = await createCtx(database.db)
  const clock = new TestClock()
  const connectionId = await connect(ctx, webhookInput())
  const attempt = (id: string) =>
    sendNotification(ctx, id, { clock, signal: AbortSignal.timeout(30_000), keepIssue })
  return { ctx, clock, connectionId, attempt }
}

describe('sending', () => {
  test('delivers once and keeps the try with what the provider said', async () => {
    const { ctx, connectionId, attempt } = await stage()
    const id = await intend(ctx, connectionId)
    expect(await attempt(id)).toBe('sent')
    expect(await attempt(id)).toBe('ended')
    expect(hook.state.deliveries.filter((one) => one.id === id)).toHaveLength(1)
    const [kept] = await database.db
      .select()
      .from(notificationAttempts)
      .where(eq(notificationAttempts.notificationId, id))
    expect(kept).toMatchObject({ number: 1, outcome: 'sent' })
    expect(JSON.stringify(kept?.exchange)).not.toContain(hook.state.signingSecret)
  })

  test('of two workers at once one sends', async () => {
    const { ctx, connectionId, attempt } = await stage()
    const id = await intend(ctx, connectionId)
    const results = await Promise.all([attempt(id), attempt(id), attempt(id)])
    expect(results.filter((one) => one === 'sent')).toHaveLength(1)
    expect(hook.state.repeats.get(id)).toBeUndefined()
  })

  test('keeps the order of a thread: a later one waits for an earlier one', async () => {
    const { ctx, connectionId, attempt } = await stage()
    const [first, second] = [
      await intend(ctx, connectionId, 'thread'),
      await intend(ctx, connectionId, 'thread'),
    ]
    expect(await attempt(second)).toBe('behind')
    expect(await attempt(first)).toBe('sent')
    expect(await attempt(second)).toBe('sent')
  })

  test('waits while the connection is switched off, and goes when it is on again', async () => {
    const { ctx, connectionId, attempt, clock } = await stage()
    const id = await intend(ctx, connectionId)
    const turn = (isEnabled: boolean) =>
      database.db.update(integrations).set({ isEnabled }).where(eq(integrations.id, connectionId))
    await turn(false)
    expect(await attempt(id)).toBe('off')
    await turn(true)
    await database.db.execute(`delete from pgboss.job where name = 'notification.send'`)
    expect(await requeueDue(ctx, await clock.now())).toBe(1)
    expect(await requeueDue(ctx, await clock.now())).toBe(0)
    expect(await attempt(id)).toBe('sent')
  })
})

describe('failing', () => {
  test('is tried at 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h, then given up', async () => {
    const { ctx, connectionId, attempt, clock } = await stage()
    const id = await intend(ctx, connectionId)
    const waits: number[] = []
    for (let tries = 1; tries <= 7; tries++) {
      hook.http.plan({ status: 429, body: '' })
      expect(await attempt(id)).toBe('retry')
      const row = await read(id)
      const now = await clock.now()
      waits.push((row?.nextAttemptAt?.getTime() ?? 0) - now.getTime())
      expect(await attempt(id)).toBe('not_due')
      clock.advance(waits.at(-1) ?? 0)
    }
    expect(waits.map((ms) => ms / 60_000)).toEqual([5 / 60, 5, 30, 120, 300, 600, 600])
    hook.http.plan({ status: 429, body: '' })
    expect(await attempt(id)).toBe('dead')
    expect(await read(id)).toMatchObject({ status: 'dead', attempts: 8 })
  })

  test('waits as long as the provider asks', async () => {
    const { ctx, connectionId, attempt, clock } = await stage()
    const id = await intend(ctx, connectionId)
    hook.http.plan({ status: 429, headers: { 'retry-after': '600' } })
    await attempt(id)
    const row = await read(id)
    expect((row?.nextAttemptAt?.getTime() ?? 0) - (await clock.now()).getTime()).toBe(600_000)
  })

  test.each([400, 401, 404, 422])('stops at once for %i', async (status) => {
    const { ctx, connectionId, attempt } = await stage()
    const id = await intend(ctx, connectionId)
    hook.http.plan({ status })
    expect(await attempt(id)).toBe('dead')
    expect(await read(id)).toMatchObject({ status: 'dead', attempts: 1 })
  })

  test('a 410 switches the connection off and says why', async () => {
    const { ctx, connectionId, attempt } = await stage()
    const id = await intend(ctx, connectionId)
    hook.http.plan({ status: 410 })
    expect(await attempt(id)).toBe('dead')
    const [row] = await database.db
      .select()
      .from(integrations)
      .where(eq(integrations.id, connectionId))
    expect(row).toMatchObject({ isEnabled: false })
    expect(JSON.stringify(row?.state)).toMatch(/no longer exists/)
  })

  test('five days of nothing but failures switch it off', async () => {
    const { ctx, connectionId, attempt, clock } = await stage()
    const since = new Date((await clock.now()).getTime() - 121 * hour).toISOString()
    await database.db
      .update(integrations)
      .set({ state: { failing_since: since } })
      .where(eq(integrations.id, connectionId))
    hook.http.plan({ status: 503 })
    expect(await attempt(await intend(ctx, connectionId))).toBe('retry')
    const [row] = await database.db
      .select()
      .from(integrations)
      .where(eq(integrations.id, connectionId))
    expect(row).toMatchObject({ isEnabled: false })
  })

  test('an open breaker waits without using a try', async () => {
    const { ctx, connectionId, attempt, clock } = await stage()
    const ids = []
    for (let index = 0; index < 6; index++) ids.push(await intend(ctx, connectionId))
    for (const id of ids.slice(0, 5)) {
      hook.http.plan({ status: 503 })
      expect(await attempt(id)).toBe('retry')
    }
    const last = ids[5] ?? ''
    expect(await attempt(last)).toBe('wait')
    const row = await read(last)
    expect(row).toMatchObject({ status: 'pending', attempts: 0 })
    expect(row?.nextAttemptAt?.getTime()).toBeGreaterThan((await clock.now()).getTime())
  })

  test('one alert for an outage, through another connection', async () => {
    const { ctx, connectionId, attempt } = await stage()
    const other = await connect(ctx, webhookInput('Other'))
    for (const integration_id of [connectionId, other])
      await createRule(ctx, { event: 'integration_failing', integration_id })
    for (const id of [await intend(ctx, connectionId), await intend(ctx, connectionId)]) {
      hook.http.plan({ status: 404 })
      await attempt(id)
    }
    const alerts = (await rowsOf(ctx)).filter(({ event }) => event === 'integration_failing')
    expect(alerts).toMatchObject([{ integrationId: other, status: 'pending' }])
  })
})

describe('after a crash', () => {
  const crash = async (id: string, at: Date) =>
    database.db
      .update(notifications)
      .set({ status: 'sending', attempts: 1, attemptedAt: at })
      .where(eq(notifications.id, id))

  test('what is under way elsewhere is left alone until its lease ends', async () => {
    const { ctx, connectionId, attempt, clock } = await stage()
    const id = await intend(ctx, connectionId)
    await crash(id, await clock.now())
    expect(await attempt(id)).toBe('busy')
    clock.advance(leaseMs)
    expect(await attempt(id)).toBe('sent')
  })

  test('what would be doubled waits for a person, and the person can send it again', async () => {
    const { ctx, clock, attempt } = await stage()
    const id = await intend(ctx, await connect(ctx, slackInput()), undefined, 'at_most_once')
    await crash(id, await clock.now())
    clock.advance(leaseMs)
    const before = slack.state.messages(slack.channel).length
    expect(await attempt(id)).toBe('unconfirmed')
    expect(slack.state.messages(slack.channel)).toHaveLength(before)
    expect((await read(id))?.lastError).toMatch(/may have arrived/)
  })

  test('a lost answer to what would be doubled is not asked for again', async () => {
    const { ctx, attempt } = await stage()
    const id = await intend(ctx, await connect(ctx, slackInput()), undefined, 'at_most_once')
    const before = slack.state.messages(slack.channel).length
    slack.http.plan('lost')
    expect(await attempt(id)).toBe('unconfirmed')
    expect(slack.state.messages(slack.channel)).toHaveLength(before + 1)
  })

  test('the late word of a superseded try is refused', async () => {
    const { ctx, connectionId, clock } = await stage()
    const id = await intend(ctx, connectionId)
    const slow = {
      random: clock.random,
      now: clock.now,
    }
    hook.http.plan('hang')
    const signal = new AbortController()
    const late = sendNotification(ctx, id, { clock: slow, signal: signal.signal, keepIssue })
    while ((await read(id))?.status !== 'sending') await new Promise(setImmediate)
    clock.advance(leaseMs)
    expect(
      await sendNotification(ctx, id, { clock, signal: AbortSignal.timeout(30_000), keepIssue }),
    ).toBe('sent')
    signal.abort()
    expect(await late).toBe('superseded')
    expect(await read(id)).toMatchObject({ status: 'sent' })
  })
})
