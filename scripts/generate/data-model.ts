import { getTableConfig, PgTable, type PgColumn } from 'drizzle-orm/pg-core'
import { is } from 'drizzle-orm'

import * as schema from '#db/schema/index.ts'
import type { Generator } from '#scripts/generate/generated-file.ts'

const tables = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table))
  .sort((a, b) => a.name.localeCompare(b.name))

type Table = (typeof tables)[number]

const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const notes: Record<string, string> = {
  test_execution_queue: 'range partitions by month on `id`',
  voice_test_executions: 'range partitions by month on `id`',
  execution_details: 'range partitions by month on `execution_id`',
  validation_results: 'range partitions by month on `execution_id`',
}

function references(table: Table): { from: string; to: string }[] {
  return table.foreignKeys.map((key) => {
    const { foreignTable } = key.reference()
    return { from: table.name, to: getTableConfig(foreignTable).name }
  })
}

function diagram(): string {
  const edges = tables.flatMap(references)
  const lines = [...new Set(edges.map(({ from, to }) => `  ${to} ||--o{ ${from} : ""`))].sort()
  return ['```mermaid', 'erDiagram', ...lines, '```'].join('\n')
}

function columnRow(table: Table, column: PgColumn): string {
  const target = table.foreignKeys.find((key) => key.reference().columns.includes(column))
  const marks = [
    column.primary ? 'key' : '',
    column.notNull ? '' : 'may be null',
    target ? `→ \`${getTableConfig(target.reference().foreignTable).name}\`` : '',
  ].filter((mark) => mark !== '')
  return `| \`${snake(column.name)}\` | ${column.getSQLType()} | ${marks.join(', ')} |`
}

function section(table: Table): string {
  const note = notes[table.name]
  return [
    `### ${table.name}`,
    ...(note ? [`*${note}*`] : []),
    '| column | type | |\n|---|---|---|\n' +
      table.columns.map((column) => columnRow(table, column)).join('\n'),
  ].join('\n\n')
}

const head = `# Data model

Written from \`db/schema\` by \`npm run generate\`; do not edit.

Keys are UUIDv7, made in the process: they sort by creation, so the newest-first list of anything is a walk along its
key, and the tables that grow without end are partitioned by month on the key itself (one month is dropped, not
deleted). Every root table carries \`organization_id\`; the others hang from one that does. Closed lists are text with
a check. Times are \`timestamptz\`. JSONB holds what has a vendor's or a validator's shape.

What lists and statistics read of an execution is in \`voice_test_executions\`; what only its own page reads
(evidence by turn, the raw exchange) is in \`execution_details\`. Counters of a run (\`run_summaries\`) and the daily
roll-up (\`test_metrics\`, with a latency histogram) change in the transaction that records or re-judges an execution,
so no page counts executions.`

/** `docs/data-model.md`: a diagram and a table for each table of the schema. */
export const generateDataModel: Generator = async () => {
  const text = [head, '## Diagram', diagram(), '## Tables', ...tables.map(section)].join('\n\n')
  return [{ path: 'docs/data-model.md', text: `${text}\n` }]
}
