import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { Agent, request } from 'undici'
import { WebSocket, WebSocketServer } from 'ws'

import { startNginx, type Nginx } from '#e2e/deploy/started-nginx.ts'
import { expect, test, unique } from '#e2e/fixtures.ts'
import { importSuite, runToEnd } from '#e2e/steps.ts'
import { suiteFile } from '#e2e/suite-file.ts'
import { findProgram } from '#scripts/processes/debian.ts'

const nginx = findProgram('nginx')
const openssl = findProgram('openssl')
const product = new URL(process.env['EARSHOT_URL'] ?? 'http://127.0.0.1').host

test.describe('nginx in front of the product', () => {
  test.skip(nginx === null || openssl === null, 'this machine has no nginx')
  let site: Nginx
  let agent: Agent
  test.beforeAll(async () => {
    site = await startNginx({
      nginx: nginx ?? '',
      openssl: openssl ?? '',
      mode: 'https',
      web: product,
    })
    agent = new Agent({ connections: 50, allowH2: false, connect: { ca: site.certificate } })
  })
  test.afterAll(async () => {
    await agent?.destroy()
    await site?.stop()
  })

  const cookies = async (state: { cookies: { name: string; value: string }[] }) =>
    state.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

  test('encrypts, and sends everybody to the encrypted address', async () => {
    const plain = await request(`${site.http}/runs?page=2`, { method: 'GET' })
    expect(plain.statusCode).toBe(308)
    expect(plain.headers['location']).toBe('https://127.0.0.1/runs?page=2')
    const { statusCode, headers } = await request(`${site.https}/api/health`, { dispatcher: agent })
    expect(statusCode).toBe(200)
    expect(headers['server']).toBe('nginx')
  })

  test('passes live events on as they come', async ({ api }) => {
    const cookie = await cookies(await api.storageState())
    const stream = await request(`${site.https}/api/events`, {
      dispatcher: agent,
      headers: { cookie, accept: 'text/event-stream' },
    })
    expect(stream.statusCode).toBe(200)
    let seen = ''
    stream.body.on('data', (chunk: Buffer) => (seen += chunk.toString()))
    stream.body.on('error', () => undefined)
    await expect.poll(() => seen).not.toBe('')
    const before = seen.length
    await runToEnd(api, {
      suite_ids: [await importSuite(api, suiteFile(unique('Through nginx')))],
      target: 'Simulator',
      mode: 'text',
    })
    await expect.poll(() => seen.length).toBeGreaterThan(before)
    stream.body.destroy()
  })

  test('takes an import of many megabytes, and refuses what is too large itself', async ({
    api,
  }) => {
    const cookie = await cookies(await api.storageState())
    const send = (body: string) =>
      request(`${site.https}/api/v1/suites/import?dry_run=true`, {
        method: 'POST',
        dispatcher: agent,
        headers: { cookie, 'content-type': 'application/yaml', origin: site.https },
        body,
      })
    const comment = `# ${'x'.repeat(98)}\n`
    const large = await send(comment.repeat(40_000) + suiteFile(unique('Large')))
    expect([200, 201], await large.body.text()).toContain(large.statusCode)
    const tooLarge = await send(comment.repeat(700_000))
    expect(tooLarge.statusCode).toBe(413)
    await tooLarge.body.dump()
  })

  test('tells nobody the metrics', async () => {
    for (const path of ['/metrics', '/api/metrics']) {
      const { statusCode, body } = await request(site.https + path, { dispatcher: agent })
      expect(statusCode).toBe(404)
      await body.dump()
    }
  })

  test('holds back a flood from one address', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 900 }, async () => {
        const { statusCode, body } = await request(`${site.https}/api/health`, {
          dispatcher: agent,
        })
        await body.dump()
        return statusCode
      }),
    )
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(400)
    expect(statuses).toContain(429)
  })
})

test.describe('nginx in front of whatever', () => {
  test.skip(nginx === null || openssl === null, 'this machine has no nginx')
  let site: Nginx
  let upstream: Server
  test.beforeAll(async () => {
    upstream = createServer((message, response) => response.end(JSON.stringify(message.headers)))
    new WebSocketServer({ server: upstream }).on('connection', (socket) =>
      socket.on('message', (data) => socket.send(data)),
    )
    upstream.listen(0, '127.0.0.1')
    await once(upstream, 'listening')
    const { port } = upstream.address() as AddressInfo
    site = await startNginx({
      nginx: nginx ?? '',
      openssl: openssl ?? '',
      mode: 'http',
      web: `127.0.0.1:${port}`,
    })
  })
  test.afterAll(async () => {
    await site?.stop()
    upstream?.closeAllConnections()
    upstream?.close()
  })

  test('what a caller says about who it is for is thrown away', async () => {
    const { body } = await request(`${site.http}/`, {
      headers: {
        'x-forwarded-for': '203.0.113.9, 10.0.0.1',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': 'evil.example',
        forwarded: 'for=203.0.113.9;host=evil.example',
        'x-real-ip': '203.0.113.9',
      },
    })
    const text = await body.text()
    expect(text).not.toMatch(/203\.0\.113\.9|10\.0\.0\.1|evil\.example/)
    expect(JSON.parse(text)).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      host: new URL(site.http).host,
    })
  })

  test('WebSockets pass', async () => {
    const socket = new WebSocket(site.http.replace('http', 'ws'))
    await once(socket, 'open')
    socket.send('hello')
    const [data] = (await once(socket, 'message')) as [Buffer]
    expect(data.toString()).toBe('hello')
    socket.close()
    await once(socket, 'close')
  })
})
