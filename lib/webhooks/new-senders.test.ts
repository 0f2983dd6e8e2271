import { describe, expect, test } from 'vitest'

import { testRuns } from '#db/schema/runs.ts'
import { createCtx, createSuiteFixture, createTargetFixture } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { systemCtx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { processDelivery } from '#lib/webhooks/process-delivery.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import {
  createConnectionFixture,
  fromGithub,
  newSha,
  pushPayload,
  type Sent,
} from '#lib/webhooks/testing/deliveries.ts'
import { deliveriesOf, openReceiver, receiptOf } from '#lib/webhooks/testing/open-receiver.ts'
import {
  azureBuild,
  azurePull,
  azurePush,
  bitbucketPull,
  bitbucketPush,
  fromAzure,
  fromBitbucket,
} from '#lib/webhooks/testing/senders.ts'
import { eq } from 'drizzle-orm'

const database = useTestDatabase()
useBoss(database)
const { send } = openReceiver(() => database.db)
let count = 0

async function setting(kind: string) {
  const ctx = await createCtx(database.db)
  const secret = `a secret nobody else has ${++count}`.replaceAll(' ', '-')
  const inbound = { webhook_secret: secret }
  const connection = await createConnectionFixture(ctx, { kind, inbound })
  const { suite } = await createSuiteFixture(ctx)
  const target = await createTargetFixture(ctx)
  const rule = {
    name: 'all',
    events: ['push', 'tag', 'pull_request', 'build'] as ('push' | 'tag')[],
    suites: [suite.id],
    target: target.name,
    mode: 'text' as const,
  }
  await setTriggers(ctx, connection.id, { rules: [rule] })
  const system = systemCtx(database.db, ctx.organizationId)
  const run = async (sent: Sent, more = {}) => {
    const id = receiptOf(await send(sent, more)).delivery_id
    await processDelivery(system, id)
    return getDelivery(ctx, id)
  }
  const runs = async () =>
    database.db.select().from(testRuns).where(eq(testRuns.organizationId, ctx.organizationId))
  return { ctx, secret, connection, run, runs }
}

describe('Bitbucket', () => {
  test('a signed push starts a run of its commit', async () => {
    const { secret, run, runs, connection } = await setting('bitbucket')
    const sha = newSha()
    const delivery = await run(fromBitbucket(secret, bitbucketPush([{ sha }])))
    expect(delivery).toMatchObject({ status: 'processed', provider: 'bitbucket', ref: 'main', sha })
    expect(await runs()).toMatchObject([
      {
        git: { provider: 'bitbucket', repository: 'acme/voice', sha, branch: 'main' },
        trigger: { connection_id: connection.id },
      },
    ])
  })

  test('a push of several branches and tags is as many events', async () => {
    const { secret, run, runs } = await setting('bitbucket')
    const changes = [
      { name: 'gone', sha: null },
      { name: 'one' },
      { name: 'feature/two' },
      { type: 'tag' as const, name: 'v1' },
    ]
    const delivery = await run(fromBitbucket(secret, bitbucketPush(changes)))
    expect(delivery.decisions.map(({ reason }) => reason)).toEqual([
      'one: started',
      'feature/two: started',
      'v1: started',
    ])
    const branches = (await runs()).map(({ git }) => (git as { branch: string }).branch)
    expect(branches.toSorted()).toEqual(['feature/two', 'one', 'v1'])
  })

  test('push and pull request of one commit, which is told in two lengths, are one run', async () => {
    const { secret, run, runs } = await setting('bitbucket')
    const sha = newSha()
    await run(fromBitbucket(secret, bitbucketPush([{ sha, name: 'speak-up' }])))
    const pull = fromBitbucket(secret, bitbucketPull({ sha }), { event: 'pullrequest:created' })
    expect((await run(pull)).decisions[0]?.reason).toContain('has started it before')
    expect(await runs()).toHaveLength(1)
  })

  test.each([
    ['a fork', { source: 'stranger/voice' }, 'fork'],
    ['a deleted fork', { source: null }, 'fork'],
    ['a draft', { draft: true }, 'draft'],
    ['a merged one', { state: 'MERGED' }, 'not open'],
  ])('a pull request from %s starts nothing', async (_name, facts, why) => {
    const { secret, run, runs } = await setting('bitbucket')
    const sent = fromBitbucket(secret, bitbucketPull(facts), { event: 'pullrequest:updated' })
    const delivery = await run(sent)
    expect(delivery).toMatchObject({ status: 'ignored' })
    expect(delivery.reason).toContain(why)
    expect(await runs()).toEqual([])
  })

  test('the event of a server of one’s own is named as such', async () => {
    const { secret, run } = await setting('bitbucket')
    const delivery = await run(fromBitbucket(secret, {}, { event: 'pr:opened' }))
    expect(delivery.reason).toContain('only Bitbucket Cloud')
  })
})

describe('Azure DevOps', () => {
  test('a push with the password starts a run, also of a project with spaces', async () => {
    const { secret, run, runs } = await setting('azure_devops')
    const sha = newSha()
    const delivery = await run(fromAzure(secret, azurePush([{ sha }])))
    expect(delivery).toMatchObject({ status: 'processed', event: 'git.push', ref: 'main', sha })
    expect(await runs()).toMatchObject([{ git: { repository: 'Acme/voice app', sha } }])
    expect(JSON.stringify(delivery)).not.toContain(secret)
  })

  test('the header that people may enter is as good as the password', async () => {
    const { secret, run } = await setting('azure_devops')
    const { authorization: _basic, ...headers } = fromAzure(secret, {}).headers
    const sent = fromAzure(secret, azurePush())
    const delivery = await run({ ...sent, headers: { ...headers, 'x-earshot-token': secret } })
    expect(delivery.status).toBe('processed')
    expect(delivery.headers['x-earshot-token']).toBe('•••')
  })

  test('several branches of one push are as many events', async () => {
    const { secret, run } = await setting('azure_devops')
    const updates = [{ name: 'refs/heads/a' }, { name: 'refs/tags/v1' }, { sha: null }]
    const { decisions } = await run(fromAzure(secret, azurePush(updates)))
    expect(decisions.map(({ reason }) => reason)).toEqual(['a: started', 'v1: started'])
  })

  test.each([
    ['of the project', {}, 'processed'],
    ['from a fork', { forkSource: { name: 'refs/heads/x' } }, 'ignored'],
    ['that is a draft', { isDraft: true }, 'ignored'],
    ['that is completed', { status: 'completed' }, 'ignored'],
  ])('a pull request %s', async (_name, facts, status) => {
    const { secret, run } = await setting('azure_devops')
    expect((await run(fromAzure(secret, azurePull(facts)))).status).toBe(status)
  })

  test.each([
    ['that succeeded', {}, 'processed'],
    ['that failed', { result: 'failed' }, 'ignored'],
    [
      'of a pull request whose fork nobody denies',
      { sourceBranch: 'refs/pull/1/merge' },
      'ignored',
    ],
    [
      'of a pull request of the project',
      { sourceBranch: 'refs/pull/1/merge', triggerInfo: { 'pr.isFork': 'False' } },
      'processed',
    ],
    [
      'as version 1.0 tells it',
      {
        status: 'succeeded',
        result: undefined,
        sourceBranch: undefined,
        sourceVersion: undefined,
        sourceGetVersion: `LG:refs/heads/main:${newSha()}`,
      },
      'processed',
    ],
  ])('a build %s', async (_name, facts, status) => {
    const { secret, run } = await setting('azure_devops')
    expect((await run(fromAzure(secret, azureBuild(facts)))).status).toBe(status)
  })

  test('the button Test shows the connection as connected and starts nothing', async () => {
    const { secret, run, runs } = await setting('azure_devops')
    const subscriptionId = '00000000-0000-0000-0000-000000000000'
    const delivery = await run(fromAzure(secret, azurePush([{}], { subscriptionId })))
    expect(delivery.reason).toContain('ping')
    expect(await runs()).toEqual([])
  })
})

describe.each([
  ['bitbucket', fromBitbucket, bitbucketPush],
  ['azure_devops', fromAzure, azurePush],
] as const)('the door for %s', (kind, from, payload) => {
  test('is shut for what is forged, unsigned, or meant for somebody else', async () => {
    const mine = await setting(kind)
    const theirs = await setting(kind)
    const sent = from(mine.secret, payload())
    const bare = Object.entries(sent.headers).filter(([name]) => !/signature|authoriz/.test(name))
    const off = await createConnectionFixture(mine.ctx, {
      kind,
      isEnabled: false,
      inbound: { webhook_secret: 'of-a-connection-that-is-off' },
    })
    const refused = await Promise.all([
      send(from('somebody-else-altogether', payload())),
      send(from('', payload())),
      send(sent, { connectionId: theirs.connection.id }),
      send(from(theirs.secret, payload()), { connectionId: mine.connection.id }),
      send(from('of-a-connection-that-is-off', payload()), { connectionId: off.id }),
      send({ ...sent, headers: { ...Object.fromEntries(bare), 'x-event-key': 'repo:push' } }),
      // Another provider's signature with the same secret opens nothing.
      send(fromGithub(mine.secret, pushPayload())),
    ])
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401))
    expect(new Set(refused.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    for (const { connection } of [mine, theirs])
      expect(await deliveriesOf(database.db, connection.id)).toEqual([])
  })

  test('a replay is a duplicate, and under another id starts nothing again', async () => {
    const { secret, run, runs } = await setting(kind)
    const sent = from(secret, payload())
    await run(sent)
    expect((await send(sent)).body).toMatchObject({ status: 'duplicate' })
    if ('x-request-uuid' in sent.headers) {
      const headers = { ...sent.headers, 'x-request-uuid': 'another-one' }
      expect((await run({ ...sent, headers })).decisions[0]?.started).toBe(false)
    }
    expect(await runs()).toHaveLength(1)
  })

  test('a body that is no JSON is 400, an array is ignored', async () => {
    const { secret } = await setting(kind)
    expect((await send(from(secret, [1, 2]))).body).toMatchObject({ status: 'ignored' })
    const broken = Buffer.from('{"a":')
    const signed = kind === 'azure_devops' ? fromAzure(secret, {}) : null
    if (signed) expect((await send({ ...signed, body: broken })).status).toBe(400)
  })
})

test('a delivery that carries a password beside another sender’s header is that sender’s', async () => {
  const { secret, run } = await setting('bitbucket')
  const sent = fromBitbucket(secret, bitbucketPush())
  const authorization = `Basic ${Buffer.from('proxy:password').toString('base64')}`
  expect((await run({ ...sent, headers: { ...sent.headers, authorization } })).status).toBe(
    'processed',
  )
})

test.each(['Basic ', 'Basic !!!!', `Basic ${Buffer.from('nocolon').toString('base64')}`])(
  '%s is no password',
  async (authorization) => {
    await setting('azure_devops')
    const sent = fromAzure('x', azurePush())
    expect((await send({ ...sent, headers: { ...sent.headers, authorization } })).status).toBe(401)
  },
)
