import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { notifications } from '#db/schema/notifications.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { keepIssue } from '#lib/defects/keep-issue.ts'
import { recordFailures } from '#lib/defects/record-failures.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import {
  type FakeSlack,
  startFakeSlack,
} from '#lib/engines/vendors/testing/fake-notifier/fake-slack.ts'
import {
  startFakeWebhook,
  type FakeWebhook,
} from '#lib/engines/vendors/testing/fake-notifier/fake-webhook.ts'
import { testMessage } from '#lib/notifications/messages/test-message.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import type { Payload } from '#lib/notifications/outbox/payload.ts'
import { leaseMs } from '#lib/notifications/outbox/schedule.ts'
import { sendNotification } from '#lib/notifications/outbox/send-notification.ts'
import { createRun, createSetting } from '#lib/notifications/testing/judged-run.ts'
import { connect, TestClock, useQueue } from '#lib/notifications/testing/outbox.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { patience } from '#workers/testing/fault-scale.ts'

const database = useTestDatabase()
useQueue(database)

let hook: FakeWebhook
let slack: FakeSlack
let github: FakeGithub
beforeAll(async () => {
  ;[hook, slack, github] = [
    await startFakeWebhook(),
    await startFakeSlack(),
    await FakeGithub.start(),
  ]
})
afterAll(() => Promise.all([hook.close(), slack.close(), github.close()]))

/** Sends in a process of its own that dies at `stage`. Resolves when it has ended; throws when it did not die. */
async function sendAndDie(ctx: Ctx, id: string, stage: string): Promise<void> {
  const program = new URL('../../lib/notifications/testing/deadly-sender.ts', import.meta.url)
  const child = fork(fileURLToPath(program), [ctx.organizationId, id, stage], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      NODE_ENV: 'test',
      ENVIRONMENT: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
    },
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('exit', (...how) => resolve(how)),
  )
  if (signal !== 'SIGKILL') throw new Error(`It lived through "${stage}" (${code}): ${said}`)
}

type Channel = {
  connect: (ctx: Ctx) => Promise<string>
  payload: (ctx: Ctx) => Promise<Payload>
  /** how often it had its effect at the peer */
  effects: (id: string, payload: Payload) => number
  /** a repeat cannot be told from a first time: it says that it is one, or waits for a person */
  doubles?: 'marked' | 'asks'
}

const message = (ctx: Ctx): Promise<Payload> =>
  Promise.resolve({
    kind: 'message',
    message: testMessage(`for ${ctx.organizationId}`, 'Test'),
    update: false,
  })

const slackMessages = (payload: Payload) =>
  slack.state
    .messages(slack.channel)
    .filter(
      (one) =>
        payload.kind === 'message' &&
        JSON.stringify(one).includes(payload.message.summary.slice(0, 70)),
    ).length

const slackConnection = (secrets: Record<string, string>) => (ctx: Ctx) =>
  connect(ctx, {
    kind: 'slack',
    name: 'Slack',
    config: { api_url: slack.url, channel: slack.channel },
    secrets,
  })

async function draftIssue(ctx: Ctx): Promise<Payload> {
  const setting = await createSetting(ctx, { weather: 'high' })
  await createRun(setting)
  const failure = {
    caseId: setting.cases[0]?.id ?? '',
    caseName: 'weather',
    priority: 'high' as const,
    language: 'en-US',
    blame: 'content',
    validator: 'response',
    reason: 'wrong',
    executionIds: [],
  }
  const [recorded] = await recordFailures(ctx, [failure], new Date())
  if (!recorded) throw new Error('no defect')
  return {
    kind: 'issue_create',
    defect_id: recorded.defect.id,
    draft: {
      marker: `defect ${recorded.defect.fingerprint}`,
      title: recorded.defect.fingerprint,
      description: { text: 'wrong', facts: [], url: 'https://ear.test/defects/1' },
      severity: 'high',
      labels: [],
      assignees: [],
    },
  }
}

const channels: Record<string, Channel> = {
  webhook: {
    connect: (ctx) =>
      connect(ctx, {
        kind: 'webhook',
        name: 'Hook',
        config: { url: hook.url },
        secrets: { signing_secret: hook.state.signingSecret },
      }),
    payload: message,
    // The receiver acts once for each id: what comes again is known by it.
    effects: (id) => hook.state.deliveries.filter((one) => one.id === id).length,
  },
  'Slack by token': {
    connect: (ctx) => slackConnection({ bot_token: slack.state.botToken })(ctx),
    payload: message,
    effects: (_id, payload) => slackMessages(payload),
  },
  'Slack by webhook': {
    connect: (ctx) => slackConnection({ webhook_url: slack.webhookUrl })(ctx),
    payload: message,
    effects: (_id, payload) => slackMessages(payload),
    doubles: 'marked',
  },
  'Slack by webhook, at most once': {
    connect: (ctx) => slackConnection({ webhook_url: slack.webhookUrl })(ctx),
    payload: async (ctx) => ({ ...(await message(ctx)), delivery: 'at_most_once' }) as Payload,
    effects: (_id, payload) => slackMessages(payload),
    doubles: 'asks',
  },
  'a GitHub issue': {
    connect: (ctx) =>
      connect(ctx, {
        kind: 'github',
        name: 'GitHub',
        config: { base_url: github.url, repository: 'acme/voice' },
        secrets: { token: 'ghp_good' },
      }),
    payload: draftIssue,
    effects: (_id, payload) =>
      payload.kind === 'issue_create'
        ? github.tracker.issues.filter(({ title }) => title === payload.draft.title).length
        : 0,
  },
}

/** What the provider has no part in is the same for every channel. */
const quiet = ['before claim', 'within claim', 'after record']
const loud = ['after claim', 'before call', 'before record', 'within record']

const cases = Object.keys(channels).flatMap((channel) =>
  [...(channel === 'webhook' ? quiet : []), ...loud].map((stage) => [channel, stage] as const),
)

test.each(cases)(
  'kill -9 %s, %s: nothing is lost, and nothing is sent twice without a word',
  { timeout: patience(30_000) },
  async (name, stage) => {
    const channel = channels[name]
    if (!channel) throw new Error(name)
    const ctx = await createCtx(database.db)
    const payload = await channel.payload(ctx)
    const key = `${name} ${stage}`
    const row = await addNotification(ctx, {
      integrationId: await channel.connect(ctx),
      event: 'test_run_complete',
      subject: { type: 'run', id: ctx.organizationId },
      threadKey: key,
      key,
      payload,
      reason: 'a test',
    })
    if (!row) throw new Error('not written')
    await sendAndDie(ctx, row.id, stage)
    // What the dead process had open is undone once the server has seen it die: until then it holds the row.
    await database.db.select().from(notifications).where(eq(notifications.id, row.id)).for('update')
    const clock = new TestClock()
    clock.advance(leaseMs)
    for (let tries = 0; tries < 3; tries++)
      await sendNotification(ctx, row.id, { clock, signal: AbortSignal.timeout(30_000), keepIssue })
    const [after] = await database.db
      .select()
      .from(notifications)
      .where(eq(notifications.id, row.id))
    const effects = channel.effects(row.id, payload)
    const arrived = stage.endsWith('record') ? 1 : 0
    if (channel.doubles === 'asks')
      expect({ status: after?.status, effects }).toEqual({
        status: 'unconfirmed',
        effects: arrived,
      })
    else if (channel.doubles === 'marked') {
      expect({ status: after?.status, effects }).toEqual({ status: 'sent', effects: arrived + 1 })
      expect(slack.state.messages(slack.channel).at(-1)?.text).toContain('Sent again')
    } else expect({ status: after?.status, effects }).toEqual({ status: 'sent', effects: 1 })
  },
)
