import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { processDelivery } from '#lib/webhooks/process-delivery.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import { fromGithub, pushPayload } from '#lib/webhooks/testing/deliveries.ts'
import { openReceiver, receiptOf } from '#lib/webhooks/testing/open-receiver.ts'
import { useWebhooks } from '#lib/webhooks/testing/use-webhooks.ts'

const { database, runsOf, setting } = useWebhooks()
const { receiver, send } = openReceiver(() => database.db)

type Setting = Awaited<ReturnType<typeof setting>>

const feature = (branch: string) => pushPayload({ branch })
const sentTo = ({ secret }: Setting, payload: unknown, event = 'push') =>
  fromGithub(secret, payload, { event })

const jobsOf = (id: string) =>
  database.db.execute(
    sql`select 1 from pgboss.job where name = 'webhook.process' and data ->> 'deliveryId' = ${id}`,
  )

async function outcomeOf({ ctx }: Setting, id: string) {
  const { status, reason, decisions, attempts, processed_at: at } = await getDelivery(ctx, id)
  return {
    status,
    reason,
    decisions,
    attempts,
    processed: at !== null,
    jobs: (await jobsOf(id)).length,
  }
}

const waits = { status: 'accepted', decisions: [], attempts: 0, processed: false, jobs: 1 }

const comment = {
  action: 'created',
  issue: { number: 3, title: 'Change it', labels: [], pull_request: { url: 'x' } },
  comment: {
    ...{ id: 5, body: '/earshot run', author_association: 'MEMBER' },
    user: { login: 'octocat', type: 'User' },
  },
  repository: { full_name: 'acme/voice' },
  sender: { login: 'octocat' },
}

describe('a delivery that no rule matches', () => {
  test.each([
    ['a branch that no rule lists', [{ branches: ['main'] }], 'other'],
    ['rules that all say no', [{ branches: ['main'] }, { paths: ['docs/**'] }], 'x'],
    ['an event that the rules do not list', [{ events: ['tag' as const] }], 'main'],
  ])('%s: is settled where it arrives, as a worker would', async (_, rules, branch) => {
    const made = await setting(rules)
    const byWorker = await made.deliver(feature(branch))
    await processDelivery(made.system, byWorker)
    const receipt = receiptOf(await send(sentTo(made, feature(branch))))
    expect(receipt.status).toBe('accepted')
    const { jobs, ...here } = await outcomeOf(made, receipt.delivery_id)
    expect({ ...here, jobs: 1 }).toEqual(await outcomeOf(made, byWorker))
    expect(here).toMatchObject({ status: 'ignored', attempts: 1, processed: true })
    expect(jobs).toBe(0)
  })

  test('is a duplicate the second time, also in the same batch', async () => {
    const made = await setting([{ branches: ['main'] }])
    const sent = sentTo(made, feature('other'))
    const receipts = (await Promise.all([send(sent), send(sent)])).map(receiptOf)
    receipts.push(receiptOf(await send(sent)))
    expect(receipts.map(({ status }) => status).toSorted()).toEqual([
      'accepted',
      'duplicate',
      'duplicate',
    ])
    expect(new Set(receipts.map((receipt) => receipt.delivery_id)).size).toBe(1)
    await receiver.written()
    const { repeats } = await getDelivery(made.ctx, receipts[0]?.delivery_id ?? '')
    expect(repeats).toBe(2)
  })
})

describe('a delivery is left to a worker, with a job,', () => {
  test('when a rule matches, whatever its neighbours in a batch come to', async () => {
    const made = await setting([{ branches: ['main'] }])
    const branches = ['a', 'main', 'b', 'main']
    const ids = (
      await Promise.all(branches.map((branch) => send(sentTo(made, feature(branch)))))
    ).map((reply) => receiptOf(reply).delivery_id)
    const outcomes = await Promise.all(ids.map((id) => outcomeOf(made, id)))
    expect(outcomes.map(({ status, jobs }) => `${status} ${jobs}`)).toEqual([
      'ignored 0',
      'accepted 1',
      'ignored 0',
      'accepted 1',
    ])
    for (const id of ids) await processDelivery(made.system, id)
    expect(await runsOf(made.ctx)).toHaveLength(2)
  })

  test('when its connection has no rules, which has to be said with the reason', async () => {
    const made = await setting([])
    const { delivery_id: id } = receiptOf(await send(sentTo(made, feature('other'))))
    expect(await outcomeOf(made, id)).toMatchObject(waits)
  })

  test('when it is a comment whose commit has to be asked for', async () => {
    const made = await setting([{ branches: ['main'], events: ['comment'] }])
    const { delivery_id: id } = receiptOf(await send(sentTo(made, comment, 'issue_comment')))
    expect(await outcomeOf(made, id)).toMatchObject(waits)
  })

  test('when there is much to hold against many patterns', async () => {
    const paths = Array.from({ length: 50 }, (_, n) => `${'folder/'.repeat(10)}*${n}.md`)
    const made = await setting([{ branches: ['main'], paths }])
    const files = Array.from({ length: 100 }, (_, n) => `src/${n}.ts`)
    const many = pushPayload({ branch: 'main', files })
    const { delivery_id: id } = receiptOf(await send(sentTo(made, many)))
    expect(await outcomeOf(made, id)).toMatchObject(waits)
    await processDelivery(made.system, id)
    expect(await outcomeOf(made, id)).toMatchObject({ status: 'ignored', attempts: 1 })
  })
})

describe('rules that were changed after a receiver has read them', () => {
  /** Reads connections once and never again. */
  async function forgetful(made: Setting) {
    const late = openReceiver(() => database.db, { maxAgeMs: 3_600_000 })
    const first = receiptOf(await late.send(sentTo(made, feature('other'))))
    expect(await outcomeOf(made, first.delivery_id)).toMatchObject({ status: 'ignored', jobs: 0 })
    return late
  }

  test('are those that count: what the old ones did not match runs by the new ones', async () => {
    const made = await setting([{ branches: ['main'] }])
    const late = await forgetful(made)
    const { suite, target } = made
    const rule = { name: 'all', events: ['push' as const], mode: 'text' as const }
    const rules = [{ ...rule, suites: [suite.id], target: target.id }]
    await setTriggers(made.ctx, made.connection.id, { rules })
    const { delivery_id: id } = receiptOf(await late.send(sentTo(made, feature('other'))))
    expect(await outcomeOf(made, id)).toMatchObject(waits)
    await processDelivery(made.system, id)
    expect(await outcomeOf(made, id)).toMatchObject({ status: 'processed', attempts: 1 })
    expect(await runsOf(made.ctx)).toHaveLength(1)
  })

  test('and what the connection takes, too', async () => {
    const made = await setting([{ branches: ['main'] }])
    const late = await forgetful(made)
    await database.db.execute(sql`
      update integrations set config = '{"webhooks": {"enabled": false}}' where id = ${made.connection.id}`)
    const { delivery_id: id } = receiptOf(await late.send(sentTo(made, feature('other'))))
    expect(await outcomeOf(made, id)).toMatchObject(waits)
    await processDelivery(made.system, id)
    const { reason } = await outcomeOf(made, id)
    expect(reason).toBe('Webhooks of this connection are switched off')
  })
})
