import { jobNames } from '#lib/platform/jobs/catalog.ts'
import type { Dispatcher } from '#lib/platform/jobs/dispatcher.ts'
import { jobsChannel } from '#lib/platform/jobs/enqueue.ts'
import { cancelChannel } from '#lib/runs/cancel-run.ts'
import { startChannel } from '#lib/runs/queue/start-items.ts'
import { openExecutionConsumer, type Execute } from '#workers/execution-consumer.ts'
import { ItemScheduler } from '#workers/item-scheduler.ts'
import { openJobConsumer } from '#workers/job-consumer.ts'
import { quietly } from '#workers/quietly.ts'
import type { HandledJob, Tools } from '#workers/types.ts'
import { openWebhookConsumer } from '#workers/webhook-consumer.ts'

export type Open = Omit<Tools, 'schedule'>

export type Consumers = ReturnType<typeof openConsumers>

/** A consumer for each queue of the catalog, and what lets items in. */
export function openConsumers(open: Open, execute: Execute, workerId: string) {
  const consumers = new Map<string, Dispatcher>()
  const scheduler = new ItemScheduler(open.sql, open.boss, () =>
    consumers.get('execution.execute')?.wake(),
  )
  const tools: Tools = { ...open, schedule: (organizationId) => scheduler.schedule(organizationId) }
  const executions = openExecutionConsumer(tools, execute, workerId)
  consumers.set('execution.execute', executions.dispatcher)
  consumers.set('webhook.process', openWebhookConsumer(tools))
  for (const name of jobNames)
    if (name !== 'execution.execute' && name !== 'webhook.process')
      consumers.set(name, openJobConsumer(tools, name satisfies HandledJob))
  return { consumers, scheduler, executions }
}

/** Wakes consumers by what transactions announce. */
export async function listen({ sql }: Open, { consumers, scheduler, executions }: Consumers) {
  const wakeAll = () => consumers.forEach((consumer) => consumer.wake())
  return Promise.all([
    // After a lost connection nobody knows what was missed.
    sql.listen(jobsChannel, (queue) => consumers.get(queue)?.wake(), wakeAll),
    sql.listen(startChannel, (organizationId) => scheduler.schedule(organizationId)),
    sql.listen(
      cancelChannel,
      (runId) => executions.cancelRun(runId),
      quietly('look for cancelled runs', () => executions.cancelMissed()),
    ),
  ])
}
