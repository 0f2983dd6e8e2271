import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { createCtx, createTargetFixture } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { importFiles } from '#lib/importers/import-files.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { listDeliveries } from '#lib/webhooks/queries.ts'
import {
  createConnectionFixture,
  fromGithub,
  newSha,
  pushPayload,
} from '#lib/webhooks/testing/deliveries.ts'
import { openReceiver } from '#lib/webhooks/testing/open-receiver.ts'
import { processWebhook } from '#workers/handlers/process-webhook.ts'
import { serveIngest } from '#workers/ingest/serve-ingest.ts'
import { ManagedIntegrations } from '#workers/managed-integrations.ts'

const secret = 'the secret in the environment'

vi.hoisted(() => {
  const environment = {
    GITHUB_WEBHOOK_SECRET: 'the secret in the environment',
    GITHUB_TOKEN: 'ghp_0123456789abcdef',
    JIRA_EMAIL: 'qa@example.com',
    JIRA_API_TOKEN: 'jira-token-0123456789',
    SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/one',
    SLACK_DEFECTS_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/two',
  }
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
})

const database = useTestDatabase()
const queue = useBoss(database)
const root = new URL('../examples/', import.meta.url)
let sql: Sql
let ctx: Ctx
let managed: ManagedIntegrations
let older: Awaited<ReturnType<typeof createConnectionFixture>>
let ingest: Awaited<ReturnType<typeof serveIngest>>

beforeAll(async () => {
  ctx = await createCtx(database.db, 'admin')
  sql = openSql(database.url, { max: 3 })
  const files = ['weather', 'phone'].map((name) => ({
    name: `${name}.suite.yaml`,
    text: readFileSync(new URL(`${name}.suite.yaml`, root), 'utf8'),
  }))
  await importFiles(ctx, {
    files,
    format: 'yaml',
    dryRun: false,
    dropMissing: false,
    variables: new Set(),
    storeRecording: () => Promise.reject(new Error('the examples have no recordings')),
  })
  await createTargetFixture(ctx, { name: 'Simulator' })
  older = await createConnectionFixture(ctx, {
    name: 'Older',
    inbound: { webhook_secret: secret },
  })
  managed = new ManagedIntegrations(
    { sql, db: database.db },
    fileURLToPath(new URL('integrations.demo.json', root)),
  )
  await managed.applied()
  ingest = await serveIngest(openReceiver(() => database.db).receiver, {
    host: '127.0.0.1',
    port: 0,
  })
})
afterAll(async () => {
  await ingest.close()
  await managed.close()
  await sql.end()
})

/** Over HTTP without `?connection`, as GitHub sends it. */
async function post(payload: object, event = 'push') {
  const { headers, body } = fromGithub(secret, payload, { event })
  const url = `http://127.0.0.1:${ingest.port}/api/webhooks/ci-cd`
  const answer = await fetch(url, { method: 'POST', headers, body: Uint8Array.from(body) })
  return { status: answer.status, receipt: (await answer.json()) as { delivery_id: string } }
}

/** What a worker does with the jobs that wait. */
async function work() {
  const jobs = await queue.boss.fetch<{ organizationId: string; deliveryId: string }>(
    'webhook.process',
    { batchSize: 10 },
  )
  const tools = { sql, db: database.db, boss: queue.boss, schedule: () => undefined }
  for (const { id, data } of jobs) {
    await processWebhook(tools, data, AbortSignal.timeout(30_000))
    await queue.boss.complete('webhook.process', id)
  }
}

const runs = () =>
  sql<{ git: { sha: string; repository: string }; trigger: { rule: string } }[]>`
    select git, trigger from test_runs order by id`

test('the secret of the environment fills the file’s GitHub: there is no second connection', async () => {
  const views = await listConnections(ctx)
  const github = views.filter(({ kind, source }) => kind === 'github' && source !== 'settings')
  expect(github).toMatchObject([{ name: 'GitHub', source: 'file', is_enabled: true }])
  expect(Object.keys(github[0]?.secrets ?? {}).toSorted()).toEqual(['token', 'webhook_secret'])
  expect(views.filter(({ source }) => source === 'environment')).toEqual([])
})

test('a signed push to main starts a run of the example as it is shipped', async () => {
  const sha = newSha()
  const payload = pushPayload({ repository: 'your-organization/voice-app', sha })
  const { status } = await post(payload)
  expect(status).toBe(202)
  await work()
  expect(await runs()).toMatchObject([
    {
      git: { sha, repository: 'your-organization/voice-app' },
      trigger: { rule: 'trigger_tests_on' },
    },
  ])
})

test('a branch that is not listed starts nothing and says so', async () => {
  const before = (await runs()).length
  await post(pushPayload({ repository: 'your-organization/voice-app', branch: 'play' }))
  await work()
  expect(await runs()).toHaveLength(before)
  const [delivery] = (await listDeliveries(ctx)).data
  expect(delivery?.reason).toContain('branch play is not listed')
})

test('beside an older connection with the same secret and no rule, the one with rules wins', async () => {
  const before = (await runs()).length
  await post(pushPayload({ repository: 'your-organization/voice-app' }))
  await work()
  expect(await runs()).toHaveLength(before + 1)
  // Named, it is the one that is asked, and tells where the rules are.
  const { headers, body } = fromGithub(secret, pushPayload())
  const url = `http://127.0.0.1:${ingest.port}/webhooks/ci-cd?connection=${older.id}`
  await fetch(url, { method: 'POST', headers, body: Uint8Array.from(body) })
  await work()
  const [delivery] = (await listDeliveries(ctx, { connection_id: older.id })).data
  expect(delivery?.reason).toMatch(
    /^Older has no rule that starts a run; GitHub has some\. .*\?connection=/,
  )
})

test('another organization that saves the same secret, with rules, takes nothing away', async () => {
  const thief = await createCtx(database.db, 'admin')
  const theirs = await createConnectionFixture(thief, { inbound: { webhook_secret: secret } })
  const target = await createTargetFixture(thief)
  const rule = { name: 'all', events: ['push' as const], suites: ['x'], target: target.name }
  await setTriggers(thief, theirs.id, { rules: [] })
  await sql`update integrations set triggers = ${sql.json([rule])} where id = ${theirs.id}`
  const before = (await runs()).length
  await post(pushPayload({ repository: 'your-organization/voice-app' }))
  await work()
  expect(await runs()).toHaveLength(before + 1)
  expect((await listDeliveries(thief)).data).toEqual([])
})
