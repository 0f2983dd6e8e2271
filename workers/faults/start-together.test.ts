import { afterAll, expect, test } from 'vitest'

import { openSql } from '#db/client.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { openStage, type Stage } from '#workers/testing/fault-stage.ts'
import { ended } from '#workers/testing/pipeline.ts'
import { startWorker } from '#workers/testing/worker-process.ts'

const database = useTestDatabase()
const name = `empty_${process.pid}_${Date.now()}`
let stage: Stage | undefined

afterAll(async () => {
  await stage?.close()
  const admin = openSql(database.url, { max: 1 })
  await admin`drop database if exists ${admin(name)} with (force)`
  await admin.end()
})

test('migrations and workers may start together on an empty database', async () => {
  const admin = openSql(database.url, { max: 1 })
  await admin`create database ${admin(name)}`
  await admin.end()
  const url = Object.assign(new URL(database.url), { pathname: `/${name}` }).href
  await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)])
  // They also make the job queue's schema and queues, all at once.
  const workers = [0, 1, 2].map(() => startWorker({ databaseUrl: url, concurrency: 4 }))
  stage = await openStage(url)
  await Promise.all(workers.map(({ ready }) => ready))
  const run = await stage.run({ items: 12, concurrency: 12 })
  expect(await ended(run.ctx, run.id)).toMatchObject({ counts: { passed: 12 } })
  expect((await stage.check(run.id)).faults).toEqual([])
  expect(workers.map((worker) => worker.output())).toEqual(['', '', ''])
})
