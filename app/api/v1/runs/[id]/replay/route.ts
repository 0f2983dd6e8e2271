import { z } from 'zod'

import { waitForReplay } from '#app/api/_lib/wait-for-replay.ts'
import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { webEvents } from '#lib/http/database.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { applyReplay } from '#lib/replays/apply-replay.ts'
import { listReplayChanges } from '#lib/replays/queries.ts'
import { ReplayWithChanges } from '#lib/replays/schema.ts'
import { startReplay } from '#lib/replays/start-replay.ts'

/** ms that a caller waits for the judgements before it must come back for them */
const waitMs = 60_000
const shown = 1_000

export const POST = route(
  {
    summary:
      'Judge a run again by the policies in force or a draft: 200 with what would change, 202 when it is not ready yet; apply writes it',
    params: IdParams,
    body: z.strictObject({
      policy: PolicySettings.optional(),
      apply: z.boolean().default(false),
      note: z.string().trim().max(1_000).default(''),
    }),
    reply: ReplayWithChanges,
    status: 202,
    permission: 'run:start',
    creates: true,
    waitsMs: 2 * waitMs,
  },
  async ({ ctx, params, body }) => {
    const { policy, note } = body
    const replay = await startReplay(ctx, { run_id: params.id, note, ...(policy && { policy }) })
    return { ...replay, changes: [] }
  },
  async ({ ctx, params, body, signal }, { id }) => {
    const wait = { ctx, hub: webEvents(), ms: waitMs, signal, replayId: id, runId: params.id }
    let replay = await waitForReplay(wait)
    const { data: changes } = await listReplayChanges(ctx, id, { limit: shown })
    if (body.apply && replay.state === 'ready') {
      await applyReplay(ctx, id)
      replay = await waitForReplay(wait)
    }
    const done = replay.state !== 'running' && replay.state !== 'applying'
    return { status: done ? 200 : 202, body: ReplayWithChanges.parse({ ...replay, changes }) }
  },
)
