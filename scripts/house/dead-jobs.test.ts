import { expect, test } from 'vitest'

import { deadJobs } from '#scripts/house/dead-jobs.ts'

const handler = { 'workers/handlers/index.ts': "export const handlers = { 'run.end': endRun }" }
const find = (files: Record<string, string>, cron = false) =>
  deadJobs(new Map(Object.entries(files)), [{ name: 'run.end', cron }]).map(
    ({ name, problem }) => `${name}: ${problem.split(';')[0]}`,
  )

test.each([
  "await enqueue(tx, 'run.end', { runId })",
  "await enqueueWithin(\n    tx,\n    'run.end',\n    payloads,\n  )",
  "await boss.insert(\n    'run.end',\n    jobs,\n  )",
  "await putDeadLetters(withinSql(tx), 'run.end', letters)",
])('a job that is sent and handled is alive: %s', (text) =>
  expect(find({ ...handler, 'lib/runs/end-run.ts': text })).toEqual([]),
)

test('a job that the clock starts needs nobody else', () => expect(find(handler, true)).toEqual([]))

test.each([
  ['lib/runs/dead.ts', "await removeDeadLetters(tx, 'run.end')"],
  ['lib/runs/end-run.test.ts', "await enqueue(tx, 'run.end', { runId })"],
  ['lib/runs/end-run.ts', "await enqueue(tx, 'run.ends', { runId })"],
])('a job is dead when nothing sends it (%s)', (path, text) =>
  expect(find({ ...handler, [path]: text })).toEqual(['job run.end: nothing enqueues it']),
)

test('a job without a handler is found', () =>
  expect(find({ 'lib/runs/end-run.ts': "await enqueue(tx, 'run.end', {})" })).toEqual([
    'job run.end: no worker handles it',
  ]))
