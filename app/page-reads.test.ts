import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'

import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { findPlace } from '#app/testing/find-place.ts'
import { pageReads, type PageRead, type Place } from '#app/testing/page-reads.ts'
import { openPlans, type Scan } from '#app/testing/read-plans.ts'
import { openDatabase, openSql } from '#db/client.ts'
import { fillOrganization } from '#db/testing/fill-organization.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { policyCurve } from '#lib/policies/policy-curve.ts'

const database = useTestDatabase()

/** 40 runs of 300 executions over three months, and as many rows in every list beside them. */
const size = 300
const beside = 3_000
/** Rows of one table that a read may look at: about three runs. Whatever looks at more grows with what is stored. */
const most = 1_000

let plans: ReturnType<typeof openPlans>
let ctx: Ctx
let place: Place

beforeAll(async () => {
  const client = openSql(database.url, { max: 4 })
  const { db, close } = openDatabase(database.url, { max: 2 })
  const filled = await fillOrganization(client, db, {
    executions: 40 * size,
    size,
    days: 88,
    beside,
  })
  place = await findPlace(client, filled.organizationId)
  // Counted and kept at the first look.
  await policyCurve(filled)
  await Promise.all([client.end({ timeout: 5 }), close()])
  plans = openPlans(database.url)
  ctx = { ...filled, db: plans.db }
}, 120_000)

afterAll(() => plans.close())

const partition =
  /^(test_execution_queue|voice_test_executions|execution_details|validation_results)_/

/** Reads that look at more, and why that does not grow with the number of executions, or not without bound. */
const wider: Record<string, string> = {
  'listDefects, search without a hit':
    'all defects of the organization: one for each distinct failure',
}

const isBad =
  (limit: number) =>
  ({ table, how, rows }: Scan) =>
    rows > limit || (partition.test(table) && how === 'Seq Scan' && rows > 0)

/** What a read looks at that it should not, in words. */
async function faultsOf(read: PageRead, limit = most): Promise<string[]> {
  const statements = await plans.scansOf(() => read(ctx, place))
  return statements.flatMap(({ text, scans }) =>
    scans
      .filter(isBad(limit))
      .map(({ table, how, rows }) => `${how} of ${rows} rows of ${table}: ${text.slice(0, 300)}`),
  )
}

describe('reads of pages', () => {
  test.for(Object.entries(pageReads))('%s', async ([name, read]) => {
    expect(await faultsOf(read, name in wider ? Infinity : most)).toEqual([])
  })

  test('those that may look at more do so', async () => {
    const more = Object.keys(wider).map((name) => pageReads[name])
    for (const read of more) if (read) expect(await faultsOf(read)).not.toEqual([])
    expect(more).not.toContain(undefined)
  })
})

describe('a read is found out', () => {
  test.for<[string, PageRead]>([
    [
      'that has no index at all',
      ({ db }) =>
        db.execute(sql`select 1 from voice_test_executions where device_profile_id is not null`),
    ],
    [
      'whose index only tells the organization',
      (of) =>
        of.db.execute(
          sql`select 1 from voice_test_executions where organization_id = ${of.organizationId} and blame = 'x'`,
        ),
    ],
    [
      'that sorts by the key and throws nearly all away',
      ({ db }, { failedIds }) =>
        db.execute(
          sql`select 1 from validation_results where score = 2 and execution_id <> ${failedIds[0]} order by execution_id`,
        ),
    ],
    [
      'that counts a list',
      (of) =>
        of.db.execute(
          sql`select count(*) from activity_log where organization_id = ${of.organizationId}`,
        ),
    ],
    [
      'that only writes',
      ({ db }, { runId }) =>
        db.execute(sql`update validation_results set score = 1 where band = ${runId}`),
    ],
  ])('%s', async ([, read]) => {
    expect(await faultsOf(read)).not.toEqual([])
  })
})

/** Functions that read nothing of the database, or what others of the list read. */
const none: Record<string, string> = {
  importFiles: 'reads what was uploaded',
  judgeLines: 'reads what was sent',
  parseSettings: 'looks up one noise recording',
  copyDeviceProfile: 'reads one device profile and writes',
  effectiveRules: 'is given the connection',
  dryRunDelivery: 'reads one delivery, and suites by name',
  bundleExecution: 'reads one execution',
  bundleDefect: 'reads the executions of one defect',
  executionWaveforms: 'reads one execution',
}

const imported = /import \{([^}]*)\} from '#(lib\/(?!platform|http|engines)[^']+)'/g
const writes = /recordAudit|inTransaction|\.(insert|update|delete)\(/

/** Functions with a context that something under `app/` calls, and that write nothing. */
async function readsOfApp(): Promise<Set<string>> {
  const names = new Set<string>()
  for await (const file of glob('app/**/*.{ts,tsx}')) {
    if (file.includes('.test.') || file.includes('/testing/')) continue
    for (const [, list = '', module = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
      const source = readFileSync(module, 'utf8')
      if (writes.test(source)) continue
      for (const name of list.split(',').map((one) => one.trim()))
        if (
          new RegExp(String.raw`export (async )?function ${name}\(\s*(ctx|db|\{ ?db)\b`).test(
            source,
          )
        )
          names.add(name)
    }
  }
  return names
}

test('every read that a page or the API calls is in the list', async () => {
  const reads = await readsOfApp()
  expect(reads.size).toBeGreaterThan(60)
  const listed = new Set(Object.keys(pageReads).map((name) => name.split(',')[0]))
  expect([...reads].filter((name) => !listed.has(name) && !(name in none)).sort()).toEqual([])
})
