import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, type Page, test } from '#e2e/fixtures.ts'
import { Caller } from '#e2e/security/caller.ts'
import { breakWrites, everyText, withoutTables } from '#e2e/security/database.ts'
import { deliveries, healthDuring, nextAuthSignIns, reads, signIns } from '#e2e/security/flood.ts'
import { environment, owner, planted, strangers, useSecrets } from '#e2e/security/use-secrets.ts'
import { startWatchedProduct, type WatchedProduct } from '#e2e/security/watched-product.ts'
import { suiteFile } from '#e2e/suite-file.ts'
import { fromRoot } from '#scripts/processes/root.ts'

// Pages are broken on purpose.
test.use({ person: null, provokes: /./ })

let parts: WatchedProduct
test.beforeAll(async () => {
  test.setTimeout(180_000)
  parts = await startWatchedProduct(environment)
})
test.afterAll(() => parts.end())

/** The first administrator, made and signed in by hand. */
async function setUp(page: Page): Promise<void> {
  await page.goto(`${parts.product.url}/setup`)
  await page.getByLabel('Organization').fill('Harbour Voice')
  await page.getByLabel('Your name').fill('Olga Owner')
  await page.getByLabel('Email').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
}

/** What no row can be written to for a while. */
const written = [
  'users',
  'environment_variables',
  'api_tokens',
  'configurations',
  'notifications',
  'webhook_deliveries',
  'test_execution_queue',
]

const parsable = (line: string) => {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}

/** Whatever is on disk of the browser's part of the application. */
const bundles = () =>
  readdirSync(fromRoot('.next/static'), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join('\n')

test('planted secrets are found in no log, answer, page, bundle, job or table', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const { product, sql, peer, databaseLog } = parts
  await setUp(page)
  const api = await Caller.signIn(product.url, owner, planted)
  const { target, again } = await test.step('secrets of every kind are used', () =>
    useSecrets(api, peer.url))
  const suite = await api.importSuite(suiteFile('Canary'))

  await test.step('strangers fail', () => strangers(api))

  await test.step('a run fails at a voice AI that writes back its credentials', async () => {
    const run = await api.post('/api/v1/runs', { suite_ids: [suite], target, mode: 'text' })
    await expect
      .poll(() => api.statusOf(`/api/v1/runs/${run}`), { timeout: 60_000 })
      .toMatch(/completed|failed/)
  })

  await test.step('queries, jobs and pages fail', async () => {
    const mend = await breakWrites(sql, written)
    const broken = await api.failures(again)
    expect(broken, 'queries that failed').toBeGreaterThan(3)
    await api.signed('/api/webhooks/ci-cd', environment.GITHUB_WEBHOOK_SECRET)
    await api.post('/api/v1/runs', { suite_ids: [suite], target, mode: 'text' })
    await expect
      .poll(
        async () =>
          Number(
            (await sql`select count(*) as n from pgboss.job where output is not null`)[0]?.['n'],
          ),
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0)
    await mend()
    await withoutTables(sql, ['test_suites'], async () => {
      await page.goto(`${product.url}/suites?search=${planted.plant('typed into a search')}`)
      await page.goto(`${product.url}/suites/${suite}`)
    })
  })

  await test.step('every page is read', async () => {
    for (const path of [
      '/',
      '/suites',
      '/runs',
      '/defects',
      '/review',
      '/settings/targets',
      `/settings/targets/${target}`,
      '/settings/integrations',
      '/settings/users',
      '/settings/api-tokens',
      '/settings/queues',
      '/settings/activity',
      '/settings/deliveries',
      '/settings/notifications',
    ]) {
      await page.goto(product.url + path)
      api.heard(path, await page.content())
    }
  })

  expect(peer.heard(), 'what the failing service was asked').toBeGreaterThan(5)
  const log = product.written()
  await test.step('nothing of it is anywhere', async () => {
    const places = [
      { place: 'the log', text: log },
      {
        place: 'the log of the database',
        text: readFileSync(databaseLog, 'utf8'),
      },
      { place: 'what browsers load', text: bundles() },
      ...api.answers,
      ...(await everyText(sql)),
    ]
    const found = places.flatMap(({ place, text }) =>
      planted.foundIn(text).map((secret) => `${place}: ${secret}`),
    )
    expect(found).toEqual([])
  })

  await test.step('the log has one JSON line for each page that failed, and no other kind of line', () => {
    const lines = log.split('\n').filter((line) => line.trim() !== '')
    const failed = lines.filter((line) => line.includes('"a page failed"'))
    expect(failed.length).toBeGreaterThanOrEqual(2)
    expect(failed.every((line) => line.includes('42P01'))).toBe(true)
    expect(lines.filter((line) => /⨯|params:/.test(line))).toEqual([])
    const first = lines.findIndex(parsable)
    const others = lines.slice(first).filter((line) => !parsable(line))
    expect(others.filter((line) => !/^(Earshot is ready|Open|Data|Stop|\s)/.test(line))).toEqual([])
  })
})

const readAgain = 11_000

/** A page that is refused to an address. What it may ask for comes back while it asks, so it asks faster than that. */
async function refusedPage(url: string, address: string): Promise<Response> {
  const headers = { 'x-forwarded-for': address }
  for (;;) {
    const asked = Array.from({ length: 20 }, () => fetch(`${url}/sign-in`, { headers }))
    const refused = (await Promise.all(asked)).find(({ status }) => status === 429)
    if (refused) return refused
  }
}

test('strangers who ask for what costs most hold up nobody', async ({ page }) => {
  test.setTimeout(180_000)
  const { url } = parts.product
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('Email').fill(owner.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(owner.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()

  const floods: [string, () => Promise<number[]>, number[]][] = [
    ['readiness', () => reads(url, '/api/ready', 300), [200, 503]],
    ['sign-ins at the API', () => signIns(url), [401, 429, 503]],
    ['sign-ins at NextAuth', () => nextAuthSignIns(url), [401, 429, 503]],
    ['large deliveries', () => deliveries(url, 12), [401, 429, 0]],
    ['the description of the API', () => reads(url, '/api/openapi.json', 100), [200, 429]],
    ['pages for anybody', () => reads(url, '/docs', 700), [200, 429]],
  ]
  for (const [name, flood, allowed] of floods)
    await test.step(name, async () => {
      let statuses: number[] = []
      const health = await healthDuring(url, async () => (statuses = await flood()))
      test.info().annotations.push({ type: name, description: JSON.stringify(health) })
      expect(statuses.filter((status) => !allowed.includes(status))).toEqual([])
      expect(health.worst, JSON.stringify(health)).toBeLessThan(3_000)
    })

  await test.step('a stranger hears when to come back, whoever is signed in reads on', async () => {
    const refused = await refusedPage(url, '203.0.113.9')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('ratelimit-policy')).toBe('600;w=60')
    expect(await refused.text()).toContain('Too many requests from your network address')
    const response = await page.goto(`${url}/suites`)
    expect(response?.status()).toBe(200)
    expect(response?.headers()['ratelimit-limit']).toBe('6000')
  })

  await test.step('a page whose stream is refused reads anew at intervals', async () => {
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`)
    await page.goto('about:blank')
    const leave = new AbortController()
    const headers = { cookie: cookie.join('; ') }
    const open = () => fetch(`${url}/api/events`, { headers, signal: leave.signal })
    await expect.poll(async () => (await open()).status, { intervals: [10] }).toBe(429)
    let asked = false
    page.on('request', (sent) => (asked ||= sent.url().endsWith('/api/v1/me')))
    await page.clock.install()
    await page.goto(`${url}/runs`)
    await expect(async () => {
      await page.clock.fastForward(readAgain)
      expect(asked).toBe(true)
    }).toPass()
    leave.abort()
  })
})
