import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import * as schema from '#db/schema/index.ts'

/** A node of a plan, as `explain (analyze, format json)` tells it. */
type PlanNode = {
  'Node Type': string
  'Relation Name'?: string | undefined
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number | undefined
  'Rows Removed by Index Recheck'?: number | undefined
  Plans?: PlanNode[] | undefined
}

const PlanNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Rows Removed by Index Recheck': z.number().optional(),
  get Plans() {
    return z.array(PlanNode).optional()
  },
})
const Explained = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: PlanNode })) }))

type Statement = { text: string; params: unknown[] }

/** How a statement went through a table (a partition counts on its own), and how many rows of it it looked at. */
export type Scan = { table: string; how: string; rows: number }

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** Rows that a node has looked at over all its loops, whether it kept them or not. */
const lookedAt = (node: PlanNode) =>
  Math.round(
    (node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)) *
      node['Actual Loops'],
  )

const scansOf = (plan: PlanNode): Scan[] =>
  nodesOf(plan).flatMap((node) => {
    const table = node['Relation Name']
    return table === undefined ? [] : [{ table, how: node['Node Type'], rows: lookedAt(node) }]
  })

/**
 * Runs a statement once more and tells how it went through its tables. Whole tables are read only where no index could
 * have served, however small they are: that is what the planner is told. What it writes is undone.
 */
async function explain(client: postgres.Sql, { text, params }: Statement): Promise<Scan[]> {
  const lane = await client.reserve()
  try {
    await lane`begin`
    for (const way of ['seqscan', 'hashjoin', 'mergejoin'])
      await lane.unsafe(`set local enable_${way} = off`)
    const rows = await lane.unsafe(
      `explain (analyze, timing off, summary off, format json) ${text}`,
      params as never[],
    )
    return Explained.parse(rows).flatMap((row) =>
      row['QUERY PLAN'].flatMap(({ Plan }) => scansOf(Plan)),
    )
  } finally {
    await lane`rollback`
    lane.release()
  }
}

/** A database whose statements can be looked at after they were sent. */
export function openPlans(url: string): {
  db: Database
  /** Statements that `read` sends, each with its scans. */
  scansOf: (read: () => Promise<unknown>) => Promise<{ text: string; scans: Scan[] }[]>
  close: () => Promise<void>
} {
  const client = postgres(url, { max: 4, onnotice: () => undefined })
  const sent: Statement[] = []
  const logQuery = (text: string, params: unknown[]) => void sent.push({ text, params })
  const db = drizzle(client, { schema, casing: 'snake_case', logger: { logQuery } })
  return {
    db,
    async scansOf(read) {
      sent.length = 0
      await read()
      const statements = sent.filter(({ text }) =>
        /^\s*(select|with|insert|update|delete)\b/i.test(text),
      )
      const found = []
      for (const statement of statements)
        found.push({ text: statement.text, scans: await explain(client, statement) })
      return found
    },
    close: () => client.end({ timeout: 5 }),
  }
}
