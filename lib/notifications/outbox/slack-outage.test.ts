import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { notificationRules, notifications } from '#db/schema/notifications.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { type Mishap } from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
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
import { probeFailing } from '#lib/notifications/outbox/probe-failing.ts'
import { sendNotification } from '#lib/notifications/outbox/send-notification.ts'
import { resendNotification } from '#lib/notifications/resend-notification.ts'
import { resendUndelivered } from '#lib/notifications/resend-undelivered.ts'
import type { CreateRuleInput } from '#lib/notifications/schema.ts'
import { createRun, createSetting } from '#lib/notifications/testing/judged-run.ts'
import {
  connect,
  hour,
  rowsOf,
  sendAll,
  TestClock,
  useQueue,
} from '#lib/notifications/testing/outbox.ts'
import { countUndelivered } from '#lib/notifications/undelivered.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { followRun } from '#workers/handlers/run-changed.ts'

const database = useTestDatabase()
useQueue(database)

let slack: FakeSlack
let hook: FakeWebhook
beforeEach(async () => {
  ;[slack, hook] = [await startFakeSlack(), await startFakeWebhook()]
  await database.db.delete(notifications)
})
afterEach(() => Promise.all([slack.close(), hook.close()]))

const events = ['test_run_complete', 'regression_detected', 'critical_failure'] as const

const slackConnection = (ctx: Ctx, name: string) =>
  connect(ctx, {
    kind: 'slack',
    name,
    config: { api_url: slack.url },
    secrets: { webhook_url: slack.webhookUrl },
  })

/** A connection for each event, so that one run makes three messages; none of them is read by programs. */
async function stage(config: CreateRuleInput['config'] = {}) {
  const ctx = await createCtx(database.db)
  const setting = await createSetting(ctx, { weather: 'critical' })
  const connections: string[] = []
  for (const event of events) {
    const integration_id = await slackConnection(ctx, event)
    await createRule(ctx, { event, integration_id, config })
    connections.push(integration_id)
  }
  const other = await connect(ctx, {
    kind: 'webhook',
    name: 'Pager',
    config: { url: hook.url },
    secrets: { signing_secret: hook.state.signingSecret },
  })
  await createRule(ctx, { event: 'integration_failing', integration_id: other })
  const clock = new TestClock()
  const send = () => sendAll(ctx, { clock })
  const fail = async () => {
    await followRun(ctx, await createRun(setting), 'finished', clock)
    await ctx.db.delete(notifications).where(eq(notifications.organizationId, ctx.organizationId))
    const run = await createRun(setting, { verdicts: { weather: 'failed' } })
    await followRun(ctx, run, 'finished', clock)
  }
  const arrived = () => slack.state.messages(slack.channel)
  const alerts = async () =>
    (await rowsOf(ctx)).filter(({ event }) => event === 'integration_failing')
  return { ctx, connections, other, clock, send, fail, arrived, alerts }
}

const isMarked = ({ text }: { text: string }) =>
  text.includes('Sent again: it may have arrived before.')

const outages: [string, Mishap, number][] = [
  ['500', { status: 500, body: 'internal_error' }, 0],
  ['502', { status: 502, body: 'bad gateway' }, 0],
  ['504', { status: 504, body: 'upstream timed out' }, 0],
  ['a reset before it acts', 'reset', 0],
  ['a reset after it has acted', 'lost', 3],
]

describe('an outage of Slack', () => {
  test.each(outages)('%s: all three arrive, marked', async (_, mishap, doubled) => {
    const { send, fail, arrived, clock } = await stage()
    await fail()
    for (let tries = 0; tries < 3; tries++) {
      for (const _event of events) slack.http.plan(mishap)
      expect(await send()).toEqual(['retry', 'retry', 'retry'])
      clock.advance(hour)
    }
    // The third failure is told through the other connection; it goes with the messages.
    expect((await send()).toSorted()).toEqual(['sent', 'sent', 'sent', 'sent', 'sent', 'sent'])
    const messages = arrived()
    expect(messages).toHaveLength(3 * doubled + 3)
    expect(messages.slice(-3).every(isMarked)).toBe(true)
    // The very first of each was no repetition.
    expect(messages.slice(0, -3).filter((one) => !isMarked(one))).toHaveLength(doubled)
    expect(await send()).toEqual([])
  })

  test('a hang: all three arrive, marked', async () => {
    const { ctx, fail, arrived, clock, send } = await stage()
    await fail()
    for (const _ of events) slack.http.plan('hang')
    for (const { id } of await rowsOf(ctx)) {
      const signal = AbortSignal.timeout(200)
      expect(await sendNotification(ctx, id, { clock, signal, keepIssue })).toBe('retry')
    }
    clock.advance(hour)
    expect(await send()).toEqual(['sent', 'sent', 'sent'])
    expect(arrived()).toHaveLength(3)
    expect(arrived().every(isMarked)).toBe(true)
  })

  test('what was refused for certain (429, 503) arrives without a mark', async () => {
    const { send, fail, arrived, clock } = await stage()
    await fail()
    for (const status of [429, 503, 503]) slack.http.plan({ status, body: '' })
    expect(await send()).toEqual(['retry', 'retry', 'retry'])
    clock.advance(hour)
    expect(await send()).toEqual(['sent', 'sent', 'sent'])
    expect(arrived().some(isMarked)).toBe(false)
  })

  test('a try that nobody saw end is repeated, marked, also when the next one is refused', async () => {
    const { ctx, send, fail, arrived, clock } = await stage()
    await fail()
    await ctx.db
      .update(notifications)
      .set({ status: 'sending', attempts: 1, attemptedAt: await clock.now() })
      .where(eq(notifications.organizationId, ctx.organizationId))
    clock.advance(hour)
    for (const _ of events) slack.http.plan({ status: 429, body: '' })
    expect(await send()).toEqual(['retry', 'retry', 'retry'])
    clock.advance(hour)
    expect(await send()).toEqual(['sent', 'sent', 'sent'])
    expect(arrived().every(isMarked)).toBe(true)
  })

  test('is told through another connection although no rule says which, once', async () => {
    const { ctx, send, fail, clock, alerts, connections, other } = await stage()
    await ctx.db.delete(notificationRules).where(eq(notificationRules.integrationId, other))
    await fail()
    for (let tries = 0; tries < 4; tries++) {
      for (const _ of events) slack.http.plan({ status: 500, body: '' })
      await send()
      clock.advance(6 * hour)
    }
    const told = await alerts()
    expect(told).toHaveLength(3)
    for (const alert of told) {
      expect(alert.integrationId).not.toBe(alert.subjectId)
      expect(connections).toContain(alert.subjectId)
      expect(JSON.stringify(alert.payload)).toContain('Messages are late')
    }
  })
})

describe('at most once', () => {
  const once = { delivery: 'at_most_once' } as const

  test('leaves it to a person, tells through another connection, and marks what the person sends', async () => {
    const { ctx, send, fail, arrived, alerts, other, connections } = await stage(once)
    await fail()
    for (const mishap of ['lost', { status: 500, body: '' }, 'reset'] as const)
      slack.http.plan(mishap)
    expect(await send()).toEqual(['unconfirmed', 'unconfirmed', 'unconfirmed'])
    const told = await alerts()
    expect(told.map(({ subjectId }) => subjectId).toSorted()).toEqual(connections.toSorted())
    expect(told.every(({ integrationId }) => integrationId === other)).toBe(true)
    expect(JSON.stringify(told[0]?.payload)).toContain('may not have arrived')
    const [first] = await rowsOf(ctx)
    await resendNotification(ctx, first?.id ?? '')
    expect((await send()).toSorted()).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(arrived().map(isMarked)).toEqual([false, true])
  })

  test('a whole outage is sent again at a word, and the word said twice sends nothing more', async () => {
    const { ctx, send, fail, arrived, connections } = await stage(once)
    await fail()
    for (const _ of events) slack.http.plan({ status: 502, body: '' })
    await send()
    const [id = ''] = connections
    expect(await countUndelivered(ctx, id)).toMatchObject({ dead: 0, unconfirmed: 1 })
    const future = { since: new Date(Date.now() + hour).toISOString() }
    expect(await resendUndelivered(ctx, id, future)).toEqual({ resent: 0 })
    const answers = await Promise.all([1, 2, 3].map(() => resendUndelivered(ctx, id)))
    expect(answers.map(({ resent }) => resent).toSorted()).toEqual([0, 0, 1])
    await send()
    expect(arrived()).toHaveLength(1)
    expect(await countUndelivered(ctx, id)).toMatchObject({ dead: 0, unconfirmed: 0 })
    const traces = await ctx.db.select().from(activityLog).where(eq(activityLog.entityId, id))
    expect(
      traces.filter(({ action }) => action === 'notification.resend_undelivered'),
    ).toHaveLength(1)
  })

  test('refuses the wrong role and another organization', async () => {
    const { ctx, connections } = await stage(once)
    const [id = ''] = connections
    const engineer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'qa_engineer'),
    )
    const viewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
    )
    const stranger = await createCtx(database.db)
    await expect(resendUndelivered(engineer, id)).rejects.toThrow(/may not/)
    await expect(countUndelivered(viewer, id)).rejects.toThrow(/may not/)
    await expect(resendUndelivered(stranger, id)).rejects.toThrow(/No integration/)
    await expect(countUndelivered(stranger, id)).rejects.toThrow(/No integration/)
  })
})

describe('after an outage', () => {
  const ofSlack = (request: { body: string }) => request.body !== '{}'

  /** Three tries that failed, so that the next is due in half an hour. */
  async function outage() {
    const one = await stage()
    await one.fail()
    for (let tries = 0; tries < 3; tries++) {
      for (const _ of events) slack.http.plan({ status: 500, body: '' }, ofSlack)
      await one.send()
      if (tries < 2) one.clock.advance(6 * 60_000)
    }
    const probe = async () =>
      probeFailing(database.db, {
        now: await one.clock.now(),
        signal: AbortSignal.timeout(30_000),
      })
    return { ...one, probe }
  }

  test('what waits goes as soon as the connection answers a question', async () => {
    const { send, arrived, clock, probe } = await outage()
    clock.advance(60_000)
    for (const _ of events) slack.http.plan({ status: 503 }, (request) => !ofSlack(request))
    expect(await probe()).toBe(3)
    await send()
    expect(arrived()).toHaveLength(0)
    clock.advance(30_000)
    expect(await probe()).toBe(3)
    expect(await send()).toEqual(['sent', 'sent', 'sent'])
    expect(
      arrived().every((message) => isMarked(message) || message.text.includes('does not deliver')),
    ).toBe(true)
    expect(await probe()).toBe(0)
  })

  test('a connection that answers questions but takes no message keeps its schedule', async () => {
    const { ctx, send, clock, probe } = await outage()
    await probe()
    for (let round = 0; round < 5; round++) {
      for (const _ of events) slack.http.plan({ status: 500, body: '' }, ofSlack)
      await send()
      clock.advance(60_000)
      await probe()
    }
    const rows = (await rowsOf(ctx)).filter(({ event }) => event !== 'integration_failing')
    // The question was answered once: one try more than the schedule has.
    expect(rows.map(({ attempts }) => attempts)).toEqual([4, 4, 4])
  })

  test('nobody is asked before the time that the provider named', async () => {
    const { send, clock, probe, fail } = await stage().then((one) => ({
      ...one,
      probe: async () =>
        probeFailing(database.db, {
          now: await one.clock.now(),
          signal: AbortSignal.timeout(9_000),
        }),
    }))
    await fail()
    for (const _ of events)
      slack.http.plan({ status: 429, headers: { 'retry-after': '3600' }, body: '' })
    await send()
    clock.advance(60_000)
    expect(await probe()).toBe(0)
  })
})
