import { expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'

const database = useTestDatabase()
useBoss(database)
const api = useApi(database)

test('the eleventh stream of a person is refused with words, and a place is free when one is closed', async () => {
  const headers = await api.headersFor(await createCtx(database.db))
  const leave = new AbortController()
  const open = (signal?: AbortSignal) =>
    fetch(`${api.url()}/api/events`, { headers, ...(signal && { signal }) })
  const streams = await Promise.all(Array.from({ length: 9 }, () => open()))
  streams.push(await open(leave.signal))
  expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  const refused = await open()
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('10')
  expect(await refused.json()).toMatchObject({
    detail: expect.stringMatching(/^10 streams of events are open for you/) as string,
  })
  leave.abort()
  await expect.poll(async () => (await open()).status).toBe(200)
})
