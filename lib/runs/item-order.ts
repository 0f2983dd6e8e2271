import { and, asc, desc, eq, gt, isNull, lt, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'

import { voiceTestExecutions } from '#db/schema/executions.ts'
import { testExecutionQueue } from '#db/schema/runs.ts'
import { testCases } from '#db/schema/suites.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { decodeCursor, encodeCursor } from '#lib/platform/format/cursor.ts'
import type { RunItemFilter, RunItemSort } from '#lib/runs/schema.ts'

type Key = string | number | null
type Profiles = Record<string, { name: string }>

const item = testExecutionQueue

/**
 * Whether a blind audit of the item is open. For every row of a run, so not by a look-up for each
 * as `hasOpenAudit` does for those of one page: the open audits of the run are read once.
 */
const isBlind = (runId: string) => sql`${item.executionId} in (
  select audit.execution_id from review_items audit
  where audit.run_id = ${runId} and audit.reason = 'audit' and audit.status = 'pending')`

/** Nothing of a judgement may be told by where an item with an open blind audit stands. */
const unlessBlind = (runId: string, value: SQL | typeof voiceTestExecutions.blame) =>
  sql`case when ${isBlind(runId)} then null else ${value} end`

/** What needs a look comes first. Ends with what says nothing (any more). */
const urgency = (runId: string) => sql`case
  when ${item.status} = 'running' then 2
  when ${item.status} = 'pending' then 3
  when ${item.status} = 'cancelled' then 6
  when ${isBlind(runId)} then 4
  when ${item.verdict} = 'failed' then 0
  when ${item.verdict} = 'passed' then 5
  else 1 end`

/** Place of the item's profile among those of the run by name; null without one. */
function profilePlace(profiles: Profiles): SQL {
  const byName = Object.entries(profiles).sort(([, left], [, right]) =>
    left.name.localeCompare(right.name, 'en', { sensitivity: 'base' }),
  )
  if (byName.length === 0) return sql`null::int`
  const ids = sql.join(
    byName.map(([id]) => sql`${id}`),
    sql`, `,
  )
  return sql`array_position(array[${ids}]::uuid[], ${item.deviceProfileId})`
}

type SortedRun = { id: string; profiles: Profiles }

const keys: Record<RunItemSort, (run: SortedRun) => SQL> = {
  case: () => sql`lower(${testCases.name})`,
  language: () => sql`${item.language}`,
  profile: ({ profiles }) => profilePlace(profiles),
  verdict: ({ id }) => urgency(id),
  blame: ({ id }) => unlessBlind(id, voiceTestExecutions.blame),
  // As the column is, four bytes, no number of JSON would find its row again.
  confidence: ({ id }) => unlessBlind(id, sql`${voiceTestExecutions.confidence}::float8`),
  response: () => sql`${voiceTestExecutions.responseMs}`,
}

const refuse = (): never => {
  throw new InvalidError('The cursor is not valid', [
    { path: 'cursor', message: 'must be a next_cursor of this list, asked for with the same sort' },
  ])
}

function unsorted({ cursor }: RunItemFilter) {
  const after = cursor === undefined ? undefined : (z.uuid().safeParse(cursor).data ?? refuse())
  return {
    key: sql<Key>`null`,
    by: [asc(item.id)],
    byKey: (_key: SQL) => [asc(item.id)],
    after: after === undefined ? undefined : gt(item.id, after),
    cursorAt: (id: string) => id,
  }
}

/** Of rows in the order key, id; rows without a key are last whichever way it goes. */
function behind(key: SQL, descending: boolean, [value, id]: [Key, string]) {
  const tie = gt(item.id, id)
  if (value === null) return and(isNull(key), tie)
  const further = descending ? lt(key, value) : gt(key, value)
  return or(further, and(eq(key, value), tie), isNull(key))
}

/**
 * How a page of items is ordered, where it begins and how the next one is found: by keyset, so that
 * rows which come and go meanwhile neither repeat nor hide others. Ties stand in the order of the
 * run. Throws `InvalidError` for a cursor of another list or order.
 */
export function itemOrder(filter: RunItemFilter, run: SortedRun) {
  const { sort, dir = 'asc', cursor } = filter
  if (sort === undefined) return unsorted(filter)
  const key = keys[sort](run)
  const descending = dir === 'desc'
  const byKey = (of: SQL) => [sql`${descending ? desc(of) : asc(of)} nulls last`, asc(item.id)]
  const Cursor = z.tuple([
    z.literal(sort),
    z.literal(dir),
    z.union([z.string(), z.number()]).nullable(),
    z.uuid(),
  ])
  const decoded = cursor === undefined ? undefined : (decodeCursor(Cursor, cursor) ?? refuse())
  return {
    key: key as SQL<Key>,
    by: byKey(key),
    /** the same of a page that is cut already, by its key as it was read */
    byKey,
    after: decoded && behind(key, descending, [decoded[2], decoded[3]]),
    cursorAt: (id: string, value: Key) => encodeCursor([sort, dir, value, id]),
  }
}
