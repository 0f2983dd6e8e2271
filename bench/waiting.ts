// What an item that waits costs: bytes in the database, and memory of the worker.
// `node bench/waiting.ts [--items 100000]`
import { parseArgs } from 'node:util'

import { openBench } from '#bench/rig/bench.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({ options: { items: { type: 'string', default: '100000' } } })
const items = Number(values.items)

const bench = await openBench()
try {
  const size = async () => {
    const [row] = await bench.client.sql<{ bytes: number }[]>`
      select (pg_total_relation_size('pgboss.job') + (
        select coalesce(sum(pg_total_relation_size(inhrelid)), 0) from pg_inherits
        where inhparent in ('test_execution_queue'::regclass, 'pgboss.job'::regclass)))::float8 as bytes`
    return row?.bytes ?? Number.NaN
  }
  const waiting = async () => {
    const [row] = await bench.client.sql<{ n: number }[]>`
      select count(*)::int as n from test_execution_queue where status = 'pending'`
    return row?.n ?? 0
  }
  // It answers after the end of the benchmark: one item is called, all others wait.
  const peer = await bench.peer(600_000)
  const worker = await bench.worker(100)
  const setting = await bench.setting(peer.url, 1)
  await bench.canary.read()
  const [emptyMb, emptyBytes] = [worker.rssMb(), await size()]
  for (let left = items; left > 0; left -= 20_000)
    await bench.start(setting, Math.min(20_000, left))
  const peaks: number[] = []
  while ((await waiting()) < items - 1) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    peaks.push(worker.rssMb())
  }
  const bytes = ((await size()) - emptyBytes) / items
  console.error(`${items} items wait; the largest size seen is ${Math.max(...peaks)} MB`)
  report(
    'waiting',
    [
      {
        goal: 14,
        name: `memory of a worker for each of ${items} waiting items`,
        value: Math.max(0, (worker.rssMb() - emptyMb) * 1_024 * 1_024) / items,
        unit: 'bytes',
        better: 'lower',
        gate: 1_024,
        aim: 256,
        reference: 'what is left once they are written; they wait in the database',
      },
      {
        goal: 18,
        name: 'disk of a waiting item, with its indexes',
        value: bytes,
        unit: 'bytes',
        better: 'lower',
        gate: 800,
        aim: 500,
        reference: 'items and jobs',
      },
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
