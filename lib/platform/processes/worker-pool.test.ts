import { expect, test, vi } from 'vitest'

import { AppError, UpstreamError } from '#lib/platform/errors.ts'
import {
  createWorkerPool,
  WorkerLostError,
  type PoolWorker,
} from '#lib/platform/processes/worker-pool.ts'

/** Workers whose answers the test gives by hand. */
function manualWorkers() {
  const asked: { question: string; answer: (text: string) => void; die: () => void }[] = []
  let opened = 0
  let closed = 0
  const open = (): PoolWorker<string, string> => {
    opened += 1
    let die = () => undefined as void
    return {
      ask(question) {
        const { promise, resolve, reject } = Promise.withResolvers<string>()
        die = () => reject(new WorkerLostError('gone'))
        asked.push({ question, answer: resolve, die })
        return promise
      },
      async close() {
        closed += 1
        die()
      },
    }
  }
  return { asked, open, counts: () => ({ opened, closed }) }
}

const poolOf = (workers: ReturnType<typeof manualWorkers>, size = 1, maxQueued = 10) =>
  createWorkerPool({ name: 'test', open: workers.open, size, maxQueued, timeoutMs: 10_000 })

const nextTick = () => new Promise((resolve) => setImmediate(resolve))

test('one worker answers in order and is opened once, when first needed', async () => {
  const workers = manualWorkers()
  const pool = poolOf(workers)
  expect(workers.counts().opened).toBe(0)
  const answers = [pool.ask('a'), pool.ask('b')]
  workers.asked[0]?.answer('A')
  await answers[0]
  await nextTick()
  workers.asked[1]?.answer('B')
  expect(await Promise.all(answers)).toEqual(['A', 'B'])
  expect(workers.counts().opened).toBe(1)
})

test('two workers work at the same time, never more', async () => {
  const workers = manualWorkers()
  const pool = poolOf(workers, 2)
  void Promise.allSettled(['a', 'b', 'c'].map((question) => pool.ask(question)))
  expect(workers.asked.map(({ question }) => question)).toEqual(['a', 'b'])
  await pool.close()
})

test('a worker that nobody asks is closed, and opened again when needed', async () => {
  const workers = manualWorkers()
  const pool = createWorkerPool({
    name: 'test',
    open: workers.open,
    size: 1,
    maxQueued: 10,
    timeoutMs: 10_000,
    idleMs: 5,
  })
  const first = pool.ask('a')
  workers.asked[0]?.answer('A')
  await first
  await vi.waitFor(() => expect(workers.counts()).toEqual({ opened: 1, closed: 1 }), {
    timeout: 30_000,
  })
  const second = pool.ask('b')
  workers.asked[1]?.answer('B')
  expect(await second).toBe('B')
  expect(workers.counts().opened).toBe(2)
})

test('a question that may cost one worker only fails with it, and the next one has a new one', async () => {
  const workers = manualWorkers()
  const pool = createWorkerPool({
    ...{ name: 'test', open: workers.open, size: 1, maxQueued: 10, timeoutMs: 10_000 },
    maxAttempts: 1,
  })
  const lost = pool.ask('a')
  workers.asked[0]?.die()
  await expect(lost).rejects.toThrow(UpstreamError)
  const next = pool.ask('b')
  workers.asked[1]?.answer('B')
  expect(await next).toBe('B')
  expect(workers.asked.map(({ question }) => question)).toEqual(['a', 'b'])
})

test('a question whose worker died is asked once more in a new worker', async () => {
  const workers = manualWorkers()
  const pool = poolOf(workers)
  const answer = pool.ask('a')
  workers.asked[0]?.die()
  await nextTick()
  workers.asked[1]?.answer('A')
  expect(await answer).toBe('A')
  expect(workers.counts()).toEqual({ opened: 2, closed: 1 })
})

test('a question that kills two workers fails, and the next one is served', async () => {
  const workers = manualWorkers()
  const pool = poolOf(workers)
  const poison = pool.ask('poison')
  const next = pool.ask('next')
  const failed = expect(poison).rejects.toThrow(UpstreamError)
  for (const index of [0, 1]) {
    workers.asked[index]?.die()
    await nextTick()
  }
  await failed
  workers.asked[2]?.answer('served')
  expect(await next).toBe('served')
})

test('a worker that does not answer in time is replaced', async () => {
  const workers = manualWorkers()
  const pool = createWorkerPool({
    name: 'test',
    open: workers.open,
    size: 1,
    maxQueued: 1,
    timeoutMs: 5,
  })
  await expect(pool.ask('a')).rejects.toThrow(/test: gone/)
  expect(workers.counts().opened).toBe(2)
})

test('a full queue refuses at once', async () => {
  const workers = manualWorkers()
  const pool = poolOf(workers, 1, 1)
  const held = Promise.allSettled([pool.ask('a'), pool.ask('b')])
  await expect(pool.ask('c')).rejects.toMatchObject({ code: 'unavailable' })
  await pool.close()
  await held
})

test('an abort takes a waiting question out of the queue', async () => {
  const workers = manualWorkers()
  const pool = poolOf(workers)
  const first = pool.ask('a')
  const controller = new AbortController()
  const second = pool.ask('b', controller.signal)
  controller.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  workers.asked[0]?.answer('A')
  await first
  await nextTick()
  expect(workers.asked).toHaveLength(1)
})

test('an abort while a worker works rejects at once and the worker serves on', async () => {
  const workers = manualWorkers()
  const pool = poolOf(workers)
  const controller = new AbortController()
  const first = pool.ask('a', controller.signal)
  controller.abort(new Error('enough'))
  await expect(first).rejects.toThrow('enough')
  const second = pool.ask('b')
  workers.asked[0]?.answer('late')
  await nextTick()
  workers.asked[1]?.answer('B')
  expect(await second).toBe('B')
  await expect(pool.ask('c', AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
})

test('closing rejects what waits and what runs, and refuses what comes', async () => {
  const workers = manualWorkers()
  const pool = poolOf(workers)
  const open = Promise.allSettled([pool.ask('a'), pool.ask('b')])
  await pool.close()
  for (const result of await open)
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
  await expect(pool.ask('c')).rejects.toThrow(AppError)
})
