import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { stringify } from 'yaml'
import { z } from 'zod'

import { freePort } from '#e2e/deploy/free-port.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const Answer = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
})

export type Prometheus = {
  /** The series that PromQL yields now, without those that are no number. */
  query: (expr: string) => Promise<{ labels: Record<string, string>; value: number }[]>
  stop: () => Promise<void>
}

async function untilReady(url: string, child: ChildProcess, written: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Prometheus did not start:\n${written()}`)
    const ready = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Starts a real Prometheus with our rules that scrapes the product at `url` every second. */
export async function startPrometheus(program: string, url: string): Promise<Prometheus> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-prometheus-'))
  const config = join(folder, 'prometheus.yml')
  await writeFile(
    config,
    stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['recording.yml', 'alerts.yml'].map((file) =>
        fromRoot(`deploy/prometheus/${file}`),
      ),
      scrape_configs: [
        { job_name: 'earshot-web', static_configs: [{ targets: [new URL(url).host] }] },
      ],
    }),
  )
  const port = await freePort()
  const own = `http://127.0.0.1:${port}`
  const child = spawn(
    program,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let written = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (written += chunk.toString()))
  const stop = async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await untilReady(own, child, () => written)
  } catch (error) {
    await stop()
    throw error
  }
  const query = async (expr: string) => {
    const response = await fetch(`${own}/api/v1/query?${new URLSearchParams({ query: expr })}`)
    const body: unknown = await response.json()
    const answer = Answer.safeParse(body)
    if (!answer.success) throw new Error(`${expr}\n${JSON.stringify(body)}`)
    return answer.data.data.result
      .map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
      .filter(({ value }) => Number.isFinite(value))
  }
  return { query, stop }
}
