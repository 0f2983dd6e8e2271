import { and, eq, ilike, isNull, not, or, sql } from 'drizzle-orm'
import { z } from 'zod'

import { validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import { testCases } from '#db/schema/suites.ts'
import { profilesOfSnapshot } from '#lib/device-profiles/used-profile.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { itemOrder } from '#lib/runs/item-order.ts'
import { getRunRow } from '#lib/runs/queries.ts'
import { keptOf } from '#lib/runs/results/kept-of.ts'
import { hasOpenAudit, hiddenReason } from '#lib/runs/results/open-audits.ts'
import { spokenVerifiedOf } from '#lib/runs/results/spoken-verified.ts'
import { toolCallsOf } from '#lib/runs/results/tool-calls-of.ts'
import { hasOutcome } from '#lib/runs/results/twin-outcome.ts'
import type { RunItemFilter, RunItemView, SpokenVerifiedView } from '#lib/runs/schema.ts'

const columns = {
  item: testExecutionQueue,
  case: {
    id: testCases.id,
    key: testCases.key,
    name: testCases.name,
    priority: testCases.priority,
  },
  reviewStatus: voiceTestExecutions.reviewStatus,
  confidence: voiceTestExecutions.confidence,
  blame: voiceTestExecutions.blame,
  responseMs: voiceTestExecutions.responseMs,
  startedAt: voiceTestExecutions.startedAt,
  isFinal: voiceTestExecutions.isFinal,
  reason: validationResults.reason,
  spoken: spokenVerifiedOf(validationResults.scores),
  toolCalls: toolCallsOf(validationResults.scores),
  blind: hasOpenAudit(testExecutionQueue.executionId),
}

function profileCondition({ device_profile: wanted }: RunItemFilter) {
  const column = testExecutionQueue.deviceProfileId
  if (wanted === undefined) return undefined
  return wanted === 'none' ? isNull(column) : eq(column, wanted)
}

/** A filter by what was judged would tell what a blind audit hides. */
const judges = ({ verdict, review_status, blame, twin }: RunItemFilter) =>
  [verdict, review_status, blame, twin].some((value) => value !== undefined)

function conditions(filter: RunItemFilter) {
  const like = filter.search ? `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%` : undefined
  return [
    filter.verdict ? eq(testExecutionQueue.verdict, filter.verdict) : undefined,
    filter.status ? eq(testExecutionQueue.status, filter.status) : undefined,
    filter.language ? eq(testExecutionQueue.language, filter.language) : undefined,
    filter.review_status ? eq(voiceTestExecutions.reviewStatus, filter.review_status) : undefined,
    filter.blame ? eq(voiceTestExecutions.blame, filter.blame) : undefined,
    filter.twin ? hasOutcome(filter.twin) : undefined,
    profileCondition(filter),
    judges(filter) ? not(hasOpenAudit(testExecutionQueue.executionId)) : undefined,
    like ? or(ilike(testCases.name, like), ilike(testCases.key, like)) : undefined,
  ]
}

type Profiles = Record<string, { name: string }>

/** By the name it had when the run was accepted. */
function profileNamed(profiles: Profiles, id: string | null): RunItemView['device_profile'] {
  return id === null ? null : { id, name: profiles[id]?.name ?? 'unknown profile' }
}

const hidden = {
  verdict: null,
  review_status: null,
  confidence: null,
  blame: null,
  reason: hiddenReason,
  passed_after_retry: false,
}

type Item = Pick<typeof testExecutionQueue.$inferSelect, 'verdict' | 'lastError' | 'retries'>
type Last = Pick<RunItemView, 'confidence' | 'blame'> & {
  reviewStatus: RunItemView['review_status']
}

const judged = (item: Item, last: Last, reason: string | null) => ({
  verdict: item.verdict,
  review_status: last.reviewStatus,
  confidence: last.confidence,
  blame: last.blame,
  reason: reason ?? item.lastError,
  passed_after_retry: item.verdict === 'passed' && item.retries > 0,
})

type RunRow = Awaited<ReturnType<typeof getRunRow>>
type ItemPage = { data: RunItemView[]; next_cursor: string | null }

type ItemOrder = ReturnType<typeof itemOrder>

type ItemRow = Last & {
  item: typeof testExecutionQueue.$inferSelect
  case: RunItemView['case']
  responseMs: number | null
  startedAt: Date | null
  reason: string | null
  blind: boolean
  spoken: SpokenVerifiedView | null
  toolCalls: string[] | null
  isFinal: boolean | null
}

function itemView(row: ItemRow, profiles: Profiles): RunItemView {
  const { item, blind } = row
  return {
    id: item.id,
    execution_id: item.executionId,
    case: row.case,
    suite_id: item.suiteId,
    language: item.language,
    device_profile: profileNamed(profiles, item.deviceProfileId),
    repetition: item.repetition,
    status: item.status,
    attempt: item.attempt,
    // An item may end without an execution: its target is refused, or its workers died.
    tries: item.retries + (row.isFinal === true ? 1 : 0),
    ...(blind ? hidden : judged(item, row, row.reason)),
    blind,
    spoken_verified: blind ? null : row.spoken,
    // How a tool ended would tell what a blind audit hides.
    ...(!blind && row.toolCalls !== null && { tool_calls: row.toolCalls }),
    response_ms: row.responseMs,
    ...(row.startedAt !== null && { started_at: row.startedAt.toISOString() }),
    finished_at: item.finishedAt?.toISOString() ?? null,
  }
}

// The run is named beside the key, so that a whole run is found by its index and not one by one in all partitions.
const ofItem = (runId: string) =>
  and(
    eq(voiceTestExecutions.id, testExecutionQueue.executionId),
    eq(voiceTestExecutions.runId, runId),
  )

/** Which items a page shows and in which order: few columns, since it may have to go through all items of the run. */
function selectPage(ctx: Ctx, run: RunRow, filter: RunItemFilter, order: ItemOrder) {
  return ctx.db
    .select({ id: testExecutionQueue.id, key: order.key.as('sort_key') })
    .from(testExecutionQueue)
    .innerJoin(testCases, eq(testCases.id, testExecutionQueue.caseId))
    .leftJoin(voiceTestExecutions, ofItem(run.id))
    .where(and(eq(testExecutionQueue.runId, run.id), order.after, ...conditions(filter)))
    .orderBy(...order.by)
    .limit(filter.limit + 1)
    .as('page')
}

async function itemsOf(ctx: Ctx, run: RunRow, filter: RunItemFilter): Promise<ItemPage> {
  const profiles = profilesOfSnapshot(run.snapshot)
  const order = itemOrder(filter, { id: run.id, profiles })
  const shown = selectPage(ctx, run, filter, order)
  const rows = await ctx.db
    .select({ ...columns, sortKey: shown.key })
    .from(shown)
    .innerJoin(testExecutionQueue, eq(testExecutionQueue.id, shown.id))
    .innerJoin(testCases, eq(testCases.id, testExecutionQueue.caseId))
    .leftJoin(voiceTestExecutions, eq(voiceTestExecutions.id, testExecutionQueue.executionId))
    .leftJoin(validationResults, eq(validationResults.executionId, testExecutionQueue.executionId))
    .orderBy(...order.byKey(sql`${shown.key}`))
  const page = rows.slice(0, filter.limit)
  const last = rows.length > filter.limit ? page.at(-1) : undefined
  return {
    data: page.map(({ sortKey: _key, ...row }) => itemView(row, profiles)),
    next_cursor: last ? order.cursorAt(last.item.id, last.sortKey) : null,
  }
}

/**
 * Items of a run, each with its last execution: in the order of the run, or sorted over all of
 * them. Throws `NotFoundError`, and `InvalidError` for a cursor of another list or order.
 */
export async function listRunItems(
  ctx: Ctx,
  runId: string,
  filter: RunItemFilter,
): Promise<ItemPage> {
  return itemsOf(ctx, await getRunRow(ctx, runId), filter)
}

const Facets = z.object({ languages: z.string().array(), profiles: z.string().nullable().array() })

async function readFacets(ctx: Ctx, runId: string): Promise<z.output<typeof Facets>> {
  const rows = await ctx.db
    .selectDistinct({
      language: testExecutionQueue.language,
      profileId: testExecutionQueue.deviceProfileId,
    })
    .from(testExecutionQueue)
    .where(eq(testExecutionQueue.runId, runId))
    .orderBy(sql`1`)
  return {
    languages: [...new Set(rows.map(({ language }) => language))],
    profiles: [...new Set(rows.map(({ profileId }) => profileId))],
  }
}

/** What the filters of a run's table can offer; `null` among the profiles is the stimulus as it is. */
async function facetsOf(ctx: Ctx, run: RunRow) {
  const read = () => readFacets(ctx, run.id)
  const { languages, profiles } = await keptOf(ctx, run.id, {
    kind: 'facets.1',
    schema: Facets,
    read,
  })
  const names = profilesOfSnapshot(run.snapshot)
  return { languages, deviceProfiles: profiles.map((id) => profileNamed(names, id)) }
}

export type RunResults = {
  items: ItemPage
  languages: string[]
  deviceProfiles: RunItemView['device_profile'][]
}

/** The first page of a run's table and what its filters can offer. Throws `NotFoundError`. */
export async function getRunResults(
  ctx: Ctx,
  runId: string,
  filter: RunItemFilter,
): Promise<RunResults> {
  const run = await getRunRow(ctx, runId)
  const [items, facets] = await Promise.all([itemsOf(ctx, run, filter), facetsOf(ctx, run)])
  return { items, ...facets }
}
