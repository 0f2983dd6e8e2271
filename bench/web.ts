// Pages of the web application: pages a second of one processor core, and p95, with one visitor and with ten. Measures the
// built product (`next build` comes first if sources changed) on a database of its own with 30 runs, one of 1,000 items, and
// defects. Each visitor is signed in, takes gzip, and asks for the next page once it has the one before.
// `node bench/web.ts [--seconds 4] [--rounds 3] [--pages overview,runs] [--processes 1] [--cpu-profile FOLDER]`
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { openBench } from '#bench/rig/bench.ts'
import { median, quantile } from '#bench/rig/figures.ts'
import { report, type Figure } from '#bench/rig/report.ts'
import { fillPages, openSite, type Site } from '#bench/rig/site.ts'
import { ensureBuild } from '#scripts/processes/build.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    pages: { type: 'string' },
    processes: { type: 'string', default: '1' },
    'cpu-profile': { type: 'string' },
  },
})
const seconds = Number(values.seconds)

/** Lists and the overview are held against the goals of pages; what else is measured is told. */
const held = new Set(['overview', 'runs', 'suites', 'defects', 'review'])

type Times = { perSecond: number; perCore: number; p50: number; p95: number; kb: number }

/** `visitors` ask for one page, one after another, for `lengthS`. */
async function visit(site: Site, path: string, visitors: number, lengthS: number): Promise<Times> {
  const times: number[] = []
  let bytes = 0
  const end = performance.now() + lengthS * 1_000
  const [cpu, startedAt] = [site.cpuMs(), performance.now()]
  await Promise.all(
    Array.from({ length: visitors }, async () => {
      while (performance.now() < end) {
        const at = performance.now()
        const got = await site.get(path)
        bytes += got
        times.push(performance.now() - at)
      }
    }),
  )
  return {
    perSecond: (times.length * 1_000) / (performance.now() - startedAt),
    perCore: (times.length * 1_000) / (site.cpuMs() - cpu),
    p50: median(times),
    p95: quantile(times, 0.95),
    kb: bytes / times.length / 1_000,
  }
}

async function measure(site: Site, name: string, path: string): Promise<Figure[]> {
  await visit(site, path, 4, 1.5)
  const [one, ten]: [Times[], Times[]] = [[], []]
  for (let round = 0; round < Number(values.rounds); round++) {
    one.push(await visit(site, path, 1, seconds / 2))
    ten.push(await visit(site, path, 10, seconds))
  }
  const of = (all: Times[], key: keyof Times) => median(all.map((times) => times[key]))
  console.error(
    `  ${name}: one visitor ${of(one, 'perSecond').toFixed(1)}/s, p50 ${of(one, 'p50').toFixed(0)}, p95 ${of(one, 'p95').toFixed(0)} ms; ` +
      `ten ${of(ten, 'perSecond').toFixed(1)}/s, p95 ${of(ten, 'p95').toFixed(0)} ms; ` +
      `${of(ten, 'perCore').toFixed(1)} pages for a second of processor; ${of(ten, 'kb').toFixed(0)} kB`,
  )
  if (!held.has(name)) return []
  const reference = `${of(ten, 'kb').toFixed(0)} kB gzip, one visitor p95 ${of(one, 'p95').toFixed(0)} ms`
  return [
    {
      goal: 11,
      name: `page ${name}, for a second of processor of the web process`,
      value: of(ten, 'perCore'),
      unit: 'pages',
      better: 'higher',
      gate: 60,
      aim: 90,
      reference,
      rounds: ten.map(({ perCore }) => perCore),
    },
    {
      goal: 11,
      name: `page ${name}, p95 with ten visitors`,
      value: of(ten, 'p95'),
      unit: 'ms',
      better: 'lower',
      gate: 150,
      aim: 100,
      reference: `${of(ten, 'perSecond').toFixed(1)} pages a second`,
      rounds: ten.map(({ p95 }) => p95),
    },
  ]
}

await ensureBuild(console.error)
const bench = await openBench()
try {
  const { user, paths } = await fillPages(bench)
  const profile = values['cpu-profile'] === undefined ? null : resolve(values['cpu-profile'])
  if (profile !== null) mkdirSync(profile, { recursive: true })
  const site = await openSite(bench, { user, processes: Number(values.processes), profile })
  try {
    await bench.canary.read()
    const wanted = values.pages?.split(',') ?? Object.keys(paths)
    const figures: Figure[] = []
    for (const name of wanted) {
      const path = paths[name]
      if (path === undefined)
        throw new Error(`No page is named ${name}: ${Object.keys(paths).join(', ')}`)
      figures.push(...(await measure(site, name, path)))
      await bench.canary.read()
    }
    console.error(`  memory after the load: ${site.rssMb().toFixed(0)} MB`)
    report('web', figures, bench.canary.summary())
  } finally {
    await site.close()
  }
} finally {
  await bench.close()
}
