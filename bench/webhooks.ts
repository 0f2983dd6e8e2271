// The webhook receiver: a burst of deliveries, forged ones among them, and answers at a steady rate. Each delivery is
// signed, verified, written down with its job and acknowledged. `node bench/webhooks.ts [--deliveries 10000]
// [--rounds 3] [--seconds 10] [--rate 100]
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { Agent, request } from 'undici'
import { z } from 'zod'

import { createCtx } from '#db/testing/factories.ts'
import {
  createConnectionFixture,
  fromGithub,
  pushPayload,
  type Sent,
} from '#lib/webhooks/testing/deliveries.ts'
import { sendAll } from '#workers/testing/webhook-traffic.ts'

import { openBench, type Bench } from '#bench/rig/bench.ts'
import { median, quantile } from '#bench/rig/figures.ts'
import { Program } from '#bench/rig/program.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: {
    deliveries: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '100' },
  },
})
const total = Number(values.deliveries)
const secret = 'the secret of the benchmark'
const concurrency = 64

const programOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const Ready = z.object({ ready: z.literal(true), port: z.number() })

/** Limits are raised for the repeated rounds: by default a minute holds 30,000 deliveries of a connection. */
async function open(program: Program): Promise<{ program: Program; url: string }> {
  const { port } = await program.message(Ready)
  return { program, url: `http://127.0.0.1:${port}/webhooks/ci-cd` }
}

const openReceiver = (bench: Bench) =>
  open(
    new Program(programOf('../workers/ingest/main.ts'), {
      env: {
        ENVIRONMENT: 'test',
        DATABASE_URL: bench.url,
        WEBHOOK_PORT: '0',
        API_HOST: '127.0.0.1',
        WEBHOOK_ADDRESS_LIMIT: '10000000',
        WEBHOOK_CONNECTION_LIMIT: '10000000',
        LOG_LEVEL: 'warn',
        PROCESS_NAME: 'bench-ingest',
      },
    }),
  )

const deliveries = (count: number): Sent[] =>
  Array.from({ length: count }, () => fromGithub(secret, pushPayload()))

const forge = (sent: Sent): Sent => ({
  ...sent,
  body: Buffer.concat([sent.body, Buffer.from(' ')]),
})

async function counted(bench: Bench): Promise<{ rows: number; jobs: number }> {
  const [row] = await bench.client.sql<{ rows: number; jobs: number }[]>`
    select (select count(*)::int from webhook_deliveries) as rows,
      (select count(*)::int from pgboss.job where name = 'webhook.process') as jobs`
  return row ?? { rows: 0, jobs: 0 }
}

/** s for a burst at the receiver; throws when one was lost, doubled, or taken although it was forged. */
async function burst(bench: Bench, url: string): Promise<number> {
  const genuine = deliveries(total)
  const mixed = genuine.flatMap((sent, index) => (index % 10 === 0 ? [sent, forge(sent)] : [sent]))
  const before = await counted(bench)
  const startedAt = performance.now()
  const answers = await sendAll(url, mixed, concurrency)
  const seconds = (performance.now() - startedAt) / 1_000
  const taken = answers.filter(({ status }) => status === 202).length
  const refused = answers.filter(({ status }) => status === 401).length
  const after = await counted(bench)
  if (
    taken !== total ||
    refused !== mixed.length - total ||
    after.rows - before.rows !== total ||
    after.jobs - before.jobs !== total
  )
    throw new Error(
      `${taken} of ${total} taken, ${refused} refused, ${after.rows - before.rows} rows, ${after.jobs - before.jobs} jobs`,
    )
  console.error(
    `  burst: ${seconds.toFixed(2)} s, answers p50 ${median(answers.map(({ ms }) => ms)).toFixed(1)} ms, p99 ${quantile(
      answers.map(({ ms }) => ms),
      0.99,
    ).toFixed(1)} ms`,
  )
  return seconds
}

async function bareBurst(url: string): Promise<number> {
  const sent = deliveries(Math.round(total * 1.1))
  const startedAt = performance.now()
  await sendAll(url, sent, concurrency)
  return (performance.now() - startedAt) / 1_000
}

/** ms of each answer when deliveries come at a fixed rate, whether or not those before are answered. */
async function steady(url: string): Promise<number[]> {
  const count = Number(values.seconds) * Number(values.rate)
  const sent = deliveries(count)
  const dispatcher = new Agent({ connections: 64 })
  const startedAt = performance.now()
  const answers: Promise<number>[] = []
  for (const [index, one] of sent.entries()) {
    const due = startedAt + (index * 1_000) / Number(values.rate)
    if (due > performance.now()) await sleep(due - performance.now())
    const at = performance.now()
    answers.push(
      request(url, { method: 'POST', dispatcher, ...one }).then(async ({ statusCode, body }) => {
        await body.dump()
        if (statusCode !== 202) throw new Error(`A delivery got ${statusCode}`)
        return performance.now() - at
      }),
    )
  }
  try {
    return await Promise.all(answers)
  } finally {
    await dispatcher.close()
  }
}

const bench = await openBench()
const programs: Program[] = []
try {
  const ctx = await createCtx(bench.client.db)
  await createConnectionFixture(ctx, { inbound: { webhook_secret: secret } })
  const receiver = await openReceiver(bench)
  const bare = await open(new Program(programOf('./rig/bare-http.ts')))
  programs.push(receiver.program, bare.program)
  await sendAll(receiver.url, deliveries(500), concurrency)
  const bursts: number[] = []
  const ratios: number[] = []
  for (let round = 0; round < Number(values.rounds); round++) {
    await bench.canary.read()
    const reference = await bareBurst(bare.url)
    const seconds = await burst(bench, receiver.url)
    bursts.push(seconds)
    ratios.push(seconds / reference)
  }
  await bench.canary.read()
  const times = await steady(receiver.url)
  const rate = `${values.rate}/s for ${values.seconds} s`
  report(
    'webhooks',
    [
      {
        goal: 8,
        name: `burst of ${total} deliveries and 10 % forged, all taken once or refused`,
        value: median(bursts),
        unit: 's',
        better: 'lower',
        gate: 15,
        aim: 3,
        reference: `${median(ratios).toFixed(1)} times a node:http server that only answers`,
        rounds: bursts,
      },
      {
        goal: 9,
        name: 'answer to a webhook, p95',
        value: quantile(times, 0.95),
        unit: 'ms',
        better: 'lower',
        gate: 100,
        aim: 25,
        reference: `${rate}, median ${median(times).toFixed(1)} ms`,
      },
    ],
    bench.canary.summary(),
  )
} finally {
  for (const program of programs) await program.stop()
  await bench.close()
}
