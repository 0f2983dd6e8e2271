import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { testRuns } from '#db/schema/runs.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { getRun } from '#lib/runs/queries.ts'
import { processDelivery } from '#lib/webhooks/process-delivery.ts'
import { getDelivery } from '#lib/webhooks/queries.ts'
import { newSha, pullPayload, pushPayload } from '#lib/webhooks/testing/deliveries.ts'
import { useWebhooks } from '#lib/webhooks/testing/use-webhooks.ts'

const { database, runsOf, setting } = useWebhooks()

describe('a newer commit of a branch', () => {
  const statuses = async (ctx: Ctx) => (await runsOf(ctx)).map(({ status }) => status)

  test('ends runs of older ones that still wait, and no others', async () => {
    const { ctx, system, deliver } = await setting()
    const ids = [
      await deliver(pushPayload({ branch: 'main' })),
      await deliver(pushPayload({ branch: 'other' })),
      await deliver(pullPayload({ branch: 'main' }), 'pull_request'),
      await deliver(pushPayload({ branch: 'main' })),
    ]
    for (const id of ids) await processDelivery(system, id)
    expect(await statuses(ctx)).toEqual(['cancelled', 'queued', 'queued', 'queued'])
    const [first] = await runsOf(ctx)
    expect(await getRun(ctx, first?.id ?? '')).toMatchObject({ counts: { total: 1, cancelled: 1 } })
    expect((await getDelivery(ctx, ids[3] ?? '')).decisions).toMatchObject([
      { reason: 'started; ended 1 of older commits', cancelled_run_ids: [first?.id] },
    ])
  })

  test('leaves runs that have begun, unless the rule says otherwise', async () => {
    for (const [cancelRunning, expected] of [
      [false, 'running'],
      [true, 'cancelled'],
    ] as const) {
      const { ctx, system, deliver } = await setting([{ cancel_running: cancelRunning }])
      await processDelivery(system, await deliver(pushPayload()))
      await database.db
        .update(testRuns)
        .set({ status: 'running' })
        .where(eq(testRuns.organizationId, ctx.organizationId))
      await processDelivery(system, await deliver(pushPayload()))
      expect(await statuses(ctx)).toEqual([expected, 'queued'])
    }
  })

  test('is not undone by an older one that is processed later', async () => {
    const { ctx, system, deliver } = await setting()
    const older = await deliver(pushPayload())
    const newer = await deliver(pushPayload())
    await processDelivery(system, newer)
    await processDelivery(system, older)
    const [run, ...others] = await runsOf(ctx)
    expect([run?.status, others]).toEqual(['queued', []])
    expect((await getDelivery(ctx, older)).decisions).toMatchObject([
      { started: false, run_id: run?.id, reason: 'a newer commit of main is tested already' },
    ])
  })

  test('wins in any order, also when all are processed at once', async () => {
    const { ctx, system, deliver } = await setting()
    const ids: string[] = []
    for (let index = 0; index < 6; index++) ids.push(await deliver(pushPayload()))
    await Promise.all(ids.toReversed().map((id) => processDelivery(system, id)))
    const open = (await runsOf(ctx)).filter(({ status }) => status === 'queued')
    expect(open).toMatchObject([{ trigger: { delivery_id: ids[5] } }])
  })

  test('may be an old commit that the branch came back to', async () => {
    const { ctx, system, deliver } = await setting()
    const sha = newSha()
    await processDelivery(system, await deliver(pushPayload({ sha })))
    await processDelivery(system, await deliver(pushPayload()))
    await processDelivery(system, await deliver(pushPayload({ sha })))
    expect(await statuses(ctx)).toEqual(['cancelled', 'cancelled', 'queued'])
    const [, , last] = await runsOf(ctx)
    expect(last).toMatchObject({ git: { sha } })
  })
})
