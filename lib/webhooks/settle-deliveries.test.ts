import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { webhookDeliveries } from '#db/schema/webhooks.ts'
import { finishDelivery, processDelivery } from '#lib/webhooks/process-delivery.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { settleDeliveries } from '#lib/webhooks/settle-deliveries.ts'
import { pushPayload } from '#lib/webhooks/testing/deliveries.ts'
import { useWebhooks } from '#lib/webhooks/testing/use-webhooks.ts'

const { database, runsOf, setting } = useWebhooks()

const feature = (branch: string) => pushPayload({ branch })
const wantedOf = (organizationId: string, ids: string[]) =>
  ids.map((deliveryId) => ({ organizationId, deliveryId }))

const outcomeOf = async (ctx: Parameters<typeof getDelivery>[0], id: string) => {
  const { status, reason, decisions, attempts } = await getDelivery(ctx, id)
  return { status, reason, decisions, attempts }
}

test.each([
  ['a branch that no rule lists', [{ branches: ['main'] }], 'other'],
  ['rules that all say no', [{ branches: ['main'] }, { paths: ['docs/**'] }], 'x'],
  ['an event that the rules do not list', [{ events: ['tag' as const] }], 'main'],
  ['a connection without rules', [], 'main'],
])('%s: the result is the same as alone', async (_, rules, branch) => {
  const { ctx, system, deliver } = await setting(rules)
  const [together, alone] = [await deliver(feature(branch)), await deliver(feature(branch))]
  expect(await settleDeliveries(database.db, wantedOf(ctx.organizationId, [together]))).toEqual([])
  await processDelivery(system, alone)
  expect(await outcomeOf(ctx, together)).toEqual(await outcomeOf(ctx, alone))
  expect((await outcomeOf(ctx, together)).status).toBe('ignored')
  expect(await runsOf(ctx)).toEqual([])
})

test('those of several organizations at once, each by its own rules; what matches is left with its try counted', async () => {
  const one = await setting([{ branches: ['main'] }])
  const other = await setting([{ branches: ['other'] }])
  const ids = [await one.deliver(feature('main')), await one.deliver(feature('other'))]
  const theirs = [await other.deliver(feature('main')), await other.deliver(feature('other'))]
  const left = await settleDeliveries(database.db, [
    ...wantedOf(one.ctx.organizationId, ids),
    ...wantedOf(other.ctx.organizationId, theirs),
  ])
  expect(left).toEqual([
    { deliveryId: ids[0], attempt: 1 },
    { deliveryId: theirs[1], attempt: 1 },
  ])
  expect(await outcomeOf(one.ctx, ids[0] ?? '')).toMatchObject({ status: 'accepted', attempts: 1 })
  expect(await outcomeOf(other.ctx, theirs[0] ?? '')).toMatchObject({ status: 'ignored' })
  await finishDelivery(one.system, ids[0] ?? '', 1)
  expect(await outcomeOf(one.ctx, ids[0] ?? '')).toMatchObject({ status: 'processed', attempts: 1 })
  expect(await runsOf(one.ctx)).toHaveLength(1)
})

test('a delivery under the name of another organization is not touched', async () => {
  const { ctx, deliver } = await setting([{ branches: ['main'] }])
  const stranger = await setting()
  const id = await deliver(feature('other'))
  const left = await settleDeliveries(database.db, wantedOf(stranger.ctx.organizationId, [id]))
  expect(left).toEqual([{ deliveryId: id, attempt: null }])
  expect(await outcomeOf(ctx, id)).toMatchObject({ status: 'accepted', attempts: 0 })
})

test('large ones and settled ones are left uncounted, a comment that has to be asked about counted', async () => {
  const { ctx, deliver } = await setting([{ branches: ['main'], events: ['push', 'comment'] }])
  const large = await deliver({ ...feature('other'), filler: 'x'.repeat(70_000) })
  const settled = await deliver(feature('other'))
  const comment = await deliver(
    {
      action: 'created',
      issue: { number: 3, title: 'Change it', labels: [], pull_request: { url: 'x' } },
      comment: {
        ...{ id: 5, body: '/earshot run', author_association: 'MEMBER' },
        user: { login: 'octocat', type: 'User' },
      },
      repository: { full_name: 'acme/voice' },
      sender: { login: 'octocat' },
    },
    'issue_comment',
  )
  await settleDeliveries(database.db, wantedOf(ctx.organizationId, [settled]))
  const ids = [large, settled, comment]
  expect(await settleDeliveries(database.db, wantedOf(ctx.organizationId, ids))).toEqual([
    { deliveryId: large, attempt: null },
    { deliveryId: settled, attempt: null },
    { deliveryId: comment, attempt: 1 },
  ])
  expect((await outcomeOf(ctx, settled)).attempts).toBe(1)
})

test('one that cannot be read is left, its neighbours are settled', async () => {
  const { ctx, system, deliver } = await setting([{ branches: ['main'] }])
  const [broken, good] = [await deliver(feature('a')), await deliver(feature('b'))]
  await database.db
    .update(webhookDeliveries)
    .set({ body: null })
    .where(eq(webhookDeliveries.id, broken))
  const left = await settleDeliveries(database.db, wantedOf(ctx.organizationId, [broken, good]))
  expect(left).toEqual([{ deliveryId: broken, attempt: 1 }])
  await finishDelivery(system, broken, 1)
  expect(await outcomeOf(ctx, broken)).toMatchObject({ status: 'failed', attempts: 1 })
  expect(await outcomeOf(ctx, good)).toMatchObject({ status: 'ignored' })
})

test('one that somebody holds is not waited for', async () => {
  const { ctx, deliver } = await setting([{ branches: ['main'] }])
  const [held, free] = [await deliver(feature('a')), await deliver(feature('b'))]
  await database.db.transaction(async (tx) => {
    await tx.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, held)).for('update')
    const left = await settleDeliveries(database.db, wantedOf(ctx.organizationId, [held, free]))
    expect(left).toEqual([{ deliveryId: held, attempt: null }])
  })
  expect(await outcomeOf(ctx, held)).toMatchObject({ status: 'accepted', attempts: 0 })
  expect(await outcomeOf(ctx, free)).toMatchObject({ status: 'ignored' })
})
