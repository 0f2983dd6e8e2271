import { randomUUID } from 'node:crypto'

import type { Client } from '#cli/client.ts'
import { tally } from '#cli/follow-run.ts'
import { RunView } from '#lib/runs/schema.ts'

const line = (run: RunView) =>
  `${run.name}: ${run.paused ? 'paused' : run.status}, ${tally(run)}, ${run.counts.pending + run.counts.running} to go`

const pathOf = (run: string, verb: string) => `/api/v1/runs/${encodeURIComponent(run)}/${verb}`

/** Pauses, resumes or cancels a run; says where it stands now. */
export async function changeRun(
  client: Client,
  run: string,
  verb: 'pause' | 'resume' | 'cancel',
): Promise<string> {
  return line(await client.json(pathOf(run, verb), RunView, { method: 'POST' }))
}

/** Has items of an ended run tried again; says where it stands now. */
export async function retryRun(
  client: Client,
  run: string,
  which: 'failed' | 'invalid' | 'all',
): Promise<string> {
  return line(
    await client.json(pathOf(run, 'retry-failed'), RunView, {
      method: 'POST',
      json: { which },
      idempotencyKey: randomUUID(),
    }),
  )
}
