import { once } from 'node:events'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import {
  startFakeWebhook,
  type FakeWebhook,
} from '#lib/engines/vendors/testing/fake-notifier/fake-webhook.ts'
import { testMessage } from '#lib/notifications/messages/test-message.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { connect } from '#lib/notifications/testing/outbox.ts'
import type { Ctx } from '#lib/platform/context.ts'
import {
  createConnectionFixture,
  fromGithub,
  pushPayload,
} from '#lib/webhooks/testing/deliveries.ts'
import { openStage, type Stage } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'
import type { WorkerProcess } from '#workers/testing/worker-process.ts'

const database = useTestDatabase()
const api = useApi(database)
let stage: Stage
let hook: FakeWebhook

beforeAll(async () => {
  stage = await openStage(database.url)
  hook = await startFakeWebhook()
})
afterAll(async () => {
  await stage.close()
  await hook.close()
})

/** A metric as the web application tells it over HTTP: the sum over its series whose labels hold `labels`; 0 of none. */
async function told(name: string, labels = ''): Promise<number> {
  const headers = { 'x-earshot-client': '127.0.0.1' }
  const { body, status } = await api.call(null, 'GET', '/api/metrics', { headers })
  expect(status).toBe(200)
  const lines = String(body).split('\n')
  return lines
    .filter((line) => new RegExp(`^${name}(\\{| )`).test(line) && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

const calls = () => told('integration_requests_total', 'integration="webhook"')

async function notify(ctx: Ctx, integrationId: string, key: string): Promise<void> {
  await addNotification(ctx, {
    ...{ integrationId, key, event: 'test_run_complete', threadKey: key, reason: 'a test' },
    subject: { type: 'run', id: ctx.organizationId },
    payload: { kind: 'message', message: testMessage(key, 'Test'), update: false },
  })
}

/** The port of its metrics, which it writes into its log. */
async function metricsPort(worker: WorkerProcess): Promise<number> {
  const line = () => /"port":(\d+)[^\n]*metrics of this process/.exec(worker.output())?.[1]
  await until('the worker to say where its metrics are', () => line() !== undefined)
  return Number(line())
}

test('calls, executions and scores of workers are told by the web application, also of a worker that was killed', async () => {
  const ctx = await createCtx(stage.client.db)
  const connection = await connect(ctx, {
    kind: 'webhook',
    name: 'Hook',
    config: { url: hook.url },
    secrets: { signing_secret: hook.state.signingSecret },
  })
  const [executions, before] = [await told('test_execution_seconds_count'), await calls()]
  const settings = { WORKER_METRICS_PORT: '0', LOG_LEVEL: 'info', LOG_FORMAT: 'json' }
  const first = stage.start({ concurrency: 4, settings })
  await first.ready
  await notify(ctx, connection, 'first')
  const cases = Array.from({ length: 6 }, (_, i) => ({
    ...{ id: `case-${i}`, say: 'what is the weather in toronto' },
    expect: { intent: 'WeatherQuery' },
  }))
  const run = await stage.run({ cases, concurrency: 4 })
  await ended(run.ctx, run.id)
  await until('the call of the worker to be told', async () => (await calls()) === before + 1)
  await until(
    'the executions to be told',
    async () => (await told('test_execution_seconds_count')) === executions + 6,
  )
  expect(await told('test_execution_seconds_count', 'mode="text",result="passed"')).toBe(6)
  expect(await told('validation_score_count', 'validator="all"')).toBe(6)
  expect(await told('validation_score_bucket', 'le="1"')).toBeGreaterThanOrEqual(6)
  expect(await told('notifications_total', 'outcome="sent"')).toBe(1)

  const own = await fetch(`http://127.0.0.1:${await metricsPort(first)}/metrics`)
  expect(own.status).toBe(200)
  const text = await own.text()
  expect(text).toMatch(/^integration_requests_total\{integration="webhook".*\} 1$/m)
  expect(text).toContain('nodejs_heap_size_used_bytes')

  first.child.kill('SIGKILL')
  await first.ended
  const second = stage.start({ concurrency: 4 })
  await second.ready
  expect(await calls()).toBe(before + 1)
  await notify(ctx, connection, 'second')
  await until('the second call to be told', async () => (await calls()) === before + 2)
  expect(await told('test_execution_seconds_count')).toBe(executions + 6)
  second.child.kill('SIGTERM')
  await second.ended
})

test('metrics of a worker are closed to strangers, and open with the token', async () => {
  const settings = {
    ...{ WORKER_METRICS_PORT: '0', LOG_LEVEL: 'info', LOG_FORMAT: 'json' },
    ...{ METRICS_ALLOWED_CIDRS: '10.1.2.3/32', METRICS_TOKEN: 'a-token-of-metrics' },
  }
  const worker = stage.start({ concurrency: 1, settings })
  await worker.ready
  const url = `http://127.0.0.1:${await metricsPort(worker)}/metrics`
  const status = async (headers: Record<string, string> = {}, at = url, method = 'GET') =>
    (await fetch(at, { headers, method })).status
  expect(await status()).toBe(403)
  expect(await status({ 'x-forwarded-for': '10.1.2.3' })).toBe(403)
  expect(await status({ authorization: 'Bearer another' })).toBe(403)
  expect(await status({ authorization: 'Bearer a-token-of-metrics' })).toBe(200)
  expect(await status({}, url.replace('/metrics', '/'))).toBe(404)
  expect(await status({}, url, 'POST')).toBe(405)
  worker.child.kill('SIGTERM')
  await worker.ended
})

test('what the webhook receiver counts is told by the web application', async () => {
  const ctx = await createCtx(stage.client.db)
  const secret = 'the secret of the receiver'
  await createConnectionFixture(ctx, { inbound: { webhook_secret: secret } })
  const receiver = stage.start({
    concurrency: 1,
    program: new URL('../ingest/main.ts', import.meta.url),
    settings: { WEBHOOK_PORT: '0', API_HOST: '127.0.0.1' },
  })
  const [message] = (await once(receiver.child, 'message')) as [{ port: number }]
  const post = async ({ headers, body }: ReturnType<typeof fromGithub>) =>
    fetch(`http://127.0.0.1:${message.port}/api/webhooks/ci-cd`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    })
  expect((await post(fromGithub(secret, pushPayload()))).status).toBe(202)
  expect((await post(fromGithub('wrong', pushPayload()))).status).toBe(401)
  // Killed by force, it has told what it counted until some seconds before; asked to stop, everything.
  receiver.child.kill('SIGTERM')
  await receiver.ended
  expect(await told('webhook_deliveries_total', 'outcome="accepted"')).toBe(1)
  expect(await told('webhook_signature_failures_total')).toBe(1)
  expect(await told('webhook_ack_seconds_count')).toBe(2)
})
