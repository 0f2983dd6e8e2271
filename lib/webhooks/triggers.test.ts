import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { createCtx } from '#db/testing/factories.ts'
import { setTriggers } from '#lib/webhooks/set-triggers.ts'
import { createConnectionFixture } from '#lib/webhooks/testing/deliveries.ts'
import { useWebhooks } from '#lib/webhooks/testing/use-webhooks.ts'
import { effectiveRules } from '#lib/webhooks/triggers.ts'

const { colleague, database, setting } = useWebhooks()

describe('rules', () => {
  test('are set by administrators, for connections of the application, and leave a trace', async () => {
    const { ctx, connection, suite, target } = await setting([])
    const rule = {
      name: 'one',
      events: ['push' as const],
      suites: [suite.name.toUpperCase()],
      target: target.id,
    }
    const { rules } = await setTriggers(ctx, connection.id, { rules: [rule] })
    expect(rules).toMatchObject([{ name: 'one', authors: 'trusted', mode: 'voice' }])
    const traces = await database.db
      .select()
      .from(activityLog)
      .where(eq(activityLog.entityId, connection.id))
    expect(traces.at(-1)).toMatchObject({ action: 'integration.set_triggers' })
    const author = await colleague(ctx, 'qa_engineer')
    await expect(setTriggers(author, connection.id, { rules: [rule] })).rejects.toThrow(/may not/)
    await expect(
      setTriggers(await createCtx(database.db), connection.id, { rules: [rule] }),
    ).rejects.toThrow(/No integration/)
    const managed = await createConnectionFixture(ctx, { source: 'file' })
    await expect(setTriggers(ctx, managed.id, { rules: [rule] })).rejects.toThrow(/file/)
    const other = await setting([])
    await expect(
      setTriggers(ctx, connection.id, { rules: [{ ...rule, suites: [other.suite.id] }] }),
    ).rejects.toThrow(/no suite/)
    await expect(
      setTriggers(ctx, connection.id, { rules: [{ ...rule, target: other.target.id }] }),
    ).rejects.toThrow(/no target/)
  })

  test('of the settings hold where a connection has none', async () => {
    const { ctx, connection, suite, target } = await setting([])
    const stranger = await setting([])
    const automatic = { enabled: true, suiteIds: [suite.id, stranger.suite.id, 'nonsense'] }
    expect(await effectiveRules(ctx, connection, automatic)).toMatchObject([
      {
        events: ['push', 'pull_request'],
        authors: 'trusted',
        suites: [suite.id],
        target: target.id,
      },
    ])
    expect(await effectiveRules(ctx, connection, { ...automatic, enabled: false })).toEqual([])
    const own = await setting()
    const rows = await database.db.query.integrations.findMany()
    const withRules = rows.find(({ id }) => id === own.connection.id)
    expect(withRules && (await effectiveRules(own.ctx, withRules, automatic))).toMatchObject([
      { name: 'rule 0' },
    ])
  })
})
