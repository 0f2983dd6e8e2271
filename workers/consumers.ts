import type { Sql } from '#db/client.ts'
import { jobNames } from '#lib/platform/jobs/catalog.ts'
import type { Dispatcher } from '#lib/platform/jobs/dispatcher.ts'
import { jobsChannel } from '#lib/platform/jobs/enqueue.ts'
import { deathsChannel } from '#lib/platform/jobs/worker-lives.ts'
import { cancelChannel } from '#lib/runs/cancel-run.ts'
import { itemsChannel } from '#lib/runs/queue/wake-workers.ts'
import { openExecutionConsumer, type Execute } from '#workers/execution-consumer.ts'
import { openJobConsumer } from '#workers/job-consumer.ts'
import { quietly } from '#workers/quietly.ts'
import type { Tools } from '#workers/types.ts'
import { openWebhookConsumer } from '#workers/webhook-consumer.ts'

/** `hot` is for items alone: its sessions give up soon, and nobody else fills them. */
export type Open = Tools & { hot: Sql }

export type Consumers = ReturnType<typeof openConsumers>

/** A consumer for each queue of the catalog, and one for items. */
export function openConsumers(open: Open, execute: Execute, workerId: string) {
  const consumers = new Map<string, Dispatcher>(
    jobNames.map((name) => [
      name,
      name === 'webhook.process' ? openWebhookConsumer(open) : openJobConsumer(open, name),
    ]),
  )
  const executions = openExecutionConsumer(open, execute, workerId)
  return { consumers, executions }
}

/** Wakes consumers by what transactions announce. */
export async function listen(
  { sql }: Open,
  { consumers, executions }: Consumers,
  heart: { beat(): Promise<void> },
) {
  const wakeAll = () => consumers.forEach((consumer) => consumer.wake())
  const wakeItems = () => executions.claimer.wake()
  return Promise.all([
    // After a lost connection nobody knows what was missed.
    sql.listen(jobsChannel, (queue) => consumers.get(queue)?.wake(), wakeAll),
    sql.listen(itemsChannel, wakeItems, wakeItems),
    sql.listen(deathsChannel, () => void heart.beat()),
    sql.listen(
      cancelChannel,
      (runId) => executions.cancelRun(runId),
      quietly('look for cancelled runs', () => executions.dropSuperseded()),
    ),
  ])
}
