import type { RunView } from '#lib/runs/schema.ts'

/** What a table of runs shows of one. */
export type RunRow = Pick<
  RunView,
  'id' | 'name' | 'mode' | 'status' | 'paused' | 'created_at' | 'started_at' | 'finished_at'
> & {
  target: string
  counts: Pick<RunView['counts'], 'total' | 'passed' | 'failed' | 'invalid'>
}

export const rowOfRun = (run: RunView): RunRow => {
  const { id, name, mode, status, paused, created_at, started_at, finished_at } = run
  const { total, passed, failed, invalid } = run.counts
  return {
    ...{ id, name, mode, status, paused, created_at, started_at, finished_at },
    target: run.target.name,
    counts: { total, passed, failed, invalid },
  }
}
