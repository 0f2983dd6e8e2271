import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

import { parse } from 'yaml'
import { z } from 'zod'

import type { Client } from '#cli/client.ts'
import { CommandError } from '#cli/exit.ts'
import type { Terminal } from '#cli/terminal.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { ReplayChangeView, ReplayView, ReplayWithChanges } from '#lib/replays/schema.ts'

const pollMs = 1_000
const isBusy = ({ state }: ReplayView) => state === 'running' || state === 'applying'

/** The settings of a policy in a file; the server says what is wrong with them. */
async function readPolicy(file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new CommandError(`${file}: ${errorMessage(error)}`)
  }
}

const executions = (count: number) => `${count} execution${count === 1 ? '' : 's'}`

const judgement = ({ verdict, review_status }: ReplayChangeView['before']) =>
  review_status === 'manual_review' ? `${verdict}? (a person decides)` : verdict

function changeLine({
  case: { name },
  language,
  before,
  after,
  decided,
  contradicts,
}: ReplayChangeView) {
  const person =
    decided === null ? '' : `, a person decided ${decided}${contradicts ? ': contradicts' : ''}`
  return `  ${name} (${language}): ${judgement(before)} → ${judgement(after)}${person}\n      ${after.reason}`
}

function summaryLines({ state, summary, total, passed_over, reason }: ReplayView): string[] {
  if (state === 'failed') return [`The replay failed: ${reason ?? 'no reason was given'}`]
  if (!summary) return [`${executions(total)} judged again.`]
  const counted = [
    [summary.verdicts, 'verdicts flip'],
    [summary.no_longer_reviewed, 'need a person no longer'],
    [summary.now_reviewed, 'need a person now'],
    [summary.contradicts_people, 'contradict the decision of a person, which stays'],
    [summary.agrees_with_people, 'come to what a person had decided against Earshot'],
    [summary.hidden, 'are hidden: their blind audits are open'],
    [passed_over, 'were judged by somebody else meanwhile and left as they are'],
  ] as const
  const parts = counted.filter(([count]) => count > 0).map(([count, what]) => `  ${count} ${what}`)
  const head = `${executions(total)} judged again, ${summary.changed} change${state === 'applied' ? 'd' : ''}:`
  return summary.changed === 0
    ? [`${executions(total)} judged again: nothing changes.`]
    : [head, ...parts]
}

/**
 * Judges a run again by the policies in force or by a file, and prints what would change; `apply` writes it. Returns whether
 * it could be done.
 */
export async function replayRun(
  { client, terminal, signal }: { client: Client; terminal: Terminal; signal: AbortSignal },
  run: string,
  options: { policy?: string; apply?: true; json?: true },
): Promise<boolean> {
  const policy = options.policy === undefined ? undefined : await readPolicy(options.policy)
  const started = await client.json(
    `/api/v1/runs/${encodeURIComponent(run)}/replay`,
    ReplayWithChanges,
    {
      method: 'POST',
      json: { ...(policy !== undefined && { policy }), apply: options.apply ?? false },
      idempotencyKey: randomUUID(),
      timeoutMs: 180_000,
    },
  )
  let replay: ReplayView = started
  let { changes } = started
  const path = `/api/v1/replays/${started.id}`
  let applied = options.apply !== true || replay.state === 'applied' || replay.state === 'failed'
  while (isBusy(replay) || !applied) {
    if (replay.state === 'ready') {
      await client.json(`${path}/apply`, ReplayView, { method: 'POST' })
      applied = true
    }
    terminal.err(`${replay.judged} of ${replay.total} judged`)
    await sleep(pollMs, undefined, { signal })
    replay = await client.json(path, ReplayView)
    if (replay.state === 'failed') break
  }
  if (started.state === 'running' && replay.state !== 'failed')
    changes = (
      await client.json(`${path}/changes`, z.object({ data: z.array(ReplayChangeView) }), {
        query: { limit: '1000' },
      })
    ).data
  if (options.json) terminal.out(JSON.stringify({ ...replay, changes }, null, 2))
  else for (const line of [...summaryLines(replay), ...changes.map(changeLine)]) terminal.out(line)
  return replay.state !== 'failed'
}
