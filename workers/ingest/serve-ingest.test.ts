import { connect } from 'node:net'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { bodyLimit } from '#lib/webhooks/read-body.ts'
import {
  createConnectionFixture,
  fromGithub,
  pushPayload,
} from '#lib/webhooks/testing/deliveries.ts'
import { deliveriesOf, openReceiver } from '#lib/webhooks/testing/open-receiver.ts'
import { serveIngest } from '#workers/ingest/serve-ingest.ts'

const database = useTestDatabase()
const secret = 'the secret of the plain receiver'
useBoss(database)
let ingest: Awaited<ReturnType<typeof serveIngest>>
let connection: Awaited<ReturnType<typeof createConnectionFixture>>

beforeAll(async () => {
  const ctx = await createCtx(database.db)
  connection = await createConnectionFixture(ctx, { inbound: { webhook_secret: secret } })
  const { receiver } = openReceiver(() => database.db)
  ingest = await serveIngest(receiver, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await ingest.close()
})

const at = (path: string) => `http://127.0.0.1:${ingest.port}${path}`
const post = (path: string, { headers, body }: { headers: Record<string, string>; body: Buffer }) =>
  fetch(at(path), { method: 'POST', headers, body: new Uint8Array(body) })

test.each(['/api/webhooks/ci-cd', '/webhooks/ci-cd', '/webhooks/ci-cd?connection='])(
  '%s takes deliveries',
  async (path) => {
    const full = path.endsWith('=') ? path + connection.id : path
    const reply = await post(full, fromGithub(secret, pushPayload()))
    expect(reply.status).toBe(202)
    expect(await reply.json()).toEqual({
      delivery_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      status: 'accepted',
    })
  },
)

test('a refusal is a problem', async () => {
  const reply = await post('/webhooks/ci-cd', fromGithub('wrong', pushPayload()))
  expect(reply.status).toBe(401)
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  expect(await reply.json()).toMatchObject({
    status: 401,
    type: '/docs#problem-unauthenticated',
    request_id: expect.any(String) as string,
  })
})

test('other addresses and methods are refused, and health is told', async () => {
  expect((await post('/elsewhere', fromGithub(secret, pushPayload()))).status).toBe(404)
  expect((await fetch(at('/webhooks/ci-cd'))).status).toBe(405)
  expect(await (await fetch(at('/health'))).json()).toEqual({ status: 'ok' })
})

test('a body of 25 MB is read whole, one byte more is too large', async () => {
  const payload = { ...pushPayload(), filler: '' }
  const room = bodyLimit - JSON.stringify(payload).length
  const whole = fromGithub(secret, { ...payload, filler: 'x'.repeat(room) })
  expect(whole.body).toHaveLength(bodyLimit)
  expect((await post('/webhooks/ci-cd', whole)).status).toBe(202)
  const more = fromGithub(secret, { ...payload, filler: 'x'.repeat(room + 1) })
  expect((await post('/webhooks/ci-cd', more)).status).toBe(413)
  const rows = await deliveriesOf(database.db, connection.id)
  expect(rows.filter(({ size }) => size === bodyLimit)).toHaveLength(1)
  expect(rows.every(({ size }) => size <= bodyLimit)).toBe(true)
})

test('a body that comes too slowly is given up, whatever its length is said to be', async () => {
  const { receiver } = openReceiver(() => database.db)
  const hasty = await serveIngest(receiver, { host: '127.0.0.1', port: 0, bodyTimeMs: 200 })
  const socket = connect(hasty.port, '127.0.0.1')
  const heard = new Promise<string>((resolve, reject) => {
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
  socket.write(
    'POST /webhooks/ci-cd HTTP/1.1\r\nhost: receiver\r\nx-github-event: push\r\ncontent-length: 10\r\n\r\n{"a"',
  )
  expect(await heard).toMatch(/^HTTP\/1\.1 408 /)
  await hasty.close()
})

test('a sender that goes away in the middle leaves nothing behind', async () => {
  const before = (await deliveriesOf(database.db, connection.id)).length
  const socket = connect(ingest.port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  socket.write(
    'POST /webhooks/ci-cd HTTP/1.1\r\nhost: receiver\r\nx-github-event: push\r\ncontent-length: 99\r\n\r\n{',
  )
  socket.destroy()
  await new Promise((resolve) => socket.once('close', resolve))
  expect((await post('/webhooks/ci-cd', fromGithub(secret, pushPayload()))).status).toBe(202)
  expect(await deliveriesOf(database.db, connection.id)).toHaveLength(before + 1)
})
