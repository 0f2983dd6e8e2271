import { expect, test } from 'vitest'

import { EventStream } from '#lib/engines/connectors/event-stream.ts'

async function readAll(stream: EventStream<number>) {
  const seen: number[] = []
  try {
    for await (const event of stream) seen.push(event)
    return { seen, error: null }
  } catch (error) {
    return { seen, error }
  }
}

test('what came before an error is read before the error, by one who waits and by one who comes later', async () => {
  const error = new Error('lost')
  const late = new EventStream<number>(() => undefined)
  late.push(1)
  late.fail(error)
  late.push(2)
  expect(await readAll(late)).toEqual({ seen: [1], error })
  expect(await readAll(late)).toEqual({ seen: [], error: null })

  const waited = new EventStream<number>(() => undefined)
  const told = readAll(waited)
  waited.push(1)
  await Promise.resolve()
  waited.fail(error)
  expect(await told).toEqual({ seen: [1], error })
})

test('is taken as a whole: what came before, what comes later, and an error', async () => {
  const stream = new EventStream<number>(() => undefined)
  stream.push(1)
  const all = stream.all()
  stream.push(2)
  stream.end()
  stream.push(3)
  await expect(all).resolves.toEqual([1, 2])

  const failed = new EventStream<number>(() => undefined)
  const none = failed.all()
  failed.fail(new Error('lost'))
  await expect(none).rejects.toThrow('lost')

  const ended = new EventStream<number>(() => undefined)
  ended.push(1)
  ended.end()
  await expect(ended.all()).resolves.toEqual([1])
})

test('an error after the end is told to nobody', async () => {
  const stream = new EventStream<number>(() => undefined)
  stream.push(1)
  stream.end()
  stream.fail(new Error('late'))
  expect(await readAll(stream)).toEqual({ seen: [1], error: null })
})
