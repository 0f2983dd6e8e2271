// What pages and lists read, in an installation of 3,000,000 executions beside one of 100,000: all reads of
// `app/testing/page-reads.ts`, called as the product calls them.
// `node bench/pages.ts [--executions 3000000] [--base 100000] [--run 10000] [--rounds 20] [--only NAME] [--slowest 15]
// [--data FOLDER] [--remove]`; `--run`: executions of one run.
// The first start fills (about 1 minute and 1.4 GB for 1,000,000). What was filled stays in the folder (by default
// `earshot-bench-pages` beside other temporary files): the next start goes on from there, also after a fill that was
// stopped, and measures at once. `--remove` deletes the folder at the end.
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { findPlace } from '#app/testing/find-place.ts'
import { pageReads, type Place } from '#app/testing/page-reads.ts'
import { openDatabase, openSql } from '#db/client.ts'
import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { fillOrganization } from '#db/testing/fill-organization.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { mendDailyTotals } from '#lib/runs/results/mend-daily-totals.ts'

import { openCanary } from '#bench/rig/canary.ts'
import { quantile, round } from '#bench/rig/figures.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '3000000' },
    base: { type: 'string', default: '100000' },
    run: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    slowest: { type: 'string', default: '15' },
    data: { type: 'string', default: join(tmpdir(), 'earshot-bench-pages') },
    remove: { type: 'boolean', default: false },
  },
})
const size = Number(values.run)
/** ms that two medians may differ without telling anything */
const noise = 2

type Filled = { ctx: Ctx; place: Place; close: () => Promise<void> }

/** A database of its own within the server, filled as far as it is not. */
async function open(server: string, executions: number): Promise<Filled> {
  const url = new URL(server)
  url.pathname = `/pages_${executions}_${size}`
  const admin = openSql(server, { max: 1 })
  const [known] = await admin`select 1 from pg_database where datname = ${url.pathname.slice(1)}`
  if (!known) await admin.unsafe(`create database ${url.pathname.slice(1)}`)
  await admin.end()
  await migrateDatabase(url.href)
  const sql = openSql(url.href, { max: 4 })
  const { db, close } = openDatabase(url.href, { max: 10 })
  const started = performance.now()
  const ctx = await fillOrganization(sql, db, {
    ...{ executions, size, days: 88 },
    onRun: (done, of) => {
      if (done % 10 === 0 || done === of)
        console.error(
          `filled ${done} of ${of} runs in ${round((performance.now() - started) / 1_000)} s`,
        )
    },
  })
  await mendDailyTotals(sql, 100)
  const place = await findPlace(sql, ctx.organizationId)
  await sql.end()
  return { ctx, place, close }
}

const timesOf = new Map<string, { base: number[]; large: number[] }>()

async function measure(base: Filled, large: Filled): Promise<void> {
  for (const [name, read] of Object.entries(pageReads)) {
    if (!name.includes(values.only)) continue
    const times = timesOf.get(name) ?? { base: [], large: [] }
    timesOf.set(name, times)
    for (const [key, { ctx, place }] of Object.entries({ base, large })) {
      const started = performance.now()
      await read(ctx, place)
      times[key === 'base' ? 'base' : 'large'].push(performance.now() - started)
    }
  }
}

/** How much slower the large one is, by medians; 1 where the difference is noise. */
function growth({ base, large }: { base: number[]; large: number[] }): number {
  const [small, big] = [quantile(base, 0.5), quantile(large, 0.5)]
  return big - small < noise ? Math.min(1, big / small) : big / small
}

mkdirSync(values.data, { recursive: true })
const postgres = await startEmbeddedPostgres({
  dataDir: values.data,
  log: () => undefined,
  settings: { max_wal_size: '4GB' },
})
const closes: (() => Promise<void>)[] = [() => postgres.stop()]
try {
  const base = await open(postgres.url, Number(values.base))
  closes.push(base.close)
  const large = await open(postgres.url, Number(values.executions))
  closes.push(large.close)
  const canary = await openCanary(postgres.url)
  closes.push(() => canary.close())
  await measure(base, large)
  timesOf.clear()
  for (let turn = 0; turn < Number(values.rounds); turn++) {
    await measure(base, large)
    if (turn % 5 === 0) await canary.read()
  }
  const rows = [...timesOf].map(([name, times]) => ({
    name,
    p50: quantile(times.large, 0.5),
    p95: quantile(times.large, 0.95),
    base: quantile(times.base, 0.5),
    growth: growth(times),
  }))
  const slowest = rows.toSorted((a, b) => b.p95 - a.p95)
  for (const row of slowest.slice(0, Number(values.slowest)))
    console.error(
      `${row.name}: p50 ${round(row.p50)} ms, p95 ${round(row.p95)} ms; ${round(row.base)} ms in the small one`,
    )
  const grown = rows.toSorted((a, b) => b.growth - a.growth)
  const [slow, most] = [slowest[0], grown[0]]
  if (!slow || !most) throw new Error(`No read is named ${values.only}`)
  report(
    'pages',
    [
      {
        goal: 10,
        name: `slowest read of a page at ${values.executions} executions, p95: ${slow.name}`,
        value: slow.p95,
        unit: 'ms',
        ...{ better: 'lower', gate: 50, aim: 20 },
        reference: `${rows.length} reads; ${rows.filter(({ p95 }) => p95 > 50).length} above the gate, ${rows.filter(({ p95 }) => p95 > 20).length} above the aim`,
        rounds: slowest.slice(0, 10).map(({ p95 }) => round(p95)),
      },
      {
        goal: 10,
        name: `read that grows most: ${most.name}`,
        value: most.growth,
        unit: 'x',
        ...{ better: 'lower', gate: 1.5, aim: 1.2 },
        reference: `its median at ${values.base} executions, ${round(most.base)} ms; less than ${noise} ms more counts as none`,
        rounds: grown.slice(0, 10).map((row) => round(row.growth)),
      },
    ],
    canary.summary(),
  )
} finally {
  for (const close of closes.reverse()) await close()
  if (values.remove) rmSync(values.data, { recursive: true, force: true, maxRetries: 5 })
}
