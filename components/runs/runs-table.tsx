import { RunRows } from '#components/runs/run-rows.client.tsx'
import { rowOfRun } from '#components/runs/run-row.ts'
import type { RunView } from '#lib/runs/schema.ts'

/** Runs, newest first: what was tested, how it went, how long it took. */
export const RunsTable = ({ runs }: { runs: RunView[] }) => <RunRows runs={runs.map(rowOfRun)} />
