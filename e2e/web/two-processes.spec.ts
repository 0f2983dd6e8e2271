import { expect, type APIRequestContext } from '@playwright/test'
import postgres from 'postgres'
import { z } from 'zod'

import { importSuite, resultOf, runToEnd } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'
import { sentTwice, statementsOf } from '#e2e/web/page-reads.ts'
import {
  connect,
  connectToBoth,
  cookieOf,
  type Stream,
  test,
  tokenLimit,
} from '#e2e/web/shared-site.ts'

const Token = z.object({ token: z.string() })
const Me = z.object({ organization: z.object({ id: z.uuid() }) })

/** How many streams each web process says that it has open. */
async function streamsByProcess(api: APIRequestContext): Promise<Record<string, number>> {
  const text = await (await api.get('/api/metrics')).text()
  const found = text.matchAll(/event_streams\{process="(web-\d)"\} (\d+)/g)
  return Object.fromEntries([...found].map(([, name = '', count]) => [name, Number(count)]))
}

test('a limit of rate is that of both processes together', async ({ site, signIn }) => {
  const admin = await signIn('admin')
  const made = await admin.post('/api/v1/api-tokens', { data: { name: 'for the limit' } })
  const { token } = Token.parse(await made.json())
  const both = await connectToBoth(site.url)
  const startedAt = performance.now()
  const answers: number[] = []
  for (let asked = 0; asked < tokenLimit + 20; asked++) {
    answers.push(
      (await both[asked % 2]?.get('/api/v1/me', { authorization: `Bearer ${token}` })) ?? 0,
    )
    // What one allowed the other hears within 20 ms.
    if (asked % 5 === 4) await both[0]?.get('/api/health')
  }
  const allowed = answers.filter((status) => status === 200).length
  const refilled = ((performance.now() - startedAt) / 60_000) * tokenLimit
  expect(answers.filter((status) => status === 429)).toHaveLength(answers.length - allowed)
  expect(allowed).toBeGreaterThanOrEqual(tokenLimit)
  // Were they counted apart each process would have allowed all of its half.
  expect(allowed).toBeLessThanOrEqual(tokenLimit + Math.ceil(refilled) + 4)
  for (const one of both) await one.close()
})

test('ten streams of a person are ten in both processes, and both hear what moves', async ({
  site,
  signIn,
}) => {
  const api = await signIn('qa')
  const cookie = await cookieOf(api)
  const connections = await connectToBoth(site.url, 5)
  const streams: Stream[] = []
  for (const { openStream } of connections) streams.push(await openStream(cookie))
  expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  await expect
    .poll(() => streamsByProcess(api), { timeout: 20_000 })
    .toEqual({ 'web-1': 5, 'web-2': 5 })
  const more = await connectToBoth(site.url)
  for (const { get } of more) expect(await get('/api/events', { cookie })).toBe(429)

  const me = Me.parse(await (await api.get('/api/v1/me')).json())
  const sql = postgres(site.statements.url, { max: 1, onnotice: () => undefined })
  const event = { type: 'queue', organization_id: me.organization.id }
  await sql.notify('earshot_events', JSON.stringify(event))
  await sql.end()
  for (const { text } of streams) await expect.poll(text).toContain('event: queue')

  await connections[0]?.close()
  const again = await connect(site.url)
  await expect.poll(async () => (await again.openStream(cookie)).status).toBe(200)
  for (const { close } of [...connections, ...more, again]) await close()
})

test('who signs out in one process is out in both at once, with all streams', async ({
  site,
  signIn,
}) => {
  const api = await signIn('reviewer')
  const cookie = await cookieOf(api)
  const both = await connectToBoth(site.url)
  for (const one of both) expect(await one.get('/api/v1/me', { cookie })).toBe(200)
  const connections = await connectToBoth(site.url, 2)
  const streams: Stream[] = []
  for (const { openStream } of connections) streams.push(await openStream(cookie))
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await api.get('/api/auth/csrf')).json())
  await api.post('/api/auth/signout', { form: { csrfToken, json: 'true' } })
  await Promise.all(streams.map(({ ended }) => ended))
  for (const one of both) {
    expect(await one.get('/api/v1/me', { cookie })).toBe(401)
    await one.close()
  }
  for (const { close } of connections) await close()
})

test('a process that is killed is started again, and nobody is refused meanwhile', async ({
  site,
}) => {
  const before = await site.pidOf('web-1')
  process.kill(before, 'SIGKILL')
  // Its end is known at once; a connection that it had been handed before ends with it.
  await expect
    .poll(() =>
      fetch(`${site.url}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true)
  const answers: number[] = []
  const again = async () => {
    const headers = { connection: 'close' }
    for (let asked = 0; asked < 10; asked++)
      answers.push((await fetch(`${site.url}/api/health`, { headers })).status)
    return (await site.pidOf('web-1').catch(() => before)) !== before
  }
  await expect.poll(again, { timeout: 30_000 }).toBe(true)
  expect(new Set(answers)).toEqual(new Set([200]))
  for (const { close } of await connectToBoth(site.url)) await close()
})

test('no page reads anything twice, and none asks more than it needs', async ({ site, signIn }) => {
  test.setTimeout(180_000)
  const api = await signIn('admin')
  const suite = await importSuite(api, suiteFile('Read once'))
  const run = await runToEnd(api, { suite_ids: [suite], target: 'Simulator', mode: 'text' })
  const { testCase, execution } = await resultOf(api, run, 'wrong-city')
  // What follows a run, a defect say, is done.
  const Defects = z.object({ data: z.array(z.object({ id: z.uuid() })) })
  const defects = async () =>
    Defects.parse(await (await api.get('/api/v1/defects')).json()).data.map(({ id }) => id)
  await expect.poll(async () => (await defects()).length).toBeGreaterThan(0)
  const [defect] = await defects()

  // Statements of a request, at most.
  const pages: [path: string, most: number][] = [
    ['/', 7],
    ['/runs', 4],
    ['/suites', 6],
    ['/defects', 4],
    [`/runs/${run}`, 10],
    [`/suites/${suite}`, 6],
    [`/suites/${suite}/cases/${testCase}`, 12],
    [`/executions/${execution}`, 14],
    [`/defects/${defect}`, 10],
  ]
  const found: Record<string, { statements: number; twice: string[] }> = {}
  for (const [path] of pages) {
    const all = await statementsOf(api, site.statements, path)
    found[path] = { statements: all.length, twice: sentTwice(all) }
  }
  for (const [path, most] of pages) {
    expect.soft(found[path]?.twice, `${path} reads twice`).toEqual([])
    expect.soft(found[path]?.statements, `${path} asks`).toBeGreaterThan(0)
    expect.soft(found[path]?.statements, `${path} asks too much`).toBeLessThanOrEqual(most)
  }
})
