import { jobNames } from '#lib/platform/jobs/catalog.ts'
import type { Dispatcher } from '#lib/platform/jobs/dispatcher.ts'
import { jobsChannel } from '#lib/platform/jobs/enqueue.ts'
import { cancelChannel } from '#lib/runs/cancel-run.ts'
import { admitChannel } from '#lib/runs/queue/admit-items.ts'
import { Admission } from '#workers/admission.ts'
import { openExecutionConsumer, type Execute } from '#workers/execution-consumer.ts'
import { openJobConsumer } from '#workers/job-consumer.ts'
import { quietly } from '#workers/quietly.ts'
import type { HandledJob, Tools } from '#workers/types.ts'

export type Open = Omit<Tools, 'admit'>

export type Consumers = ReturnType<typeof openConsumers>

/** A consumer for each queue of the catalog, and what lets items in. */
export function openConsumers(open: Open, execute: Execute) {
  const consumers = new Map<string, Dispatcher>()
  const admission = new Admission(open.sql, open.boss, () =>
    consumers.get('execution.execute')?.wake(),
  )
  const tools: Tools = { ...open, admit: (organizationId) => admission.admit(organizationId) }
  const executions = openExecutionConsumer(tools, execute)
  consumers.set('execution.execute', executions.dispatcher)
  for (const name of jobNames)
    if (name !== 'execution.execute')
      consumers.set(name, openJobConsumer(tools, name satisfies HandledJob))
  return { consumers, admission, executions }
}

/** Wakes consumers by what transactions announce. */
export async function listen({ sql }: Open, { consumers, admission, executions }: Consumers) {
  const wakeAll = () => consumers.forEach((consumer) => consumer.wake())
  return Promise.all([
    // After a lost connection nobody knows what was missed.
    sql.listen(jobsChannel, (queue) => consumers.get(queue)?.wake(), wakeAll),
    sql.listen(admitChannel, (organizationId) => admission.admit(organizationId)),
    sql.listen(
      cancelChannel,
      (runId) => executions.cancelRun(runId),
      quietly('look for cancelled runs', () => executions.cancelMissed()),
    ),
  ])
}
