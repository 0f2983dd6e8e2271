import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import {
  createConnectionFixture,
  fromGithub,
  fromGitlab,
  fromJenkins,
  newSha,
  pushPayload,
  type Sent,
} from '#lib/webhooks/testing/deliveries.ts'
import { openReceiver } from '#lib/webhooks/testing/open-receiver.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { serveIngest } from '#workers/ingest/serve-ingest.ts'
import { openWorker, type Worker } from '#workers/run-worker.ts'
import { dice, patience, scale } from '#workers/testing/fault-scale.ts'
import { createSetting, credentials, idle, until } from '#workers/testing/pipeline.ts'
import { sendAll, type Answer } from '#workers/testing/webhook-traffic.ts'

const database = useTestDatabase()
let simulator: Simulator
let worker: Worker
let sql: Sql
let receivers: Awaited<ReturnType<typeof serveIngest>>[]

beforeAll(async () => {
  // It answers the question that comes before a run, which would else end by itself.
  simulator = await startSimulator({
    ...credentials,
    dataDir: join(tmpdir(), 'earshot-test-ears'),
  })
  // Runs are started, not executed: what is told here is what a webhook sets off.
  worker = await openWorker({
    databaseUrl: database.url,
    execute: () => Promise.reject(new Error('nothing is executed here')),
    readLoad: idle,
    sweepMs: 60_000,
  })
  sql = openSql(database.url, { max: 2 })
  receivers = await Promise.all(
    [0, 1].map(() => {
      const { receiver } = openReceiver(() => database.db, { maxAgeMs: 1_000, batchMs: 3 })
      return serveIngest(receiver, { host: '127.0.0.1', port: 0 })
    }),
  )
})
afterAll(async () => {
  await Promise.all(receivers.map((receiver) => receiver.close()))
  await worker.stop(10_000)
  await sql.end({ timeout: 5 })
  await simulator.close()
})

const address = (receiver: number) => `http://127.0.0.1:${receivers[receiver]?.port}/webhooks/ci-cd`

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value)
}

const withStatus = (answers: Answer[], status: number) =>
  answers.filter((answer) => answer.status === status)

const accounted = async (integrationIds: string[]) => {
  const [row] = await sql<{ rows: number; open: number; jobs: number }[]>`
    select count(*)::int as rows, count(*) filter (where status = 'accepted')::int as open,
      (select count(*)::int from pgboss.job j where j.name = 'webhook.process'
        and j.data ->> 'deliveryId' in (select id::text from webhook_deliveries
          where integration_id = any(${integrationIds}))) as jobs
    from webhook_deliveries where integration_id = any(${integrationIds})`
  return row ?? { rows: 0, open: 0, jobs: 0 }
}

test(
  'a burst with forged and replayed deliveries: each genuine one is taken once, no other is',
  { timeout: patience(60_000) },
  async () => {
    const random = dice()
    const genuine = 500 * scale
    const ctx = await createCtx(database.db)
    const token = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
    const connections = [
      await createConnectionFixture(ctx, { inbound: { webhook_secret: 'burst github' } }),
      await createConnectionFixture(ctx, { kind: 'gitlab', inbound: { signing_token: token } }),
      await createConnectionFixture(ctx, {
        kind: 'jenkins',
        inbound: { webhook_secret: 'burst jenkins' },
      }),
    ]
    const makers: ((at: number) => Sent)[] = [
      () => fromGithub('burst github', pushPayload()),
      (at) => fromGitlab(token, { at }),
      (at) => fromJenkins('burst jenkins', { at }),
    ]
    const make = (index: number, at = Date.now()) => (makers[index % 3] ?? makers[0]!)(at)
    const good = Array.from({ length: genuine }, (_, index) => make(index))
    const forged = Array.from({ length: genuine / 10 }, (_, index) => {
      const sent = make(index)
      return { ...sent, body: Buffer.concat([sent.body, Buffer.from(' ')]) }
    })
    const old = Date.now() - 301_000
    const replays = Array.from({ length: genuine / 10 }, (_, index) => make(1 + (index % 2), old))
    const answers = await sendAll(
      address(0),
      shuffled([...good, ...forged, ...replays], random),
      64,
    )
    const bad = new Set<Sent>([...forged, ...replays])
    expect(withStatus(answers, 202)).toHaveLength(genuine)
    expect(withStatus(answers, 401)).toHaveLength(bad.size)
    expect(withStatus(answers, 401).every(({ sent }) => bad.has(sent))).toBe(true)
    // A recorded GitHub delivery has no time: its id is what is known again.
    const again = await sendAll(address(1), good.slice(0, 30), 8)
    expect(again.map(({ receipt }) => receipt)).toEqual(
      again.map(() => expect.objectContaining({ status: 'duplicate' }) as unknown),
    )
    expect(await accounted(connections.map(({ id }) => id))).toMatchObject({
      rows: genuine,
      jobs: genuine,
    })
  },
)

test(
  'each delivered three times, shuffled, two at the same instant at two receivers: one effect each, the newest commit last',
  { timeout: patience(90_000) },
  async () => {
    const random = dice()
    const { ctx, suite, target } = await createSetting(database.db, {
      endpoint: `${simulator.url}/v1`,
      cases: [{ id: 'one', say: 'hello' }],
      // No item is admitted, so that runs wait as they would behind others.
      concurrency: 0,
    })
    const connection = await createConnectionFixture(ctx, {
      inbound: { webhook_secret: 'three times' },
    })
    await setTriggers(ctx, connection.id, {
      rules: [
        { name: 'all', events: ['push'], suites: [suite.id], target: target.id, mode: 'text' },
      ],
    })
    const branches = 10 * scale
    const commits = Array.from({ length: branches * 3 }, (_, index) => ({
      branch: `branch-${index % branches}`,
      sha: newSha(),
    }))
    const sent = commits.map((commit) => fromGithub('three times', pushPayload(commit)))
    const later = shuffled(sent, random)
    const [one, other, third] = await Promise.all([
      sendAll(address(0), sent, 1),
      sendAll(address(1), sent, 1),
      sendAll(address(0), later, 4),
    ])
    const answers = [...one, ...other, ...third]
    expect(withStatus(answers, 202)).toHaveLength(3 * sent.length)
    await until(
      'all to be processed',
      async () => (await accounted([connection.id])).open === 0,
      60_000,
    )
    expect(await accounted([connection.id])).toMatchObject({
      rows: sent.length,
      jobs: sent.length,
    })
    const runs = await sql<{ sha: string; branch: string; status: string; delivery: string }[]>`
      select git ->> 'sha' as sha, git ->> 'branch' as branch, status,
        trigger ->> 'delivery_id' as delivery from test_runs where organization_id = ${ctx.organizationId}`
    expect(new Set(runs.map(({ sha }) => sha)).size).toBe(runs.length)
    const newest = await sql<{ ref: string; id: string }[]>`
      select ref, max(id::text) as id from webhook_deliveries
      where integration_id = ${connection.id} group by ref`
    const open = runs.filter(({ status }) => status !== 'cancelled')
    expect(new Map(open.map(({ branch, delivery }) => [branch, delivery]))).toEqual(
      new Map(newest.map(({ ref, id }) => [ref, id])),
    )
    expect(open).toHaveLength(branches)
  },
)
