import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from '@playwright/test'
import postgres from 'postgres'

import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { expect, test } from '#e2e/fixtures.ts'
import { type EmptyProduct, startEmptyProduct } from '#e2e/product.ts'
import { Caller } from '#e2e/security/caller.ts'
import { breakWrites, everyText, withoutTables } from '#e2e/security/database.ts'
import { type EchoingServer, startEchoingServer } from '#e2e/security/echoing-server.ts'
import { Planted } from '#e2e/security/planted.ts'
import { suiteFile } from '#e2e/suite-file.ts'
import { fromRoot } from '#scripts/processes/root.ts'

// Pages are broken on purpose.
test.use({ person: null, provokes: /./ })

const planted = new Planted()
const password = planted.plant('the password of the administrator')
const email = 'olga@harbour.example'

/** Secrets of the installation itself. */
const environment = {
  JWT_SECRET_KEY: planted.plant('JWT_SECRET_KEY', 'a-long-key-'),
  SECRETS_KEY: planted.plant('SECRETS_KEY', 'a-long-key-'),
  METRICS_TOKEN: planted.plant('METRICS_TOKEN'),
  SMTP_HOST: '127.0.0.1',
  SMTP_PORT: '9',
  SMTP_USERNAME: 'earshot',
  SMTP_PASSWORD: planted.plant('SMTP_PASSWORD'),
  GITHUB_WEBHOOK_SECRET: planted.plant('GITHUB_WEBHOOK_SECRET'),
  JIRA_API_TOKEN: planted.plant('JIRA_API_TOKEN'),
}

type Parts = { product: EmptyProduct; sql: postgres.Sql; folder: string; peer: EchoingServer }
let parts: Parts
let end: () => Promise<void> = async () => undefined

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const folder = await mkdtemp(join(tmpdir(), 'earshot-canary-'))
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    log: () => undefined,
    volatile: true,
  })
  const peer = await startEchoingServer()
  const product = await startEmptyProduct({
    ...environment,
    DATABASE_URL: server.url,
    OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
    LOG_LEVEL: 'debug',
    LOG_FORMAT: 'json',
  })
  const sql = postgres(server.url, { max: 2, onnotice: () => undefined })
  parts = { product, sql, folder, peer }
  end = async () => {
    await product.stop()
    await sql.end()
    await server.stop()
    await peer.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
test.afterAll(() => end())

/** The first administrator, made and signed in by hand. */
async function setUp(page: Page): Promise<void> {
  await page.goto(`${parts.product.url}/setup`)
  await page.getByLabel('Organization').fill('Harbour Voice')
  await page.getByLabel('Your name').fill('Olga Owner')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
}

/** Creates whatever holds a secret; returns the requests, to be sent again where they fail. */
async function useSecrets(api: Caller): Promise<{ target: string; again: () => Promise<void> }> {
  const { url } = parts.peer
  const target = (name: string, auth: string, secrets: object) =>
    api.post('/api/v1/targets', {
      name,
      connector: 'http',
      config: { url: `${url}/bot`, auth, max_attempts: 1, breaker_failures: 0 },
      secrets,
    })
  const id = await target('Bearer', 'bearer', { token: planted.plant('bearer token of a target') })
  const basic = { username: 'olga', password: planted.plant('basic password of a target') }
  const second = await target('Basic', 'basic', basic)
  for (const one of [id, second]) await api.post(`/api/v1/targets/${one}/check`)
  const connections = [
    [
      'slack',
      {},
      { webhook_url: `${url}/services/${planted.plant('address of a Slack webhook')}` },
    ],
    ['slack', { channel: 'C1', api_url: url }, { bot_token: planted.plant('Slack bot', 'xoxb-') }],
    [
      'github',
      { base_url: url, repository: 'acme/voice' },
      { token: planted.plant('GitHub token'), webhook_secret: planted.plant('webhook secret') },
    ],
    ['jira', { base_url: url, email, project: 'QA' }, { api_token: planted.plant('Jira token') }],
    [
      'webhook',
      { url: `${url}/in` },
      { authorization: `Bearer ${planted.plant('authorization of a webhook')}` },
    ],
  ] as const
  for (const [at, [kind, config, secrets]] of connections.entries()) {
    const made = await api.post('/api/v1/integrations', {
      kind,
      name: `${kind} ${at}`,
      config,
      secrets,
    })
    await api.post(`/api/v1/integrations/${made}/check`)
    await api.post(`/api/v1/integrations/${made}/test-message`)
    if (kind === 'webhook' || kind === 'slack')
      await api.post('/api/v1/notification-rules', { event: 'test_failure', integration_id: made })
  }
  const again = async () => {
    await api.post('/api/v1/users', {
      email: `ben${Math.random()}@harbour.example`,
      name: 'Ben',
      role: 'viewer',
      password: planted.plant('password of a user'),
    })
    await api.post('/api/v1/environment-variables', {
      target_id: id,
      name: 'pin',
      value: planted.plant('secret variable'),
      is_secret: true,
    })
    await api.post('/api/v1/me/password', {
      current_password: planted.plant('typed wrong'),
      new_password: planted.plant('a new password'),
    })
    await api.patch(`/api/v1/targets/${id}`, {
      secrets: { token: planted.plant('new token of a target') },
    })
    await api.post('/api/v1/api-tokens', {
      name: `CI ${Math.random()}`,
      scopes: ['read'],
      expires_in_days: 1,
    })
  }
  await again()
  return { target: id, again }
}

/** What a stranger sends: passwords, tokens, signatures and addresses that are nearly right. */
async function strangers(api: Caller): Promise<void> {
  const near = `${password}x`
  planted.add('a password that is nearly right', near)
  await api.stranger('/api/v1/auth/token', { email, password: near })
  await api.stranger('/api/v1/auth/refresh', { refresh_token: planted.plant('a refresh token') })
  await api.stranger(`/api/webhooks/ci-cd?token=${planted.plant('token of an address')}`, { a: 1 })
  await api.stranger(
    '/api/webhooks/ci-cd',
    { secret: planted.plant('in an unsigned body') },
    { 'x-github-event': 'push', 'x-hub-signature-256': `sha256=${planted.plant('a signature')}` },
  )
  await api.stranger(`/api/v1/tool-calls/${planted.plant('token of a tool')}`, { name: 'look_up' })
  await api.stranger('/api/v1/me', undefined, {
    authorization: `Bearer ear_${planted.plant('a guessed token')}`,
  })
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
  const { product, sql, peer, folder } = parts
  await setUp(page)
  const api = await Caller.signIn(product.url, { email, password }, planted)
  const { target, again } = await test.step('secrets of every kind are used', () => useSecrets(api))
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
          (await sql`select count(*)::int as n from pgboss.job where output is not null`)[0]?.['n'],
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
        text: readFileSync(join(folder, 'postgres', 'server.log'), 'utf8'),
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
