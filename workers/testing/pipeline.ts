import { setTimeout as sleep } from 'node:timers/promises'

import { eq } from 'drizzle-orm'

import { openDatabase, openSql, type Database, type Sql } from '#db/client.ts'
import { configurations } from '#db/schema/targets.ts'
import {
  createOrganization,
  createSuiteFixture,
  createTargetFixture,
  createUser,
  ctxFor,
} from '#db/testing/factories.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { openBoss } from '#lib/platform/jobs/boss.ts'
import { provideBoss } from '#lib/platform/jobs/enqueue.ts'
import { getRun } from '#lib/runs/queries.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { sealTargetSecrets } from '#lib/targets/target-secrets.ts'
import type { Load } from '#workers/read-load.ts'

export type Case = {
  id: string
  say: string
  expect?: Record<string, unknown>
  languages?: Record<string, { voice: string }>
}

export const credentials = {
  clientId: settings().SIMULATOR_CLIENT_ID,
  clientKey: settings().SIMULATOR_CLIENT_KEY,
}

/** A client of the pipeline: sends runs and looks at them, works nothing. */
export type Client = { sql: Sql; db: Database; close: () => Promise<void> }

export async function openClient(databaseUrl: string): Promise<Client> {
  const sql = openSql(databaseUrl, { max: 2 })
  const { db, close } = openDatabase(databaseUrl, { max: 4 })
  const jobs = await openBoss(databaseUrl, { supervise: false, max: 2 })
  provideBoss(jobs.boss)
  return {
    sql,
    db,
    close: async () => {
      await jobs.close()
      await close()
      await sql.end({ timeout: 5 })
    },
  }
}

type Setting = {
  /** of a Houndify target; another is `target` */
  endpoint?: string
  target?: { connector: string; config: Record<string, unknown> }
  cases: Case[]
  /** executions at once in the organization */
  concurrency?: number
  config?: Record<string, unknown>
  clientKey?: string
}

/** An organization with a suite and a target that calls `endpoint`. */
export async function createSetting(db: Database, setting: Setting) {
  const organization = await createOrganization(db, {
    maxConcurrentTests: setting.concurrency ?? 10,
  })
  const ctx = ctxFor(db, await createUser(db, organization, 'admin'))
  const { suite, cases } = await createSuiteFixture(ctx, {
    cases: setting.cases.map(({ id, say, expect = {}, languages }) => ({
      id,
      name: id,
      description: '',
      priority: 'medium',
      status: 'active',
      tags: [],
      languages: languages ?? { 'en-US': { voice: 'default' } },
      turns: [{ say, expect }],
    })),
  })
  if (setting.target) {
    const target = await createTargetFixture(ctx, setting.target)
    return { ctx, organization, suite, cases, target }
  }
  const target = await createTargetFixture(ctx, {
    config: { endpoint: setting.endpoint, pace: 0, connect_timeout_s: 2, ...setting.config },
  })
  const secrets = sealTargetSecrets(target.id, {
    client_id: credentials.clientId,
    client_key: setting.clientKey ?? credentials.clientKey,
  })
  await db.update(configurations).set({ secrets }).where(eq(configurations.id, target.id))
  return { ctx, organization, suite, cases, target }
}

/** A worker that costs nothing: what this process does beside it is no reason to take no work. */
export const idle = (): Load => ({ atMs: performance.now(), cpuMs: 0, rssBytes: 0 })

/** Waits until `probe` is true, looking every 20 ms. Throws after `limitMs` with what was awaited. */
export async function until(
  what: string,
  probe: () => boolean | Promise<boolean>,
  limitMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!(await probe())) {
    if (performance.now() > deadline) throw new Error(`Waited ${limitMs} ms in vain: ${what}`)
    await sleep(20)
  }
}

/** Waits for the end of a run and returns it. */
export async function ended(ctx: Ctx, runId: string, limitMs = 30_000): Promise<RunView> {
  let run = await getRun(ctx, runId)
  await until(
    `run ${runId} to end`,
    async () => {
      run = await getRun(ctx, runId)
      return ['completed', 'failed', 'cancelled'].includes(run.status)
    },
    limitMs,
  )
  return run
}
