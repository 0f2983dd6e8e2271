import { afterAll, beforeAll, expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import {
  type FakeSmtp,
  startFakeSmtp,
} from '#lib/engines/vendors/testing/fake-notifier/fake-smtp.ts'
import {
  startFakeWebhook,
  type FakeWebhook,
} from '#lib/engines/vendors/testing/fake-notifier/fake-webhook.ts'
import { testMessage } from '#lib/notifications/messages/test-message.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { listNotifications } from '#lib/notifications/queries.ts'
import { connect, hour, sendAll, TestClock, useQueue } from '#lib/notifications/testing/outbox.ts'
import type { Ctx } from '#lib/platform/context.ts'

const database = useTestDatabase()
useQueue(database)

let hook: FakeWebhook
let smtp: FakeSmtp
beforeAll(async () => {
  ;[hook, smtp] = [await startFakeWebhook(), await startFakeSmtp()]
})
afterAll(() => Promise.all([hook.close(), smtp.close()]))

const each = 5

const mailTo = (ctx: Ctx, name: string) =>
  connect(ctx, {
    kind: 'email',
    name,
    config: {
      host: smtp.host,
      port: smtp.port,
      username: smtp.state.user,
      from: 'earshot@ear.test',
      recipients: ['qa@team.test'],
      ca_certificate: smtp.ca,
    },
    secrets: { password: smtp.state.password },
  })

const post = (ctx: Ctx, name: string) =>
  connect(ctx, {
    kind: 'webhook',
    name,
    config: { url: hook.url },
    secrets: { signing_secret: hook.state.signingSecret },
  })

/** How a target that is down answers, in turn. */
const downs = ['reset', { status: 503 }, 'lost', { status: 429 }] as const

test('a target that is down for an hour and then back gets everything, and nothing twice', async () => {
  const ctx = await createCtx(database.db)
  const clock = new TestClock()
  // One connection for each, so that breakers, which go by real time, stay out of it.
  for (let index = 0; index < each; index++)
    for (const open of [mailTo, post]) {
      const key = `${open.name} ${index}`
      await addNotification(ctx, {
        integrationId: await open(ctx, key),
        event: 'test_run_complete',
        subject: { type: 'run', id: ctx.organizationId },
        threadKey: key,
        key,
        payload: { kind: 'message', message: testMessage(key, 'Test'), update: false },
        reason: 'a test',
      })
    }

  const minutes = [0, 0.2, 6, 50]
  let past = 0
  for (const [turn, minute] of minutes.entries()) {
    clock.advance((minute - past) * 60_000)
    past = minute
    smtp.state.recipients.set('qa@team.test', { code: 451, text: '4.3.0 try later' })
    for (let index = 0; index < each; index++) hook.http.plan(downs[turn] ?? 'reset')
    expect(await sendAll(ctx, { clock })).toEqual(Array(each * 2).fill('retry'))
    // Everything that waits is seen, with its cause and its next try.
    const { data } = await listNotifications(ctx, { status: 'pending' })
    expect(data).toHaveLength(each * 2)
    expect(data.every((one) => one.last_error !== null && one.next_attempt_at !== null)).toBe(true)
  }
  expect(smtp.state.mails).toHaveLength(0)

  smtp.state.recipients.clear()
  clock.advance(2.5 * hour)
  expect(await sendAll(ctx, { clock })).toEqual(Array(each * 2).fill('sent'))
  expect(await sendAll(ctx, { clock })).toEqual([])
  expect(smtp.state.mails).toHaveLength(each)
  expect(
    new Set(smtp.state.mails.map(({ raw }) => /^message-id: (.*)$/im.exec(raw)?.[1])).size,
  ).toBe(each)
  expect(hook.state.deliveries).toHaveLength(each)
})
