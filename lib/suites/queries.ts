import { and, asc, eq, gt, ilike, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'

import { users } from '#db/schema/accounts.ts'
import { testCaseLanguages, testCases, testCaseVersions, testSuites } from '#db/schema/suites.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError, NotFoundError } from '#lib/platform/errors.ts'
import { decodeCursor, toPage, type Page, type PageQuery } from '#lib/platform/format/cursor.ts'
import {
  CaseInput,
  type CaseVersionView,
  type CaseView,
  type SuiteView,
} from '#lib/suites/schema.ts'

const liveSuites = (ctx: Ctx) =>
  and(eq(testSuites.organizationId, ctx.organizationId), isNull(testSuites.deletedAt))

const liveCases = (ctx: Ctx) =>
  and(eq(testCases.organizationId, ctx.organizationId), isNull(testCases.deletedAt))

// Written out: in a select from one table drizzle leaves table names off, and `id` would be the case's.
const caseCount = sql<number>`(
  select count(*)::int from ${testCases} c where c.suite_id = test_suites.id and c.deleted_at is null)`
const languages = sql<string[]>`(
  select coalesce(array_agg(distinct l.language order by l.language), '{}')
  from ${testCases} c join ${testCaseLanguages} l on l.case_id = c.id
  where c.suite_id = test_suites.id and c.deleted_at is null)`

const suiteColumns = {
  suite: testSuites,
  caseCount,
  languages,
  sortName: sql<string>`lower(${testSuites.name})`,
}

type SuiteRow = { suite: typeof testSuites.$inferSelect; caseCount: number; languages: string[] }

function toSuiteView({ suite, caseCount, languages }: SuiteRow): SuiteView {
  return {
    id: suite.id,
    name: suite.name,
    description: suite.description,
    tags: suite.tags,
    case_count: caseCount,
    languages,
    created_at: suite.createdAt.toISOString(),
    updated_at: suite.updatedAt.toISOString(),
  }
}

export type SuiteFilter = PageQuery & { search?: string | undefined; tag?: string | undefined }

function afterCursor<T extends z.ZodType>(schema: T, cursor: string | undefined) {
  if (cursor === undefined) return null
  const key = decodeCursor(schema, cursor)
  if (key === null)
    throw new InvalidError('The cursor is not valid', [
      { path: 'cursor', message: 'must be a next_cursor of this list' },
    ])
  return key
}

/** By name. */
export async function listSuites(ctx: Ctx, filter: SuiteFilter): Promise<Page<SuiteView>> {
  const after = afterCursor(z.tuple([z.string(), z.uuid()]), filter.cursor)
  const like = filter.search && `%${filter.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const rows = await ctx.db
    .select(suiteColumns)
    .from(testSuites)
    .where(
      and(
        liveSuites(ctx),
        like ? ilike(testSuites.name, like) : undefined,
        filter.tag ? sql`${filter.tag} = any(${testSuites.tags})` : undefined,
        after
          ? sql`(lower(${testSuites.name}), ${testSuites.id}) > (${after[0]}, ${after[1]}::uuid)`
          : undefined,
      ),
    )
    .orderBy(sql`lower(${testSuites.name})`, asc(testSuites.id))
    .limit(filter.limit + 1)
  return toPage(rows, filter.limit, toSuiteView, ({ sortName, suite }) => [sortName, suite.id])
}

export async function getSuite(ctx: Ctx, id: string): Promise<SuiteView> {
  const [row] = await ctx.db
    .select(suiteColumns)
    .from(testSuites)
    .where(and(liveSuites(ctx), eq(testSuites.id, id)))
  if (!row) throw new NotFoundError('suite', id)
  return toSuiteView(row)
}

/** Holds the suite until the transaction ends: whoever writes its cases does so one after the other. */
export async function lockSuite(ctx: Ctx, id: string): Promise<typeof testSuites.$inferSelect> {
  const [row] = await ctx.db
    .select()
    .from(testSuites)
    .where(and(liveSuites(ctx), eq(testSuites.id, id)))
    .for('update')
  if (!row) throw new NotFoundError('suite', id)
  return row
}

const selectCases = (ctx: Ctx) =>
  ctx.db
    .select({ testCase: testCases, definition: testCaseVersions.definition })
    .from(testCases)
    .innerJoin(testSuites, and(eq(testSuites.id, testCases.suiteId), isNull(testSuites.deletedAt)))
    .innerJoin(
      testCaseVersions,
      and(
        eq(testCaseVersions.caseId, testCases.id),
        eq(testCaseVersions.version, testCases.version),
      ),
    )

type CaseRow = Awaited<ReturnType<typeof selectCases>>[number]

function toCaseView({ testCase, definition }: CaseRow): CaseView {
  const { id: key, ...rest } = CaseInput.parse(definition)
  return {
    ...rest,
    id: testCase.id,
    key,
    suite_id: testCase.suiteId,
    position: testCase.position,
    version: testCase.version,
    created_at: testCase.createdAt.toISOString(),
    updated_at: testCase.updatedAt.toISOString(),
  }
}

/** In the order of the suite. Throws `NotFoundError`. */
export async function listCases(
  ctx: Ctx,
  suiteId: string,
  page: PageQuery,
): Promise<Page<CaseView>> {
  await getSuite(ctx, suiteId)
  return listCasesOf(ctx, suiteId, page)
}

/** The same of a suite that was read before; none of one that is not there. */
export async function listCasesOf(
  ctx: Ctx,
  suiteId: string,
  page: PageQuery,
): Promise<Page<CaseView>> {
  const after = afterCursor(z.tuple([z.number().int(), z.uuid()]), page.cursor)
  const next =
    after &&
    or(
      gt(testCases.position, after[0]),
      and(eq(testCases.position, after[0]), gt(testCases.id, after[1])),
    )
  const rows = await selectCases(ctx)
    .where(and(liveCases(ctx), eq(testCases.suiteId, suiteId), next ?? undefined))
    .orderBy(asc(testCases.position), asc(testCases.id))
    .limit(page.limit + 1)
  return toPage(rows, page.limit, toCaseView, ({ testCase }) => [testCase.position, testCase.id])
}

/** All definitions of a suite in order, as its file holds them. */
export async function listDefinitions(
  ctx: Ctx,
  suiteId: string,
): Promise<{ id: string; key: string; version: number; definition: CaseInput }[]> {
  const rows = await selectCases(ctx)
    .where(and(liveCases(ctx), eq(testCases.suiteId, suiteId)))
    .orderBy(asc(testCases.position), asc(testCases.id))
  return rows.map(({ testCase: { id, key, version }, definition }) => ({
    id,
    key,
    version,
    definition: CaseInput.parse(definition),
  }))
}

export async function getCase(ctx: Ctx, id: string): Promise<CaseView> {
  const [row] = await selectCases(ctx).where(and(liveCases(ctx), eq(testCases.id, id)))
  if (!row) throw new NotFoundError('case', id)
  return toCaseView(row)
}

const selectVersions = (ctx: Ctx, caseId: string, version?: number) =>
  ctx.db
    .select({ version: testCaseVersions, author: { id: users.id, name: users.name } })
    .from(testCaseVersions)
    .innerJoin(testCases, eq(testCases.id, testCaseVersions.caseId))
    .leftJoin(users, eq(users.id, testCaseVersions.createdBy))
    .where(
      and(
        eq(testCases.organizationId, ctx.organizationId),
        eq(testCases.id, caseId),
        version === undefined ? undefined : eq(testCaseVersions.version, version),
      ),
    )
    .orderBy(sql`${testCaseVersions.version} desc`)

type VersionRow = Awaited<ReturnType<typeof selectVersions>>[number]

const toVersionView = ({ version, author }: VersionRow): CaseVersionView => ({
  version: version.version,
  definition: CaseInput.parse(version.definition),
  created_by: author,
  created_at: version.createdAt.toISOString(),
})

/** Newest first; a deleted case keeps its versions. */
export async function listCaseVersions(ctx: Ctx, caseId: string): Promise<CaseVersionView[]> {
  const rows = await selectVersions(ctx, caseId)
  if (rows.length === 0) throw new NotFoundError('case', caseId)
  return rows.map(toVersionView)
}

export async function getCaseVersion(
  ctx: Ctx,
  caseId: string,
  version: number,
): Promise<CaseVersionView> {
  const [row] = await selectVersions(ctx, caseId, version)
  if (!row) throw new NotFoundError('case version', `${caseId}@${version}`)
  return toVersionView(row)
}
