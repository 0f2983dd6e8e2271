import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { createCtx, createSuiteFixture, createTargetFixture } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import { FakeGitlab } from '#lib/engines/vendors/testing/fake-ci/fake-gitlab.ts'
import { updateConnection } from '#lib/integrations/update-connection.ts'
import { connect, rowsOf, sendAll } from '#lib/notifications/testing/outbox.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { listRuns } from '#lib/runs/queries.ts'
import { dryRunDelivery } from '#lib/webhooks/dry-run-delivery.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import {
  fromGithub,
  fromGitlab,
  newSha,
  pullPayload,
  pushPayload,
  type Sent,
} from '#lib/webhooks/testing/deliveries.ts'
import { openReceiver, receiptOf } from '#lib/webhooks/testing/open-receiver.ts'
import type { TriggerRule } from '#lib/webhooks/schema.ts'
import { processWebhook } from '#workers/handlers/process-webhook.ts'

const database = useTestDatabase()
const queue = useBoss(database)
const { send } = openReceiver(() => database.db)
let sql: Sql
let github: FakeGithub
let gitlab: FakeGitlab

beforeAll(async () => {
  sql = openSql(database.url, { max: 2 })
  github = await FakeGithub.start()
  gitlab = await FakeGitlab.start({ projects: ['acme/group/voice'] })
})
afterAll(async () => {
  await Promise.all([github.close(), gitlab.close(), sql.end()])
})

const secret = 'a secret of this file'
const signing = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

async function stage(rule: Partial<TriggerRule> = {}, kind: 'github' | 'gitlab' = 'github') {
  const ctx = await createCtx(database.db)
  const { suite } = await createSuiteFixture(ctx, { name: 'Weather' })
  const target = await createTargetFixture(ctx, { name: 'Simulator' })
  const connection = await connect(ctx, {
    kind,
    name: kind,
    config: { base_url: kind === 'github' ? github.url : gitlab.url },
    secrets:
      kind === 'github'
        ? { token: 'ghp_good', webhook_secret: secret }
        : { token: 'glpat-good', signing_token: signing },
  })
  const base = {
    name: 'all',
    events: ['push' as const, 'pull_request' as const, 'comment' as const],
    suites: [suite.name],
    target: target.name,
    mode: 'text' as const,
  }
  await setTriggers(ctx, connection, { rules: [base] })
  // As a rule is after what it names was renamed.
  const [stored] = await sql<{ triggers: object[] }[]>`
    select triggers from integrations where id = ${connection}`
  const triggers = [{ ...stored?.triggers[0], ...rule }] as unknown[]
  await sql`update integrations set triggers = ${JSON.stringify(triggers)}::text::jsonb
    where id = ${connection}`
  const deliver = async (sent: Sent) => {
    const id = receiptOf(await send(sent, { connectionId: connection })).delivery_id
    await work(ctx, id)
    return getDelivery(ctx, id)
  }
  return { ctx, connection, deliver, suite, target }
}

async function work(ctx: Ctx, deliveryId: string) {
  const tools = { sql, db: database.db, boss: queue.boss, schedule: () => undefined }
  const payload = { organizationId: ctx.organizationId, deliveryId }
  await processWebhook(tools, payload, AbortSignal.timeout(30_000))
}

describe('a rule that matched and could not start its run', () => {
  test('is an error on the commit, with the reason, at GitHub', async () => {
    const { ctx, deliver } = await stage({ suites: ['Weather', 'Gone'] })
    const sha = newSha()
    const delivery = await deliver(fromGithub(secret, pushPayload({ sha })))
    expect(delivery).toMatchObject({ status: 'failed' })
    await sendAll(ctx)
    const mine = github.statuses.filter((status) => status.sha === sha)
    expect(mine.map(({ context, state }) => [context, state])).toEqual([
      ['continuous-integration/automated-testing/Weather', 'error'],
      ['continuous-integration/automated-testing/Gone', 'error'],
    ])
    expect(mine[0]).toMatchObject({
      description: 'could not start: There is no suite Gone',
      target_url: expect.stringContaining(`/settings/deliveries/${delivery.id}`) as string,
    })
    expect(github.refusals).toEqual([])
  })

  test('is a failed status at GitLab', async () => {
    const { ctx, deliver } = await stage({ target: 'Nowhere' }, 'gitlab')
    const sha = newSha()
    await deliver(fromGitlab(signing, { sha }))
    await sendAll(ctx)
    expect(gitlab.statuses.filter((status) => status.sha === sha)).toMatchObject([
      { status: 'failed', ref: 'main', description: 'could not start: There is no target Nowhere' },
    ])
  })

  test('is told once, however often the job is repeated, and a run of the commit comes after it', async () => {
    const { ctx, deliver, suite } = await stage({ target: 'Nowhere' })
    const sha = newSha()
    const { id } = await deliver(fromGithub(secret, pushPayload({ sha })))
    await work(ctx, id)
    expect(await rowsOf(ctx)).toHaveLength(1)
    await sendAll(ctx)
    expect(Object.values(github.statesOf(sha))).toEqual(['error'])
    expect(suite.name).toBe('Weather')
  })

  test('leaves the commit alone where statuses are switched off', async () => {
    const { ctx, connection, deliver } = await stage({ target: 'Nowhere' })
    const config = { base_url: github.url, commit_status: { enabled: false } }
    await updateConnection(ctx, connection, { config })
    await deliver(fromGithub(secret, pushPayload()))
    expect(await rowsOf(ctx)).toEqual([])
  })
})

const comment = (body = '/earshot run', id = Math.trunc(Math.random() * 1e9)) => ({
  action: 'created',
  issue: { number: 7, title: 'Speak up', labels: [], pull_request: { url: 'x' } },
  comment: { id, body, author_association: 'MEMBER', user: { login: 'octocat', type: 'User' } },
  repository: { full_name: 'acme/voice' },
  sender: { login: 'octocat' },
})
const asComment = (payload: object) => fromGithub(secret, payload, { event: 'issue_comment' })

function pullAt(sha: string, repository: string | null = 'acme/voice', state = 'open') {
  github.pulls.set(7, {
    title: 'Speak up',
    state,
    labels: [],
    head: { sha, ref: 'speak-up', repo: repository && { full_name: repository } },
    base: { ref: 'main', repo: { full_name: 'acme/voice' } },
  })
  github.permissions.set('octocat', 'write')
}

const countRuns = async (ctx: Ctx) => (await listRuns(ctx)).data.length

describe('/earshot run in a comment', () => {
  test('runs the head of the pull request, again for a commit that was tested', async () => {
    const { ctx, deliver } = await stage({ branches: ['main'] })
    const sha = newSha()
    pullAt(sha)
    await deliver(fromGithub(secret, pullPayload({ sha }), { event: 'pull_request' }))
    const delivery = await deliver(asComment(comment()))
    expect(delivery).toMatchObject({ status: 'processed', decisions: [{ started: true }] })
    const [run] = (await listRuns(ctx)).data
    expect(run?.id).toBe(delivery.decisions[0]?.run_id)
    expect(await countRuns(ctx)).toBe(2)
  })

  test('by two webhooks is one run', async () => {
    const { ctx, deliver } = await stage()
    pullAt(newSha())
    const once = comment('/earshot run', 4_711)
    await deliver(asComment(once))
    expect((await deliver(asComment(once))).decisions[0]?.started).toBe(false)
    expect(await countRuns(ctx)).toBe(1)
  })

  test('of one who may only read is refused, whatever the event says of them', async () => {
    const { ctx, deliver } = await stage({ authors: 'anyone' })
    pullAt(newSha())
    for (const permission of ['read', 'none', 'triage']) {
      github.permissions.set('octocat', permission)
      const delivery = await deliver(asComment(comment()))
      expect(delivery).toMatchObject({ status: 'ignored' })
      expect(delivery.reason).toContain('may not write')
    }
    github.permissions.delete('octocat')
    expect((await deliver(asComment(comment()))).reason).toContain('may not write')
    expect(await countRuns(ctx)).toBe(0)
  })

  test.each([
    ['a fork', 'stranger/voice'],
    ['a deleted fork', null],
  ])('does not run the code of %s, who ever asks', async (_name, repository) => {
    const { ctx, deliver } = await stage()
    pullAt(newSha(), repository)
    expect((await deliver(asComment(comment()))).reason).toContain('fork')
    expect(await countRuns(ctx)).toBe(0)
  })

  test('names a rule or a suite, and nothing else starts', async () => {
    const { ctx, deliver } = await stage()
    pullAt(newSha())
    expect((await deliver(asComment(comment('/earshot run Music')))).reason).toContain('Music')
    expect((await deliver(asComment(comment('/earshot run weather')))).status).toBe('processed')
    expect(await countRuns(ctx)).toBe(1)
  })

  test('of a closed pull request, and one without a token to ask, is told in words', async () => {
    const { ctx, connection, deliver } = await stage()
    pullAt(newSha(), 'acme/voice', 'closed')
    expect((await deliver(asComment(comment()))).reason).toContain('not open')
    await updateConnection(ctx, connection, { secrets: { token: null } })
    const delivery = await deliver(asComment(comment()))
    expect(delivery).toMatchObject({ status: 'failed' })
    expect(delivery.reason).toContain('no token')
    expect((await dryRunDelivery(ctx, delivery.id)).ignored).toContain('no token')
  })
})

describe('what a connection takes', () => {
  const taking = async (webhooks: { enabled?: boolean; events?: string[] }) => {
    const { ctx, connection, deliver } = await stage()
    await updateConnection(ctx, connection, { config: { base_url: github.url, webhooks } })
    const delivery = await deliver(fromGithub(secret, pushPayload()))
    return { delivery, runs: await countRuns(ctx) }
  }

  test('is everything unless it says otherwise', async () =>
    expect((await taking({ events: [] })).runs).toBe(1))

  test('an event that is not listed starts nothing and says so', async () => {
    const { delivery, runs } = await taking({ events: ['release'] })
    expect(runs).toBe(0)
    expect(delivery).toMatchObject({
      status: 'ignored',
      reason: 'The connection does not take a push: its events are release',
    })
  })

  test('switched off, it takes nothing', async () => {
    const { delivery, runs } = await taking({ enabled: false })
    expect(runs).toBe(0)
    expect(delivery.reason).toContain('switched off')
  })
})
