import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { integrations } from '#db/schema/integrations.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Receiver } from '#lib/engines/vendors/inbound.ts'
import { hashToken, newToken } from '#lib/platform/auth/opaque-token.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { registeredProviders } from '#lib/webhooks/providers.ts'
import {
  createConnectionFixture,
  fromGithub,
  fromGitlab,
  fromJenkins,
  notificationBody,
  pushPayload,
} from '#lib/webhooks/testing/deliveries.ts'
import { deliveriesOf, openReceiver, receiptOf } from '#lib/webhooks/testing/open-receiver.ts'

const database = useTestDatabase()
const db = () => database.db
useBoss(database)

const { send } = openReceiver(db)
let count = 0
const newSecret = () => `a secret that nobody else has ${++count}`

async function setting(more: Parameters<typeof createConnectionFixture>[1] = {}) {
  const ctx = await createCtx(database.db)
  const secret = newSecret()
  const connection = await createConnectionFixture(ctx, {
    inbound: { webhook_secret: secret },
    ...more,
  })
  return { ctx, secret, connection }
}

describe('a delivery that cannot be verified', () => {
  test('gets one and the same answer, and is not written down', async () => {
    const { connection, secret } = await setting()
    const bare = await setting({ inbound: {} })
    const off = await setting({ isEnabled: false })
    const sent = fromGithub(secret, pushPayload())
    const { 'x-hub-signature-256': _signature, ...unsigned } = sent.headers
    const wrong = { ...sent, body: Buffer.concat([sent.body, Buffer.from(' ')]) }
    const replies = await Promise.all([
      send(fromGithub('somebody else’s', pushPayload())),
      send(wrong),
      send({ ...sent, headers: unsigned }),
      send(sent, { connectionId: '00000000-0000-0000-0000-000000000000' }),
      send(sent, { connectionId: bare.connection.id }),
      send(fromGithub(off.secret, pushPayload()), { connectionId: off.connection.id }),
      send(fromGithub(off.secret, pushPayload())),
      send(sent, { hookToken: newToken('hook') }),
    ])
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    expect(replies[0]).toMatchObject({ status: 401 })
    for (const { id } of [connection, bare.connection, off.connection])
      expect(await deliveriesOf(database.db, id)).toEqual([])
  })

  test('cannot occupy the id of a genuine one', async () => {
    const { secret } = await setting()
    const sent = fromGithub(secret, pushPayload(), { id: 'the-id' })
    expect((await send(fromGithub('forged', pushPayload(), { id: 'the-id' }))).status).toBe(401)
    expect(receiptOf(await send(sent)).status).toBe('accepted')
  })

  test('is refused when it was signed more than 300 s ago', async () => {
    const token = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
    await setting({ kind: 'gitlab', inbound: { signing_token: token } })
    await setting({ kind: 'jenkins', inbound: { webhook_secret: 'old jenkins' } })
    const at = Date.now() - 301_000
    expect((await send(fromGitlab(token, { at }))).status).toBe(401)
    expect((await send(fromJenkins('old jenkins', { at }))).status).toBe(401)
    expect((await send(fromGitlab(token))).status).toBe(202)
  })

  test('costs the same whether the connection exists, has a secret, or none', async () => {
    const [whole, bare] = [await setting(), await setting({ inbound: {} })]
    const replaced = { field: 'webhook_secret', value: newSecret(), overlapMs: 3_600_000 }
    const rotated = await setting({ inbound: { webhook_secret: newSecret() }, replaced })
    const hashes: number[] = []
    const counted = registeredProviders().map(({ receiver, ...provider }) => ({
      ...provider,
      receiver: {
        ...receiver,
        verify: (...[delivery, secrets, now]: Parameters<Receiver['verify']>) => {
          hashes.push(secrets.length)
          return receiver.verify(delivery, secrets, now)
        },
      },
    }))
    const { send } = openReceiver(db, { providers: counted })
    const nobody = '00000000-0000-0000-0000-000000000000'
    for (const id of [nobody, whole.connection.id, bare.connection.id, rotated.connection.id])
      await send(fromGithub('wrong', pushPayload()), { connectionId: id })
    expect(hashes).toEqual([2, 2, 2, 2])
  })

  test('names exactly one provider, or gets 400', async () => {
    const { secret } = await setting()
    const sent = fromGithub(secret, pushPayload())
    const { 'x-github-event': _event, ...nameless } = sent.headers
    expect((await send({ ...sent, headers: nameless })).status).toBe(400)
    const both = { ...sent.headers, 'x-gitlab-event': 'Push Hook' }
    expect((await send({ ...sent, headers: both })).status).toBe(400)
  })
})

describe('a secret address', () => {
  test('takes the unsigned delivery of Jenkins’ Notification plugin', async () => {
    const hookToken = newToken('hook')
    const { connection } = await setting({ kind: 'jenkins', hookTokenHash: hashToken(hookToken) })
    const sent = { headers: { 'content-type': 'application/json' }, body: notificationBody() }
    expect(receiptOf(await send(sent, { hookToken })).status).toBe('accepted')
    expect(receiptOf(await send(sent, { hookToken })).status).toBe('duplicate')
    expect(await deliveriesOf(database.db, connection.id)).toMatchObject([
      { verifiedBy: 'hook_token', provider: 'jenkins' },
    ])
  })

  test('of Jenkins takes nothing that says it is from GitHub', async () => {
    const hookToken = newToken('hook')
    await setting({ kind: 'jenkins', hookTokenHash: hashToken(hookToken) })
    const sent = fromGithub('nothing', pushPayload())
    expect((await send(sent, { hookToken })).status).toBe(401)
  })
})

describe('limits', () => {
  test('an address that sends too much waits, without any look at its signatures', async () => {
    const { secret } = await setting()
    const narrow = openReceiver(db, { perAddress: 2 })
    const send = (remoteAddress: string) =>
      narrow.send(fromGithub(secret, pushPayload()), { remoteAddress })
    const statuses = [await send('192.0.2.1'), await send('192.0.2.1'), await send('192.0.2.1')]
    expect(statuses.map(({ status }) => status)).toEqual([202, 202, 429])
    expect(statuses[2]?.retryAfter).toBeGreaterThan(0)
    expect((await send('192.0.2.2')).status).toBe(202)
  })

  test('a connection has one limit at all receivers, and others are not touched by it', async () => {
    const [one, other] = [await setting(), await setting()]
    const receivers = [
      openReceiver(db, { perConnection: 5 }),
      openReceiver(db, { perConnection: 5 }),
    ]
    const six = Array.from({ length: 6 })
    const replies = await Promise.all(
      receivers.flatMap(({ send }) => six.map(() => send(fromGithub(one.secret, pushPayload())))),
    )
    expect(replies.filter(({ status }) => status === 202)).toHaveLength(5)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(7)
    expect(await deliveriesOf(database.db, one.connection.id)).toHaveLength(5)
    expect((await receivers[0]?.send(fromGithub(other.secret, pushPayload())))?.status).toBe(202)
  })

  test('forged deliveries use up no limit of a connection', async () => {
    const { secret, connection } = await setting()
    const narrow = openReceiver(db, { perConnection: 1 })
    for (let index = 0; index < 5; index++)
      await narrow.send(fromGithub('forged', pushPayload()), { connectionId: connection.id })
    expect((await narrow.send(fromGithub(secret, pushPayload()))).status).toBe(202)
  })
})

test('a connection deleted a moment ago takes nothing, and its neighbours are not held up', async () => {
  const [gone, there] = [await setting(), await setting()]
  const slow = openReceiver(db, { maxAgeMs: 60_000 })
  await slow.send(fromGithub(there.secret, pushPayload()))
  await database.db.delete(integrations).where(eq(integrations.id, gone.connection.id))
  const replies = await Promise.all([
    slow.send(fromGithub(gone.secret, pushPayload())),
    slow.send(fromGithub(there.secret, pushPayload())),
  ])
  expect(replies.map(({ status }) => status)).toEqual([401, 202])
})
