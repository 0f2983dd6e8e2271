import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { test as base, type APIRequestContext } from '@playwright/test'
import { Client } from 'undici'
import { z } from 'zod'

import { startEmbeddedPostgres } from '#db/embedded/start-embedded-postgres.ts'
import { startEmptyProduct } from '#e2e/product.ts'
import { people, type Person } from '#e2e/signed-in.ts'
import { watchStatements, type WatchedStatements } from '#e2e/web/watched-statements.ts'

const Csrf = z.object({ csrfToken: z.string() })
const password = 'two-processes-one-site'

/** requests a minute with one API token */
export const tokenLimit = 30

/** A product whose web application is two processes, and a look at what they ask of the database. */
export type SharedSite = {
  url: string
  statements: WatchedStatements
  /** process id of a web process, by its name */
  pidOf: (name: string) => Promise<number>
}

async function pidOf(databaseUrl: string, name: string): Promise<number> {
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const given = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '')
    const values = given.split('\0')
    if (values.includes(`PROCESS_NAME=${name}`) && values.includes(`DATABASE_URL=${databaseUrl}`))
      return Number(entry)
  }
  throw new Error(`No process is named ${name}`)
}

async function start(): Promise<SharedSite & { end: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-shared-'))
  const dataDir = join(folder, 'postgres')
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, volatile: true })
  const statements = await watchStatements(server.url)
  const product = await startEmptyProduct({
    ENVIRONMENT: 'test',
    EARSHOT_DEMO_PASSWORD: password,
    PASSWORD_HASH_ROUNDS: '4',
    DATABASE_URL: statements.url,
    WEB_CONCURRENCY: '2',
    RATE_LIMIT_TOKEN: String(tokenLimit),
  })
  return {
    url: product.url,
    statements,
    pidOf: (name) => pidOf(statements.url, name),
    end: async () => {
      await product.stop()
      await statements.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A stream of events as it comes. */
export type Stream = { status: number; text: () => string; ended: Promise<void> }

/** A connection that stays with one web process. */
export type Connection = {
  process: string
  get: (path: string, headers?: Record<string, string>) => Promise<number>
  /** takes the connection for itself */
  openStream: (cookie: string) => Promise<Stream>
  close: () => Promise<void>
}

export async function connect(url: string): Promise<Connection> {
  const client = new Client(url)
  const ask = async (path: string, headers = {}) => {
    const { statusCode, body } = await client.request({ method: 'GET', path, headers })
    return { status: statusCode, text: await body.text() }
  }
  const { text } = await ask('/api/metrics')
  return {
    process: /process="(web-\d)"/.exec(text)?.[1] ?? '',
    get: async (path, headers) => (await ask(path, headers)).status,
    openStream: async (cookie) => {
      const request = { method: 'GET', path: '/api/events', headers: { cookie } } as const
      const { statusCode, body } = await client.request(request)
      let got = ''
      const read = async () => {
        try {
          for await (const chunk of body) got += String(chunk)
        } catch {
          // We left.
        }
      }
      return { status: statusCode, text: () => got, ended: read() }
    },
    close: () => client.destroy(),
  }
}

/** `each` connections to each of the two web processes: whichever has time takes one, so many are opened at once. */
export async function connectToBoth(url: string, each = 1): Promise<Connection[]> {
  const found: Connection[] = []
  const of = (process: string) => found.filter((one) => one.process === process).length
  for (let round = 0; round < 20 && found.length < 2 * each; round++) {
    const opened = await Promise.all(Array.from({ length: 16 }, () => connect(url)))
    for (const one of opened)
      if (one.process !== '' && of(one.process) < each) found.push(one)
      else await one.close()
  }
  if (found.length < 2 * each) throw new Error(`web-1: ${of('web-1')}, web-2: ${of('web-2')}`)
  return found
}

export const test = base.extend<
  { signIn: (person: Person) => Promise<APIRequestContext> },
  { site: SharedSite }
>({
  site: [
    async ({}, use) => {
      const site = await start()
      await use(site)
      await site.end()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  signIn: async ({ playwright, site }, use) => {
    const opened: APIRequestContext[] = []
    await use(async (person) => {
      const api = await playwright.request.newContext({
        baseURL: site.url,
        extraHTTPHeaders: { Origin: site.url },
      })
      opened.push(api)
      const { csrfToken } = Csrf.parse(await (await api.get('/api/auth/csrf')).json())
      await api.post('/api/auth/callback/credentials', {
        form: { csrfToken, email: people[person], password, json: 'true' },
      })
      return api
    })
    for (const api of opened) await api.dispose()
  },
})

/** Cookies of somebody who has signed in, as a header. */
export async function cookieOf(api: APIRequestContext): Promise<string> {
  const { cookies } = await api.storageState()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
