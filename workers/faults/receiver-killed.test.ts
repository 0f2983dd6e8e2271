import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { openSql, type Sql } from '#db/client.ts'
import { createCtx, createSuiteFixture, createTargetFixture } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import {
  createConnectionFixture,
  fromGithub,
  pushPayload,
} from '#lib/webhooks/testing/deliveries.ts'
import { dice, patience, scale } from '#workers/testing/fault-scale.ts'
import { sendAll } from '#workers/testing/webhook-traffic.ts'

const database = useTestDatabase()
const children: ChildProcess[] = []
let sql: Sql

beforeAll(() => {
  sql = openSql(database.url, { max: 1 })
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await sql.end({ timeout: 5 })
})

const lean = new URL('../../db/lean-imports.ts', import.meta.url).href
const compiled = getCompileCacheDir()
const Ready = z.object({ ready: z.literal(true), port: z.number() })

/** The receiver of `WEBHOOK_PORT` as a program. */
async function startReceiver(): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(fileURLToPath(new URL('../ingest/main.ts', import.meta.url)), {
    execArgv: ['--import', lean],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...{ NODE_ENV: 'test', ENVIRONMENT: 'test', LOG_LEVEL: 'fatal' },
      // Starting is the most of what this test costs.
      ...(compiled !== undefined && { NODE_COMPILE_CACHE: dirname(compiled) }),
      ...{ DATABASE_URL: database.url, API_HOST: '127.0.0.1', WEBHOOK_PORT: '0' },
    },
  })
  children.push(child)
  const [message] = (await once(child, 'message')) as unknown[]
  return { child, url: `http://127.0.0.1:${Ready.parse(message).port}/webhooks/ci-cd` }
}

const kills = 1 + scale
const each = 80

test(
  'kill -9 of a receiver in the middle of a burst: what it acknowledged is there, and what is sent again is there once',
  { timeout: patience(60_000) },
  async () => {
    const random = dice()
    const secret = 'the secret of a receiver that is killed'
    const ctx = await createCtx(database.db)
    const connection = await createConnectionFixture(ctx, { inbound: { webhook_secret: secret } })
    const { suite } = await createSuiteFixture(ctx)
    const target = await createTargetFixture(ctx)
    const rule = { name: 'main', events: ['push' as const], branches: ['main'] }
    const rules = [{ ...rule, suites: [suite.id], target: target.name, mode: 'text' as const }]
    await setTriggers(ctx, connection.id, { rules })

    const sent = Array.from({ length: each * kills }, (_, index) =>
      fromGithub(secret, pushPayload({ branch: index % 10 === 0 ? 'main' : `feature-${index}` })),
    )
    const answered = new Set<string>()
    const idOf = ({ headers }: (typeof sent)[number]) => headers['x-github-delivery'] ?? ''
    let lost = 0
    for (let kill = 0; kill < kills; kill++) {
      const { child, url } = await startReceiver()
      const some = sent.slice(kill * each, (kill + 1) * each)
      const last = Math.ceil(each * (0.2 + 0.6 * random()))
      let count = 0
      await Promise.allSettled(
        Array.from({ length: 16 }, async (_, line) => {
          for (const one of some.filter((__, index) => index % 16 === line)) {
            const [answer] = await sendAll(url, [one], 1)
            if (answer?.status === 202) answered.add(idOf(one))
            if (++count === last) child.kill('SIGKILL')
          }
        }),
      )
      lost += some.filter((one) => !answered.has(idOf(one))).length
    }
    expect(lost).toBeGreaterThan(0)

    const written = async () =>
      sql<{ id: string; status: string; ref: string; jobs: number }[]>`
        select external_id as id, status, ref, (select count(*)::int from pgboss.job j
          where j.name = 'webhook.process' and j.data ->> 'deliveryId' = d.id::text) as jobs
        from webhook_deliveries d where integration_id = ${connection.id}`
    const before = new Set((await written()).map(({ id }) => id))
    expect([...answered].filter((id) => !before.has(id))).toEqual([])

    const { url } = await startReceiver()
    const again = await sendAll(url, sent, 16)
    expect(again.every(({ status }) => status === 202)).toBe(true)
    const rows = await written()
    expect(rows.map(({ id }) => id).toSorted()).toEqual(sent.map(idOf).toSorted())
    // What matches has its one job, all else is settled.
    expect(rows.map(({ ref, status, jobs }) => `${ref === 'main'} ${status} ${jobs}`)).toEqual(
      rows.map(({ ref }) => (ref === 'main' ? 'true accepted 1' : 'false ignored 0')),
    )
  },
)
