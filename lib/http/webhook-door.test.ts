import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import config from '#next.config.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { apiHeaders } from '#lib/http/answer-headers.ts'
import { closeWeb, serveFrom } from '#lib/http/database.ts'
import { openWebhookDoor } from '#lib/http/webhook-door.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import { bodyLimit } from '#lib/webhooks/read-body.ts'
import {
  createConnectionFixture,
  fromGithub,
  pushPayload,
  type Sent,
} from '#lib/webhooks/testing/deliveries.ts'
import { deliveriesOf } from '#lib/webhooks/testing/open-receiver.ts'

const database = useTestDatabase()
const secret = 'the secret of the door'
/** addresses that came through to what stands behind the door */
const through: string[] = []
let connection: Awaited<ReturnType<typeof createConnectionFixture>>
let server: Server
let url = ''
let close: () => void

beforeAll(async () => {
  serveFrom({ url: database.url, storage: createFileStorage('/nowhere') })
  close = openWebhookDoor()
  // Stands for Next.js: it has the server's only listener, and gets what is not answered before.
  server = createServer((request, response) => {
    through.push(request.url ?? '')
    response.writeHead(418).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ctx = await createCtx(database.db)
  connection = await createConnectionFixture(ctx, { inbound: { webhook_secret: secret } })
})
afterAll(async () => {
  close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await closeWeb()
})

const send = (path: string, { headers, body }: Sent, more: Record<string, string> = {}) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { ...headers, ...more },
    body: new Uint8Array(body),
  })

test.each(['/api/webhooks/ci-cd', '/webhooks/ci-cd', '/api/webhooks/ci%2Dcd?connection='])(
  'a delivery to %s is answered before the framework sees it',
  async (path) => {
    const full = path.endsWith('=') ? path + connection.id : path
    const reply = await send(full, fromGithub(secret, pushPayload()), { 'x-request-id': 'mine-1' })
    expect(reply.status).toBe(202)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-request-id': 'mine-1',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'") as string,
    })
    const { delivery_id: id } = (await reply.json()) as { delivery_id: string }
    expect((await deliveriesOf(database.db, connection.id)).map((row) => row.id)).toContain(id)
    expect(through).toEqual([])
  },
)

test('a forged signature and an unknown sender are problems, and leave nothing behind', async () => {
  const before = (await deliveriesOf(database.db, connection.id)).length
  const forged = await send('/api/webhooks/ci-cd', fromGithub('wrong', pushPayload()))
  expect(forged.status).toBe(401)
  expect(forged.headers.get('content-type')).toBe('application/problem+json')
  expect(await forged.json()).toMatchObject({
    type: '/docs#problem-unauthenticated',
    request_id: forged.headers.get('x-request-id'),
  })
  const { body } = fromGithub(secret, pushPayload())
  const unknown = await send('/api/webhooks/ci-cd', { headers: {}, body })
  expect(unknown.status).toBe(400)
  expect(await deliveriesOf(database.db, connection.id)).toHaveLength(before)
  expect(through).toEqual([])
})

test('a body beyond the limit is too large', async () => {
  const payload = { ...pushPayload(), filler: 'x'.repeat(bodyLimit) }
  const reply = await send('/api/webhooks/ci-cd', fromGithub(secret, payload))
  expect(reply.status).toBe(413)
})

test('everything else goes on to the framework', async () => {
  await fetch(`${url}/runs`)
  await fetch(`${url}/api/webhooks/ci-cd`)
  await send('/api/webhooks/ci-cd/more', fromGithub(secret, pushPayload()))
  expect(through).toEqual(['/runs', '/api/webhooks/ci-cd', '/api/webhooks/ci-cd/more'])
})

test('while the database is away, the sender is told to come again', async () => {
  await closeWeb()
  serveFrom({
    url: 'postgres://nobody@127.0.0.1:1/nothing',
    storage: createFileStorage('/nowhere'),
  })
  const reply = await send('/api/webhooks/ci-cd', fromGithub(secret, pushPayload()))
  expect(reply.status).toBe(503)
  expect(reply.headers.get('retry-after')).toBe('2')
  expect(await reply.json()).toMatchObject({ type: '/docs#problem-unavailable' })
})

test('its answers carry the headers that the framework gives to the API', async () => {
  const entries = (await config.headers?.()) ?? []
  const forApi = entries.filter(({ source }) => ['/:path*', '/api/:path*'].includes(source))
  const given = forApi.flatMap(({ headers }) => headers.map(({ key, value }) => [key, value]))
  expect(apiHeaders).toEqual(Object.fromEntries(given))
})
