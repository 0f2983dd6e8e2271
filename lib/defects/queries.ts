import { and, asc, desc, eq, ilike, lt, notInArray, sql } from 'drizzle-orm'

import { users } from '#db/schema/accounts.ts'
import { defectExecutions, defects } from '#db/schema/defects.ts'
import { validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { testRuns } from '#db/schema/runs.ts'
import { testCases, testSuites } from '#db/schema/suites.ts'
import type { DefectRow } from '#lib/defects/record-failures.ts'
import type { DefectDetailView, DefectFilter, DefectView } from '#lib/defects/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import type { Page } from '#lib/platform/format/cursor.ts'

/** Ids grow with time, so the first and the latest evidence stand at the ends of the primary key: one look-up each. */
function seenAt(ctx: Ctx, which: 'first' | 'last') {
  const { executionId } = defectExecutions
  const found = ctx.db
    .select({ at: voiceTestExecutions.finishedAt })
    .from(defectExecutions)
    .innerJoin(voiceTestExecutions, eq(voiceTestExecutions.id, executionId))
    .where(eq(defectExecutions.defectId, defects.id))
    .orderBy(which === 'first' ? asc(executionId) : desc(executionId))
    .limit(1)
  return sql<Date | null>`(${found})`.mapWith(voiceTestExecutions.finishedAt)
}

function select(ctx: Ctx) {
  return ctx.db
    .select({
      defect: defects,
      case: {
        id: testCases.id,
        key: testCases.key,
        name: testCases.name,
        priority: testCases.priority,
      },
      suite: { id: testSuites.id, name: testSuites.name },
      assignee: { id: users.id, name: users.name },
      firstSeenAt: seenAt(ctx, 'first'),
      lastSeenAt: seenAt(ctx, 'last'),
    })
    .from(defects)
    .leftJoin(testCases, eq(testCases.id, defects.caseId))
    .leftJoin(testSuites, eq(testSuites.id, testCases.suiteId))
    .leftJoin(users, eq(users.id, defects.assignedTo))
}

type Row = Awaited<ReturnType<typeof select>>[number]

function jiraOf(row: DefectRow): DefectView['jira'] {
  if (row.jiraIssueKey === null) return null
  return {
    key: row.jiraIssueKey,
    url: row.jiraIssueUrl,
    status: row.jiraStatus,
    synced_at: row.jiraSyncedAt?.toISOString() ?? null,
  }
}

/** The number of an issue is in its address: `https://github.com/owner/name/issues/7`. */
function githubOf({ githubIssueUrl, links }: DefectRow): DefectView['github'] {
  if (githubIssueUrl === null) return null
  const known = links !== null && typeof links === 'object' && 'github' in links && links.github
  const facts = known !== null && typeof known === 'object' ? known : {}
  const text = (name: 'key' | 'status') => {
    const value: unknown = name in facts ? Reflect.get(facts, name) : null
    return typeof value === 'string' ? value : null
  }
  const key = text('key') ?? `#${githubIssueUrl.split('/').at(-1) ?? ''}`
  return { key, url: githubIssueUrl, status: text('status') }
}

function toView({ defect, ...row }: Row): DefectView {
  return {
    id: defect.id,
    title: defect.title,
    description: defect.description,
    severity: defect.severity,
    status: defect.status,
    blame: defect.blame,
    language: defect.language,
    case: row.case,
    suite: row.suite,
    occurrences: defect.occurrences,
    first_seen_at: row.firstSeenAt?.toISOString() ?? null,
    last_seen_at: row.lastSeenAt?.toISOString() ?? null,
    assigned_to: row.assignee,
    jira: jiraOf(defect),
    github: githubOf(defect),
    resolved_at: defect.resolvedAt?.toISOString() ?? null,
    created_at: defect.createdAt.toISOString(),
    updated_at: defect.updatedAt.toISOString(),
  }
}

const ours = (ctx: Ctx) => eq(defects.organizationId, ctx.organizationId)

/** Newest first. */
export async function listDefects(
  ctx: Ctx,
  { limit = 100, ...filter }: DefectFilter = {},
): Promise<Page<DefectView>> {
  const like = filter.search ? `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%` : undefined
  const rows = await select(ctx)
    .where(
      and(
        ours(ctx),
        filter.status ? eq(defects.status, filter.status) : undefined,
        filter.open_only ? notInArray(defects.status, ['resolved', 'closed']) : undefined,
        filter.severity ? eq(defects.severity, filter.severity) : undefined,
        filter.case_id ? eq(defects.caseId, filter.case_id) : undefined,
        filter.suite_id ? eq(testCases.suiteId, filter.suite_id) : undefined,
        like ? ilike(defects.title, like) : undefined,
        filter.cursor ? lt(defects.id, filter.cursor) : undefined,
      ),
    )
    .orderBy(desc(defects.id))
    .limit(limit + 1)
  const data = rows.slice(0, limit).map(toView)
  return { data, next_cursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null }
}

/** Throws `NotFoundError` unless the defect is the organization's own. */
export async function getDefectRow(ctx: Ctx, id: string, lock = false): Promise<DefectRow> {
  const query = ctx.db
    .select()
    .from(defects)
    .where(and(ours(ctx), eq(defects.id, id)))
  const [row] = await (lock ? query.for('update') : query)
  if (!row) throw new NotFoundError('defect', id)
  return row
}

/** With its latest evidence. Throws `NotFoundError`. */
export async function getDefect(ctx: Ctx, id: string): Promise<DefectDetailView> {
  const [row] = await select(ctx).where(and(ours(ctx), eq(defects.id, id)))
  if (!row) throw new NotFoundError('defect', id)
  const executions = await ctx.db
    .select({
      id: voiceTestExecutions.id,
      run_id: voiceTestExecutions.runId,
      run_name: testRuns.name,
      verdict: voiceTestExecutions.verdict,
      reason: validationResults.reason,
      finishedAt: voiceTestExecutions.finishedAt,
    })
    .from(defectExecutions)
    .innerJoin(voiceTestExecutions, eq(voiceTestExecutions.id, defectExecutions.executionId))
    .innerJoin(testRuns, eq(testRuns.id, voiceTestExecutions.runId))
    .innerJoin(validationResults, eq(validationResults.executionId, voiceTestExecutions.id))
    .where(eq(defectExecutions.defectId, id))
    .orderBy(desc(voiceTestExecutions.id))
    .limit(50)
  return {
    ...toView(row),
    executions: executions.map(({ finishedAt, ...one }) => ({
      ...one,
      finished_at: finishedAt.toISOString(),
    })),
  }
}
