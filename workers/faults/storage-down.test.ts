import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { createS3Storage } from '#lib/platform/storage/s3.ts'
import { startFakeS3 } from '#lib/platform/storage/testing/fake-s3.ts'
import { patience, scale } from '#workers/testing/fault-scale.ts'
import { openStage, type Stage, type StartedRun } from '#workers/testing/fault-stage.ts'
import { ended, until } from '#workers/testing/pipeline.ts'
import { report } from '#workers/testing/report.ts'
import { killWorkers } from '#workers/testing/worker-process.ts'

const database = useTestDatabase()
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' }
const region = 'eu-test-1'
const names = { 'input-audio': 'in', 'output-audio': 'out', artifacts: 'files' }
let stage: Stage
let peer: Awaited<ReturnType<typeof startFakeS3>>
let dataDir: string

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'earshot-storage-down-'))
  stage = await openStage(database.url)
  peer = await startFakeS3({ ...credentials, region })
  await createS3Storage({ endpoint: peer.endpoint, region, credentials, names }).prepare()
})
afterEach(killWorkers)
afterAll(async () => {
  await stage.close()
  await peer.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const settings = {
  STORAGE_DRIVER: 's3',
  AWS_S3_ENDPOINT: '',
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_S3_INPUT_BUCKET: names['input-audio'],
  AWS_S3_OUTPUT_BUCKET: names['output-audio'],
  AWS_S3_BUCKET: names.artifacts,
}

async function startWorker(changes: Record<string, string> = {}): Promise<void> {
  const s3 = { ...settings, AWS_S3_ENDPOINT: peer.endpoint, EARSHOT_DATA_DIR: dataDir }
  await stage.start({ concurrency: 4, settings: { ...s3, ...changes } }).ready
}

let said = 0
/** Sentences that nobody has spoken yet, so that no stimulus is in storage. */
const speak = () =>
  stage.run({
    mode: 'voice',
    config: { response_audio: true },
    concurrency: 4,
    cases: Array.from({ length: 2 * scale }, (_, i) => ({
      id: `case-${i}`,
      say: `set a timer for ${++said} minutes`,
    })),
  })

/** The recordings that the run's executions name. */
async function recordings({ id }: StartedRun) {
  const rows = await stage.client.sql<{ turns: TurnEvidence[] }[]>`
    select d.turns from execution_details d
    join voice_test_executions e on e.id = d.execution_id where e.run_id = ${id}`
  return rows.flatMap(({ turns }) =>
    turns.flatMap(({ stimulus, reply_audio }) => [
      ...(stimulus ? [{ bucket: 'in', ...stimulus }] : []),
      ...(reply_audio ? [{ bucket: 'out', ...reply_audio }] : []),
    ]),
  )
}

const missing = async (run: StartedRun) =>
  (await recordings(run)).filter(({ bucket, key }) => !peer.object(bucket, key))

const spooled = () =>
  readdirSync(join(dataDir, 'spool'), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )

/** All passed, and each execution names a stimulus and a reply. */
async function passed(run: StartedRun): Promise<void> {
  const { counts } = await ended(run.ctx, run.id, patience(60_000))
  expect(counts).toMatchObject({ passed: 2 * scale, failed: 0, invalid: 0, passed_after_retry: 0 })
  expect(await recordings(run)).toHaveLength(4 * scale)
  expect((await stage.check(run.id)).faults).toEqual([])
}

test.each(['down', 'silent'] as const)(
  'storage that is %s changes no verdict; recordings are stored when it is back',
  { timeout: patience(90_000) },
  async (trouble) => {
    await startWorker()
    peer.trouble(trouble)
    const run = await speak()
    await passed(run)
    const away = await recordings(run)
    expect(await missing(run)).toHaveLength(away.length)
    expect(away.every(({ pending }) => pending === true)).toBe(true)
    peer.trouble('none')
    const backAt = performance.now()
    await until('all to be stored', async () => (await missing(run)).length === 0)
    await until('nothing to wait', () => spooled().length === 0)
    report(`storage ${trouble}`, { recordings: away.length, storedMs: performance.now() - backAt })
  },
)

test(
  'with a wrong key recordings wait, over the death of the worker, for a worker with the right one',
  { timeout: patience(90_000) },
  async () => {
    await startWorker({ AWS_SECRET_ACCESS_KEY: 'wrong' })
    const run = await speak()
    await passed(run)
    expect(spooled().length).toBeGreaterThan(0)
    await killWorkers()
    await startWorker()
    await until('all to be stored', async () => (await missing(run)).length === 0)
  },
)

test(
  'a disk that takes nothing changes no verdict; what is lost says so',
  { timeout: patience(90_000) },
  async () => {
    const folder = join(dataDir, 'full')
    // Where the folders should be; not even root writes there.
    writeFileSync(folder, '')
    await startWorker({ STORAGE_DRIVER: 'file', EARSHOT_DATA_DIR: folder })
    const run = await speak()
    await passed(run)
    for (const recording of await recordings(run)) expect(recording.missing).toMatch(/^storage: /)
  },
)

test('a worker makes the buckets of a fresh store by itself, or its log says which one is missing and why', async () => {
  const [open, closed] = [
    await startFakeS3({ ...credentials, region }),
    await startFakeS3({ ...credentials, region }),
  ]
  closed.allowBuckets(false)
  const start = (endpoint: string) =>
    stage.start({ concurrency: 1, settings: { ...settings, AWS_S3_ENDPOINT: endpoint } })
  const [, refused] = [start(open.endpoint), start(closed.endpoint)]
  await until('the buckets to be made', () => open.buckets().length === 3)
  await until('the log to say so', () => refused.output().includes('storage cannot be used'))
  expect(refused.output()).toMatch(/NoSuchBucket: the bucket in does not exist.*AccessDenied/)
  expect(closed.buckets()).toEqual([])
  await killWorkers()
  await Promise.all([open.close(), closed.close()])
})
