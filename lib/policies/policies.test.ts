import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { createCtx, createSuiteFixture, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { diffPolicies, getPolicy, getPolicyInForce, listPolicies } from '#lib/policies/queries.ts'
import { restorePolicy } from '#lib/policies/restore-policy.ts'
import { savePolicy } from '#lib/policies/save-policy.ts'

const database = useTestDatabase()

const settings = (more: object = {}) => PolicySettings.parse(more)
const organization = { scope: 'organization', base_version: 0 } as const

const tracesOf = (ctx: Ctx, action: string) =>
  ctx.db
    .select()
    .from(activityLog)
    .where(and(eq(activityLog.organizationId, ctx.organizationId), eq(activityLog.action, action)))

async function place() {
  const ctx = await createCtx(database.db)
  const { suite, cases } = await createSuiteFixture(ctx)
  return { ctx, suiteId: suite.id, caseId: cases[0]?.id ?? '' }
}

describe('the policy in force', () => {
  test('is the built-in one until somebody saves another', async () => {
    const { ctx, caseId } = await place()
    expect(await getPolicyInForce(ctx, { case_id: caseId })).toMatchObject({
      ...{ source: 'built_in', id: null, version: 0, base_version: 0, accuracy: 0.997 },
      settings: { auto_pass_confidence: 0.9, human_review: true },
    })
  })

  test('is the newest of the narrowest scope, and the wider one again when that is removed', async () => {
    const { ctx, suiteId, caseId } = await place()
    const inForce = async () => {
      const { source, version } = await getPolicyInForce(ctx, { case_id: caseId })
      return `${source} ${version}`
    }
    await savePolicy(ctx, { ...organization, settings: settings() })
    expect(await inForce()).toBe('organization 1')
    const suite = { scope: 'suite', suite_id: suiteId } as const
    await savePolicy(ctx, { ...suite, base_version: 0, settings: settings({ audit_share: 0.5 }) })
    expect(await inForce()).toBe('suite 2')
    const ofCase = { scope: 'case', case_id: caseId } as const
    await savePolicy(ctx, { ...ofCase, base_version: 0, settings: settings() })
    expect(await inForce()).toBe('case 3')
    await savePolicy(ctx, { ...ofCase, base_version: 3, settings: null })
    expect(await inForce()).toBe('suite 2')
    await savePolicy(ctx, { ...organization, base_version: 1, settings: settings() })
    expect(await inForce()).toBe('suite 2')
    expect(await getPolicyInForce(ctx)).toMatchObject({ source: 'organization', version: 5 })
    expect(await tracesOf(ctx, 'policy.save')).toHaveLength(4)
    expect(await tracesOf(ctx, 'policy.remove_override')).toHaveLength(1)
  })

  test('of one organization is not that of another', async () => {
    const { ctx } = await place()
    const other = await place()
    const saved = await savePolicy(ctx, { ...organization, settings: settings() })
    expect(await getPolicyInForce(other.ctx)).toMatchObject({ version: 0 })
    await expect(getPolicy(other.ctx, saved.id)).rejects.toThrow(/No validation policy/)
    await expect(getPolicyInForce(other.ctx, { case_id: other.caseId })).resolves.toBeDefined()
    await expect(getPolicyInForce(ctx, { case_id: other.caseId })).rejects.toThrow(/No /)
  })
})

describe('saving', () => {
  test('on a version that is not the newest any more is refused', async () => {
    const { ctx } = await place()
    await savePolicy(ctx, { ...organization, settings: settings() })
    await expect(savePolicy(ctx, { ...organization, settings: settings() })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('based on version 0') as string,
    })
  })

  test('by two at the same instant gives one version and one refusal', async () => {
    const { ctx } = await place()
    const saves = await Promise.allSettled(
      [0.8, 0.7].map((share) =>
        savePolicy(ctx, { ...organization, settings: settings({ similarity_threshold: share }) }),
      ),
    )
    expect(saves.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test.each(['qa_engineer', 'reviewer', 'viewer'] as const)('is refused to a %s', async (role) => {
    const { ctx } = await place()
    const person = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, role),
    )
    await expect(savePolicy(person, { ...organization, settings: settings() })).rejects.toThrow(
      /may not policy:write/,
    )
    const saved = await savePolicy(ctx, { ...organization, settings: settings() })
    await expect(restorePolicy(person, saved.id, { base_version: 1 })).rejects.toThrow(/may not/)
  })

  test.each([
    [{ scope: 'suite' }, 'a scope without its subject'],
    [{ scope: 'organization', settings: null }, 'an organization without settings'],
  ] as const)('refuses %j: %s', async (more, _why) => {
    const { ctx } = await place()
    await expect(
      savePolicy(ctx, { base_version: 0, settings: settings(), ...more }),
    ).rejects.toThrow()
  })

  test('refuses suite and case of another organization', async () => {
    const { ctx } = await place()
    const other = await place()
    const save = (more: object) =>
      savePolicy(ctx, { ...{ scope: 'suite', base_version: 0 }, settings: settings(), ...more })
    await expect(save({ suite_id: other.suiteId })).rejects.toThrow(/No suite/)
    await expect(save({ scope: 'case', case_id: other.caseId })).rejects.toThrow(/No /)
  })
})

describe('history', () => {
  test('tells who saved what and why, and an earlier version can be saved anew', async () => {
    const { ctx } = await place()
    const first = await savePolicy(ctx, {
      ...organization,
      settings: settings({ audit_share: 0.1 }),
      note: 'more audits',
    })
    const second = await savePolicy(ctx, {
      ...{ ...organization, base_version: 1 },
      settings: settings({ audit_share: 0.01, gates: { max_own_side_ms: 50 } }),
    })
    const restored = await restorePolicy(ctx, first.id, { base_version: 2 })
    expect(restored).toMatchObject({
      ...{ version: 3, newest: true, note: 'Version 1 restored' },
      settings: { audit_share: 0.1 },
    })
    const { data } = await listPolicies(ctx, { scope: 'organization' })
    expect(data.map(({ version, note, newest }) => [version, note, newest])).toEqual([
      [3, 'Version 1 restored', true],
      [2, '', false],
      [1, 'more audits', false],
    ])
    expect(data[0]?.created_by).toMatchObject({ id: ctx.actor.id })
    const changes = [
      { path: 'audit_share', before: 0.1, after: 0.01 },
      { path: 'gates.max_own_side_ms', before: 100, after: 50 },
    ]
    expect((await diffPolicies(ctx, first.id, second.id)).changes).toEqual(changes)
    // Without another version: with the one before it, and the first with the built-in settings.
    expect((await diffPolicies(ctx, second.id)).changes).toEqual(changes)
    expect(await diffPolicies(ctx, first.id)).toMatchObject({
      before: null,
      changes: [{ path: 'audit_share', after: 0.1 }],
    })
    await expect(restorePolicy(ctx, first.id, { base_version: 2 })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('is read page by page', async () => {
    const { ctx } = await place()
    for (const base_version of [0, 1, 2])
      await savePolicy(ctx, { ...organization, base_version, settings: settings() })
    const first = await listPolicies(ctx, { limit: 2 })
    expect(first.data.map(({ version }) => version)).toEqual([3, 2])
    const rest = await listPolicies(ctx, { limit: 2, cursor: first.next_cursor ?? '' })
    expect(rest).toMatchObject({ data: [{ version: 1 }], next_cursor: null })
  })
})
