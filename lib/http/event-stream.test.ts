import { expect, test } from 'vitest'

import { openSql } from '#db/client.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { EventHub } from '#lib/http/event-hub.ts'
import { eventStream } from '#lib/http/event-stream.ts'
import { eventsChannel } from '#lib/runs/publish.ts'

const database = useTestDatabase()
const ours = '01a20488-211e-7459-a43b-f6d255621edc'
const theirs = '01a20488-211e-7459-a43b-f6d255621edd'

/** Text of a stream as it comes; `until` waits for a piece of it. */
function reading(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    text: () => text,
    async until(piece: string | null): Promise<void> {
      while (piece === null || !text.includes(piece)) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
        if (done) return
        text += value
      }
    },
  }
}

async function open(overrides: Partial<Parameters<typeof eventStream>[0]> = {}) {
  const hub = new EventHub(database.url)
  const sql = openSql(database.url, { max: 1 })
  const leave = new AbortController()
  const response = await eventStream({
    hub,
    owner: { userId: ours, organizationId: ours },
    resumed: false,
    stillAllowed: () => Promise.resolve(true),
    signal: leave.signal,
    ...overrides,
  })
  const notify = (event: object | string) =>
    sql.notify(eventsChannel, typeof event === 'string' ? event : JSON.stringify(event))
  const stream = reading(response)
  /** The hub listens once it hands on what is sent: tried until it does. */
  const listening = async () => {
    const marker = { type: 'queue', organization_id: ours }
    const retry = setInterval(() => void notify(marker), 50)
    await stream.until('event: queue')
    clearInterval(retry)
  }
  const close = async () => {
    leave.abort()
    await hub.close()
    await sql.end()
  }
  return { sql, stream, notify, listening, leave, close }
}

test('changes of the own organization arrive, others and nonsense do not', async () => {
  const { stream, notify, listening, close } = await open()
  await listening()
  await notify('not json')
  await notify({ type: 'run', organization_id: theirs, run_id: theirs })
  await notify({ type: 'run', organization_id: ours, run_id: ours })
  await stream.until('event: run')
  expect(stream.text()).toContain(`"run_id":"${ours}"`)
  expect(stream.text()).not.toContain(theirs)
  await close()
})

test('many changes of one thing in a moment are told once', async () => {
  const { stream, notify, listening, close } = await open()
  await listening()
  const run = { type: 'run', organization_id: ours, run_id: ours }
  await Promise.all(Array.from({ length: 20 }, () => notify(run)))
  await notify({ type: 'review', organization_id: ours })
  await stream.until('event: review')
  expect(stream.text().split('event: run').length - 1).toBe(1)
  await close()
})

test('a caller that comes back is told to look at everything again', async () => {
  const { stream, close } = await open({ resumed: true })
  await stream.until('event: resync')
  expect(stream.text()).toMatch(/^retry: 2000\n\nid: \S+\nevent: resync\n/)
  await close()
})

test('after a lost database connection everybody is told to look again', async () => {
  const { sql, stream, listening, close } = await open()
  await listening()
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()`
  await stream.until('event: resync')
  expect(stream.text()).toContain('event: resync')
  await close()
})

test('a quiet stream shows that it lives, and ends when the caller leaves', async () => {
  const { stream, leave, close } = await open({ heartbeatMs: 5 })
  await stream.until(': still here')
  leave.abort()
  await stream.until(null)
  await close()
})

test('a session or token that has ended ends its stream', async () => {
  let good = true
  const { stream, close } = await open({ checkMs: 5, stillAllowed: () => Promise.resolve(good) })
  await stream.until('retry')
  good = false
  await stream.until(null)
  await close()
})

test('a check that cannot be made ends nothing', async () => {
  const stillAllowed = () => Promise.reject(new Error('the database is away'))
  const { stream, close } = await open({ checkMs: 1, heartbeatMs: 20, stillAllowed })
  await stream.until(': still here')
  await close()
})
