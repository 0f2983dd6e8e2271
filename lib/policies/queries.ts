import { aliasedTable, and, desc, eq, lt, sql } from 'drizzle-orm'
import { z } from 'zod'

import { users } from '#db/schema/accounts.ts'
import { validationPolicies } from '#db/schema/policies.ts'
import { testCases, testSuites } from '#db/schema/suites.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError, NotFoundError } from '#lib/platform/errors.ts'
import { decodeCursor, toPage, type Page } from '#lib/platform/format/cursor.ts'
import { withinCtx } from '#lib/platform/jobs/enqueue.ts'
import { builtInSettings } from '#lib/policies/built-in.ts'
import { changesBetween } from '#lib/policies/changes.ts'
import { loadPolicies } from '#lib/policies/in-force.ts'
import {
  PolicyFilter,
  PolicyInForceQuery,
  type PolicyDiffView,
  type PolicyInForceView,
  type PolicyView,
} from '#lib/policies/schema.ts'
import { getCase, getSuite } from '#lib/suites/queries.ts'

const ofCase = aliasedTable(testSuites, 'suite_of_policy')

export type PolicySubject = {
  scope: 'organization' | 'suite' | 'case'
  suiteId: string | null
  caseId: string | null
}

const newest = sql<boolean>`not exists (
  select 1 from validation_policies later
  where later.organization_id = ${validationPolicies.organizationId} and later.scope = ${validationPolicies.scope}
    and later.suite_id is not distinct from ${validationPolicies.suiteId}
    and later.case_id is not distinct from ${validationPolicies.caseId}
    and later.version > ${validationPolicies.version})`

const select = (ctx: Ctx) =>
  ctx.db
    .select({
      policy: validationPolicies,
      suiteName: ofCase.name,
      caseName: testCases.name,
      author: { id: users.id, name: users.name },
      newest,
    })
    .from(validationPolicies)
    .leftJoin(ofCase, eq(ofCase.id, validationPolicies.suiteId))
    .leftJoin(testCases, eq(testCases.id, validationPolicies.caseId))
    .leftJoin(users, eq(users.id, validationPolicies.createdBy))

type Row = Awaited<ReturnType<typeof select>>[number]

function toView({ policy, suiteName, caseName, author, newest: isNewest }: Row): PolicyView {
  return {
    id: policy.id,
    scope: policy.scope,
    suite: policy.suiteId === null ? null : { id: policy.suiteId, name: suiteName ?? '' },
    case: policy.caseId === null ? null : { id: policy.caseId, name: caseName ?? '' },
    version: policy.version,
    settings: PolicySettings.nullable().parse(policy.settings),
    note: policy.note,
    created_by: author,
    created_at: policy.createdAt.toISOString(),
    newest: isNewest,
  }
}

const ours = (ctx: Ctx) => eq(validationPolicies.organizationId, ctx.organizationId)

/** Versions, the newest first: of all scopes, or of one. */
export async function listPolicies(ctx: Ctx, input: PolicyFilter = {}): Promise<Page<PolicyView>> {
  const { scope, suite_id, case_id, limit, cursor } = PolicyFilter.parse(input)
  const before = cursor === undefined ? null : decodeCursor(z.tuple([z.number().int()]), cursor)
  if (cursor !== undefined && before === null)
    throw new InvalidError('The cursor is not valid', [
      { path: 'cursor', message: 'must be a next_cursor of this list' },
    ])
  const rows = await select(ctx)
    .where(
      and(
        ours(ctx),
        scope ? eq(validationPolicies.scope, scope) : undefined,
        suite_id ? eq(validationPolicies.suiteId, suite_id) : undefined,
        case_id ? eq(validationPolicies.caseId, case_id) : undefined,
        before ? lt(validationPolicies.version, before[0]) : undefined,
      ),
    )
    .orderBy(desc(validationPolicies.version))
    .limit(limit + 1)
  return toPage(rows, limit, toView, ({ policy }) => [policy.version])
}

/** Throws `NotFoundError`. */
export async function getPolicy(ctx: Ctx, id: string): Promise<PolicyView> {
  const [row] = await select(ctx).where(and(ours(ctx), eq(validationPolicies.id, id)))
  if (!row) throw new NotFoundError('validation policy', id)
  return toView(row)
}

/** The version of the same scope before this one; null for the first. */
async function versionBefore(ctx: Ctx, policy: PolicyView): Promise<PolicyView | null> {
  const [row] = await select(ctx)
    .where(
      and(
        ours(ctx),
        eq(validationPolicies.scope, policy.scope),
        policy.suite ? eq(validationPolicies.suiteId, policy.suite.id) : undefined,
        policy.case ? eq(validationPolicies.caseId, policy.case.id) : undefined,
        lt(validationPolicies.version, policy.version),
      ),
    )
    .orderBy(desc(validationPolicies.version))
    .limit(1)
  return row ? toView(row) : null
}

/**
 * What differs from `id` to `withId`; without it, from the version before `id` in its scope to `id`, and for the first
 * from the built-in settings. Throws `NotFoundError`.
 */
export async function diffPolicies(ctx: Ctx, id: string, withId?: string): Promise<PolicyDiffView> {
  const one = await getPolicy(ctx, id)
  const [before, after] =
    withId === undefined
      ? [await versionBefore(ctx, one), one]
      : [one, await getPolicy(ctx, withId)]
  const settingsBefore = before === null ? builtInSettings() : before.settings
  return { before, after, changes: changesBetween(settingsBefore, after.settings) }
}

/** Version of the newest row of a scope, 0 when there is none. */
export async function newestVersion(ctx: Ctx, subject: PolicySubject): Promise<number> {
  const [row] = await ctx.db
    .select({ version: validationPolicies.version })
    .from(validationPolicies)
    .where(
      and(
        ours(ctx),
        eq(validationPolicies.scope, subject.scope),
        subject.suiteId ? eq(validationPolicies.suiteId, subject.suiteId) : undefined,
        subject.caseId ? eq(validationPolicies.caseId, subject.caseId) : undefined,
      ),
    )
    .orderBy(desc(validationPolicies.version))
    .limit(1)
  return row?.version ?? 0
}

/** The scope that a question is about, and the suite that a case belongs to. Throws `NotFoundError`. */
async function placeOf(ctx: Ctx, { suite_id, case_id }: z.output<typeof PolicyInForceQuery>) {
  if (case_id !== undefined) {
    const { suite_id: suiteId } = await getCase(ctx, case_id)
    const subject = { scope: 'case', suiteId: null, caseId: case_id } as const
    return { subject, place: { suiteId, caseId: case_id } }
  }
  if (suite_id !== undefined) {
    await getSuite(ctx, suite_id)
    const subject = { scope: 'suite', suiteId: suite_id, caseId: null } as const
    return { subject, place: { suiteId: suite_id, caseId: null } }
  }
  const subject = { scope: 'organization', suiteId: null, caseId: null } as const
  return { subject, place: { suiteId: null, caseId: null } }
}

/** What judges a case, a suite or all others. Throws `NotFoundError` for a case or suite that is not there. */
export async function getPolicyInForce(
  ctx: Ctx,
  input: PolicyInForceQuery = {},
): Promise<PolicyInForceView> {
  const { subject, place } = await placeOf(ctx, PolicyInForceQuery.parse(input))
  const policies = await loadPolicies(withinCtx(ctx), ctx.organizationId)
  return {
    ...policies.of(place),
    base_version: await newestVersion(ctx, subject),
    accuracy: settings().VALIDATION_ACCURACY_THRESHOLD,
  }
}
