import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { notificationRules } from '#db/schema/notifications.ts'
import { workers } from '#db/schema/platform.ts'
import { reviewItems } from '#db/schema/review.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import {
  startFakeWebhook,
  type FakeWebhook,
} from '#lib/engines/vendors/testing/fake-notifier/fake-webhook.ts'
import { createRule } from '#lib/notifications/create-rule.ts'
import { deleteRule } from '#lib/notifications/delete-rule.ts'
import { muteRule } from '#lib/notifications/mute-rule.ts'
import { getNotification, listNotifications } from '#lib/notifications/queries.ts'
import { resendNotification } from '#lib/notifications/resend-notification.ts'
import { releaseHeld } from '#lib/notifications/rules/release-held.ts'
import { listRules } from '#lib/notifications/rules/rule-queries.ts'
import type { CreateRuleInput } from '#lib/notifications/schema.ts'
import { sendTestMessage } from '#lib/notifications/send-test-message.ts'
import { createRun, createSetting } from '#lib/notifications/testing/judged-run.ts'
import {
  connect,
  hour,
  rowsOf,
  sendAll,
  TestClock,
  useQueue,
} from '#lib/notifications/testing/outbox.ts'
import { updateRule } from '#lib/notifications/update-rule.ts'
import { watchBacklog } from '#lib/notifications/watch/watch-backlog.ts'
import { watchWorkers } from '#lib/notifications/watch/watch-workers.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { followRun } from '#workers/handlers/run-changed.ts'

const database = useTestDatabase()
useQueue(database)

let hook: FakeWebhook
beforeAll(async () => {
  hook = await startFakeWebhook()
})
afterAll(() => hook.close())

const hookConnection = (ctx: Ctx) =>
  connect(ctx, {
    kind: 'webhook',
    name: 'Hook',
    config: { url: hook.url },
    secrets: { signing_secret: hook.state.signingSecret },
  })

async function stage(
  config: CreateRuleInput['config'] = {},
  event: CreateRuleInput['event'] = 'test_failure',
) {
  const ctx = await createCtx(database.db)
  const setting = await createSetting(ctx, { weather: 'critical', music: 'low' })
  const integration_id = await hookConnection(ctx)
  const rule = await createRule(ctx, { event, integration_id, config })
  const clock = new TestClock()
  const fail = async (name: 'weather' | 'music') => {
    await followRun(
      ctx,
      await createRun(setting, { verdicts: { [name]: 'failed' } }),
      'finished',
      clock,
    )
    const rows = await rowsOf(ctx)
    return rows.filter((row) => row.ruleId === rule.id).at(-1)
  }
  return { ctx, setting, rule, clock, fail, integration_id }
}

const as = async (ctx: Ctx, role: 'viewer' | 'qa_engineer') =>
  ctxFor(database.db, await createUser(database.db, { id: ctx.organizationId }, role))

describe('a rule holds back', () => {
  test('what is less grave than its threshold', async () => {
    const { fail } = await stage({ severity_threshold: 'high' })
    expect(await fail('music')).toMatchObject({ status: 'suppressed' })
    expect(await fail('weather')).toMatchObject({ status: 'pending' })
  })

  test('everything while it is muted', async () => {
    const { fail, ctx, rule } = await stage()
    await muteRule(ctx, rule.id, { until: new Date(Date.now() + hour).toISOString() })
    expect(await fail('music')).toMatchObject({ status: 'suppressed' })
    await muteRule(ctx, rule.id, { until: null })
    expect(await fail('weather')).toMatchObject({ status: 'pending' })
  })

  test('what concerns known defects only', async () => {
    const { fail } = await stage({ only_new_defects: true, notify_on: 'always' })
    expect(await fail('music')).toMatchObject({ status: 'pending' })
    const again = await fail('music')
    expect(again).toMatchObject({ status: 'suppressed' })
    expect(again?.reason).toMatch(/known/)
  })

  test('a run above the floor, when it asks for failures', async () => {
    const { fail } = await stage(
      { success_threshold: 0.5, notify_on: 'failure' },
      'test_run_complete',
    )
    expect(await fail('music')).toMatchObject({ status: 'suppressed' })
  })
})

describe('outcomes', () => {
  const kind = 'test_run_complete' as const

  test('of success only leave failures out', async () => {
    const { fail } = await stage({ notify_on: 'always', outcomes: ['success'] }, kind)
    const held = await fail('music')
    expect(held).toMatchObject({ status: 'suppressed' })
    expect(held?.reason).toContain('it came to failure, the rule reports success')
  })

  test('of warnings take a run above the floor that is not spotless', async () => {
    const config = { success_threshold: 0.5, notify_on: 'always', outcomes: ['warning'] } as const
    const { fail } = await stage({ ...config, outcomes: ['warning'] }, kind)
    expect(await fail('music')).toMatchObject({ status: 'pending' })
  })

  test('beside change add to it', async () => {
    const { fail } = await stage({ notify_on: 'change', outcomes: ['failure'] }, kind)
    expect(await fail('music')).toMatchObject({ status: 'pending' })
    expect(await fail('music')).toMatchObject({ status: 'pending' })
  })
})

describe('a window', () => {
  test('lets the first message go at once and tells the others in one summary', async () => {
    const { fail, ctx, clock } = await stage({ batch_window_minutes: 30, notify_on: 'always' })
    expect(await fail('music')).toMatchObject({ status: 'pending' })
    for (let more = 0; more < 3; more++)
      expect(await fail('weather')).toMatchObject({ status: 'held' })
    await releaseHeld(ctx, clock.advance(hour / 4))
    expect((await rowsOf(ctx)).filter(({ status }) => status === 'held')).toHaveLength(3)
    await releaseHeld(ctx, clock.advance(hour / 4))
    await releaseHeld(ctx, await clock.now())
    const open = (await rowsOf(ctx)).filter(({ status }) => status === 'pending')
    expect(open).toHaveLength(2)
    expect(JSON.stringify(open[1]?.payload)).toContain('3 more messages')
    expect(await fail('music')).toMatchObject({ status: 'held' })
  })
})

describe('quiet hours', () => {
  const now = new Date()
  const time = (ms: number) => new Date(now.getTime() + ms).toISOString().slice(11, 16)
  const quiet = { from: time(-hour), to: time(hour), time_zone: 'UTC' }

  test('hold a message until they end', async () => {
    const { fail, ctx, clock } = await stage({ quiet_hours: quiet })
    expect(await fail('music')).toMatchObject({ status: 'held' })
    await releaseHeld(ctx, clock.advance(2 * hour))
    expect(await rowsOf(ctx)).toMatchObject([{ status: 'pending' }])
    expect(await sendAll(ctx, { clock })).toEqual(['sent'])
  })

  test('never hold a critical failure', async () => {
    const { fail } = await stage({ quiet_hours: quiet }, 'critical_failure')
    expect(await fail('weather')).toMatchObject({ status: 'pending' })
  })
})

describe('verbs', () => {
  test('make, change, mute and delete a rule, each with its trace', async () => {
    const { ctx, rule, setting } = await stage()
    await updateRule(ctx, rule.id, { suite_id: setting.suite.id, is_enabled: false })
    expect(await listRules(ctx)).toMatchObject([
      { is_enabled: false, suite: { id: setting.suite.id } },
    ])
    await muteRule(ctx, rule.id, { until: null })
    await deleteRule(ctx, rule.id)
    expect(await listRules(ctx)).toEqual([])
    const traces = await database.db
      .select()
      .from(activityLog)
      .where(eq(activityLog.entityId, rule.id))
    expect(traces.map(({ action }) => action).toSorted()).toEqual(
      ['create', 'delete', 'mute', 'update'].map((verb) => `notification_rule.${verb}`),
    )
  })

  test('refuse the wrong role, another organization, and what a file manages', async () => {
    const { ctx, rule, integration_id } = await stage()
    const other = await createCtx(database.db)
    const attempts: ((who: Ctx) => Promise<unknown>)[] = [
      (who) => updateRule(who, rule.id, { is_enabled: false }),
      (who) => deleteRule(who, rule.id),
      (who) => muteRule(who, rule.id, { until: null }),
      (who) => createRule(who, { event: 'test_failure', integration_id }),
      (who) => sendTestMessage(who, integration_id),
    ]
    const author = await as(ctx, 'qa_engineer')
    for (const attempt of attempts) {
      await expect(attempt(author)).rejects.toThrow(/may not/)
      await expect(attempt(other)).rejects.toThrow(/[Nn]o /)
    }
    await database.db
      .update(notificationRules)
      .set({ source: 'file' })
      .where(eq(notificationRules.id, rule.id))
    for (const attempt of attempts.slice(0, 2))
      await expect(attempt(ctx)).rejects.toThrow(/integrations file/)
    // Whether it speaks just now is no setting.
    const until = new Date(Date.now() + hour).toISOString()
    expect(await muteRule(ctx, rule.id, { until })).toMatchObject({ muted_until: until })
  })

  test('refuse a connection that carries no messages', async () => {
    const { ctx } = await stage()
    const integration_id = await connect(ctx, { kind: 'gitlab', name: 'GitLab' })
    await expect(createRule(ctx, { event: 'test_failure', integration_id })).rejects.toThrow(
      /cannot carry messages/,
    )
  })

  test('send again what was given up, once a person says so', async () => {
    const { ctx, fail, clock } = await stage()
    hook.http.plan({ status: 404 })
    const row = await fail('music')
    const id = row?.id ?? ''
    expect(await sendAll(ctx, { clock })).toEqual(['dead'])
    expect(await listNotifications(ctx, { status: 'dead' })).toMatchObject({ data: [{ id }] })
    await expect(resendNotification(await as(ctx, 'qa_engineer'), id)).rejects.toThrow(/may not/)
    await expect(resendNotification(await createCtx(database.db), id)).rejects.toThrow(/No notif/)
    await expect(listNotifications(await as(ctx, 'viewer'))).rejects.toThrow(/may not/)
    expect(await resendNotification(ctx, id)).toMatchObject({ status: 'pending' })
    expect(await sendAll(ctx, { clock })).toEqual(['sent'])
    const { tries } = await getNotification(ctx, id)
    expect(tries.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'failed'],
      [2, 'sent'],
    ])
  })

  test('test a connection with its saved secret and tell what the provider said', async () => {
    const { ctx, integration_id } = await stage()
    expect(await sendTestMessage(ctx, integration_id)).toMatchObject({ ok: true })
    hook.http.plan({ status: 500, body: 'out of order' })
    const failed = await sendTestMessage(ctx, integration_id)
    expect(failed).toMatchObject({ ok: false })
    expect(failed.detail).toMatch(/out of order/)
    expect(await getNotification(ctx, failed.notification_id)).toMatchObject({ status: 'dead' })
  })
})

describe('the watch', () => {
  test('tells once of a backlog, and once when it is over', async () => {
    const { ctx, clock } = await stage({ backlog_threshold: 2 }, 'review_backlog')
    const look = async () => watchBacklog(ctx, await clock.now())
    await look()
    await createRunFixture(ctx, [{ reason: 'doubtful' }, { reason: 'doubtful' }])
    await look()
    await look()
    await database.db
      .update(reviewItems)
      .set({ status: 'decided' })
      .where(eq(reviewItems.organizationId, ctx.organizationId))
    await look()
    await look()
    const rows = await rowsOf(ctx)
    expect(rows.map(({ payload }) => /"state":"(\w+)"/.exec(JSON.stringify(payload))?.[1])).toEqual(
      ['over', 'under'],
    )
  })

  test('tells once of a silent worker, and once of its return', async () => {
    const { ctx } = await stage({}, 'worker_down')
    const id = crypto.randomUUID()
    const hostname = `host-${id}`
    const seenAt = new Date(Date.now() - 120_000)
    await database.db
      .insert(workers)
      .values({ id, hostname, pid: 1, state: 'working', capacity: 1, seenAt, startedAt: seenAt })
    const look = () => watchWorkers(ctx, new Date())
    await look()
    await look()
    await database.db.update(workers).set({ seenAt: new Date() }).where(eq(workers.id, id))
    await look()
    await look()
    const rows = await rowsOf(ctx)
    expect(rows.map(({ payload }) => /"state":"(\w+)"/.exec(JSON.stringify(payload))?.[1])).toEqual(
      ['down', 'up'],
    )
  })
})
