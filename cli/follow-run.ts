import { setTimeout as delay } from 'node:timers/promises'

import cliProgress from 'cli-progress'

import type { Client } from '#cli/client.ts'
import type { Terminal } from '#cli/terminal.ts'
import { RunView } from '#lib/runs/schema.ts'

const isOver = ({ status }: RunView) => !['queued', 'running'].includes(status)

const endedItems = ({ counts }: RunView) =>
  counts.passed + counts.failed + counts.invalid + counts.cancelled

export function tally({ counts }: RunView): string {
  const parts = [`${counts.passed} passed`, `${counts.failed} failed`, `${counts.invalid} invalid`]
  if (counts.cancelled > 0) parts.push(`${counts.cancelled} cancelled`)
  if (counts.manual_review > 0) parts.push(`${counts.manual_review} for review`)
  if (counts.passed_after_retry > 0) parts.push(`${counts.passed_after_retry} after retry`)
  return parts.join(', ')
}

/** What listening found, a line each; empty where nobody spoke, and before the run has ended. */
export function listeningLines({
  spoken_verified: spoken,
  same_replies: same = 0,
}: RunView): string[] {
  const { no = 0, differs = 0, yes = 0 } = spoken ?? {}
  return [
    same > 0 && `${same} not proven: the same reply came to different questions`,
    differs > 0 && `spoken words: a recogniser heard others than the text in ${differs}`,
    no > 0 && `spoken words: not verified in ${no}${yes > 0 ? `, verified in ${yes}` : ''}`,
  ].filter((line) => line !== false)
}

type Progress = { show: (run: RunView) => void; stop: () => void }

function bar(): Progress {
  const format = '  {bar} {value}/{total} | {tally}'
  const live = new cliProgress.SingleBar(
    { format, hideCursor: true, stream: process.stderr, etaBuffer: 50 },
    cliProgress.Presets.shades_classic,
  )
  let started = false
  return {
    show(run) {
      if (!started) live.start(run.counts.total, 0, { tally: '' })
      started = true
      live.setTotal(run.counts.total)
      live.update(endedItems(run), { tally: tally(run) })
    },
    stop: () => started && live.stop(),
  }
}

/** A line for each tenth of the run: enough to see it move, not enough to flood a log. */
function lines(terminal: Terminal): Progress {
  let shown = -1
  return {
    show(run) {
      const { total } = run.counts
      const tenth = total === 0 ? 0 : Math.floor((endedItems(run) / total) * 10)
      if (tenth === shown) return
      shown = tenth
      terminal.err(`  ${endedItems(run)}/${total}: ${tally(run)}`)
    },
    stop: () => undefined,
  }
}

/** Asks for the run until it is over, ever less often while nothing moves. `signal` ends the wait, not the run. */
export async function followRun(
  client: Client,
  runId: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<RunView> {
  const progress = terminal.isLive ? bar() : lines(terminal)
  try {
    for (let wait = 250, before = -1; ;) {
      signal.throwIfAborted()
      const run = await client.json(`/api/v1/runs/${runId}`, RunView)
      progress.show(run)
      if (isOver(run)) return run
      wait = endedItems(run) === before ? Math.min(wait * 1.5, 3_000) : 250
      before = endedItems(run)
      await delay(wait, undefined, { signal })
    }
  } finally {
    progress.stop()
  }
}
