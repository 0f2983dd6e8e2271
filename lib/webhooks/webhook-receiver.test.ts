import { eq, sql } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'

import { integrations } from '#db/schema/integrations.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { stateOf } from '#lib/integrations/queries.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { openBody } from '#lib/webhooks/sealed-body.ts'
import {
  createConnectionFixture,
  fromGithub,
  fromGitlab,
  fromJenkins,
  pullPayload,
  pushPayload,
} from '#lib/webhooks/testing/deliveries.ts'
import { deliveriesOf, openReceiver, receiptOf } from '#lib/webhooks/testing/open-receiver.ts'

const database = useTestDatabase()
const db = () => database.db
useBoss(database)

const { receiver, send } = openReceiver(db)
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

const jobsOf = (deliveryId: string) =>
  database.db.execute(
    sql`select 1 from pgboss.job where name = 'webhook.process' and data ->> 'deliveryId' = ${deliveryId}`,
  )

describe('a delivery that can be verified', () => {
  test('is written down with its job, sealed and redacted', async () => {
    const { connection, secret, ctx } = await setting()
    const sent = fromGithub(secret, pushPayload({ branch: 'main' }))
    const { delivery_id: id, status } = receiptOf(await send(sent))
    expect(status).toBe('accepted')
    const [row] = await deliveriesOf(database.db, connection.id)
    expect(row).toMatchObject({
      id,
      organizationId: ctx.organizationId,
      status: 'accepted',
      event: 'push',
      verifiedBy: 'webhook_secret',
      repository: 'acme/voice',
      ref: 'main',
      externalId: sent.headers['x-github-delivery'],
      size: sent.body.length,
      repeats: 0,
    })
    expect(JSON.stringify(row)).not.toContain(sent.headers['x-hub-signature-256'])
    expect(JSON.stringify(row?.body)).not.toContain('acme')
    expect(openBody(id, row?.body)).toEqual(sent.body)
    expect(await jobsOf(id)).toHaveLength(1)
  })

  test('is a duplicate the second time, and starts no second job', async () => {
    const { connection, secret } = await setting()
    const sent = fromGithub(secret, pushPayload())
    const first = receiptOf(await send(sent))
    const second = receiptOf(await send(sent))
    expect(second).toEqual({ delivery_id: first.delivery_id, status: 'duplicate' })
    await receiver.written()
    expect(await deliveriesOf(database.db, connection.id)).toMatchObject([{ repeats: 1 }])
    expect(await jobsOf(first.delivery_id)).toHaveLength(1)
  })

  test('acts once when it comes twice at the same instant, at one receiver or at two', async () => {
    const { connection, secret } = await setting()
    const other = openReceiver(db)
    for (const receivers of [
      [send, send],
      [send, other.send, send],
    ]) {
      const sent = fromGithub(secret, pushPayload())
      const replies = await Promise.all(receivers.map((send) => send(sent)))
      const receipts = replies.map(receiptOf)
      expect(receipts.filter(({ status }) => status === 'accepted')).toHaveLength(1)
      expect(new Set(receipts.map(({ delivery_id }) => delivery_id)).size).toBe(1)
      expect(await jobsOf(receipts[0]?.delivery_id ?? '')).toHaveLength(1)
    }
    await Promise.all([receiver.written(), other.receiver.written()])
    const rows = await deliveriesOf(database.db, connection.id)
    expect(rows.map(({ repeats }) => repeats).toSorted()).toEqual([1, 2])
  })

  test('may be a form, whose signature covers the form', async () => {
    const { secret } = await setting()
    expect(receiptOf(await send(fromGithub(secret, pushPayload(), { form: true })))).toMatchObject({
      status: 'accepted',
    })
  })

  test('of GitLab and Jenkins is verified by what they sign', async () => {
    const token = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const gitlab = await setting({ kind: 'gitlab', inbound: { signing_token: token } })
    const jenkins = await setting({
      kind: 'jenkins',
      inbound: { webhook_secret: 'jenkins secret' },
    })
    expect(receiptOf(await send(fromGitlab(token))).status).toBe('accepted')
    expect(receiptOf(await send(fromJenkins('jenkins secret'))).status).toBe('accepted')
    const rows = [
      ...(await deliveriesOf(database.db, gitlab.connection.id)),
      ...(await deliveriesOf(database.db, jenkins.connection.id)),
    ]
    expect(rows).toMatchObject([
      { provider: 'gitlab', verifiedBy: 'signing_token', repository: 'acme/group/voice' },
      { provider: 'jenkins', verifiedBy: 'webhook_secret' },
    ])
  })

  test('of a replaced secret is accepted until its end, and told apart', async () => {
    const replaced = { field: 'webhook_secret', value: newSecret(), overlapMs: 3_600_000 }
    const { connection, secret } = await setting({
      inbound: { webhook_secret: newSecret() },
      replaced,
    })
    expect(secret).not.toBe(replaced.value)
    const late = openReceiver(db, { now: () => Date.now() + 3_700_000 })
    expect((await send(fromGithub(replaced.value, pushPayload()))).status).toBe(202)
    expect((await late.send(fromGithub(replaced.value, pushPayload()))).status).toBe(401)
    expect(await deliveriesOf(database.db, connection.id)).toMatchObject([
      { verifiedBy: 'webhook_secret.previous' },
    ])
    await receiver.written()
    const [row] = await database.db
      .select()
      .from(integrations)
      .where(eq(integrations.id, connection.id))
    expect(row && stateOf(row)).toMatchObject({ last_verified_by: 'webhook_secret.previous' })
  })

  test('goes to the connection that its address names', async () => {
    const [one, other] = [await setting(), await setting()]
    const sent = fromGithub(one.secret, pushPayload())
    expect((await send(sent, { connectionId: other.connection.id })).status).toBe(401)
    expect((await send(sent, { connectionId: one.connection.id })).status).toBe(202)
    expect(await deliveriesOf(database.db, other.connection.id)).toEqual([])
  })

  test('belongs to the organization of its connection alone', async () => {
    const [one, other] = [await setting(), await setting()]
    const { delivery_id: id } = receiptOf(await send(fromGithub(one.secret, pushPayload())))
    const [row] = await deliveriesOf(database.db, one.connection.id)
    expect(row).toMatchObject({ id, organizationId: one.ctx.organizationId })
    expect(one.ctx.organizationId).not.toBe(other.ctx.organizationId)
  })

  test('marks the connection as connected when it is a ping', async () => {
    const { connection, secret } = await setting()
    const ping = {
      zen: 'Design for failure.',
      hook_id: 1,
      hook: {},
      repository: { full_name: 'a/b' },
    }
    const reply = await send(fromGithub(secret, ping, { event: 'ping' }))
    expect(receiptOf(reply).status).toBe('accepted')
    await receiver.written()
    const [row] = await database.db
      .select()
      .from(integrations)
      .where(eq(integrations.id, connection.id))
    expect(row && stateOf(row).connected_at).toBeDefined()
    const [delivery] = await deliveriesOf(database.db, connection.id)
    expect(delivery).toMatchObject({ status: 'processed' })
    expect(await jobsOf(delivery?.id ?? '')).toHaveLength(0)
  })

  test('is ignored with the reason, not refused, when nobody handles it', async () => {
    const { connection, secret } = await setting()
    const closed = { ...pullPayload(), action: 'closed' }
    const replies = [
      receiptOf(await send(fromGithub(secret, closed, { event: 'pull_request' }))),
      receiptOf(await send(fromGithub(secret, { action: 'created' }, { event: 'star' }))),
    ]
    expect(replies).toMatchObject([
      { status: 'ignored', reason: expect.stringContaining('closed') as string },
      { status: 'ignored', reason: expect.stringContaining('star') as string },
    ])
    const rows = await deliveriesOf(database.db, connection.id)
    expect(rows.map(({ status }) => status)).toEqual(['ignored', 'ignored'])
  })

  test('of broken JSON is the sender’s fault, told and kept', async () => {
    const { connection, secret } = await setting()
    expect(await send(fromGithub(secret, '{"ref": '))).toMatchObject({ status: 400 })
    expect(await deliveriesOf(database.db, connection.id)).toMatchObject([{ status: 'failed' }])
  })

  test('with hostile text is stored all the same', async () => {
    const { connection, secret } = await setting()
    const payload = pushPayload({ branch: `a\u0000b\ud800${'x'.repeat(400)}` })
    expect((await send(fromGithub(secret, payload))).status).toBe(202)
    const [row] = await deliveriesOf(database.db, connection.id)
    // Never cut: what is left of a branch's name is another branch.
    expect(row?.ref).toBe(`a b\ufffd${'x'.repeat(400)}`)
    expect(row?.ref).not.toContain('\u0000')
  })
})

test('a connection made a moment ago is known when its first delivery comes', async () => {
  const slow = openReceiver(db, { maxAgeMs: 60_000 })
  const first = await setting()
  expect((await slow.send(fromGithub(first.secret, pushPayload()))).status).toBe(202)
  const made = await setting()
  await vi.waitFor(
    async () => expect((await slow.send(fromGithub(made.secret, pushPayload()))).status).toBe(202),
    { timeout: 30_000 },
  )
})
