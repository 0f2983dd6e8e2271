import type { CommitStatus } from '#lib/engines/vendors/types.ts'
import { addNotification } from '#lib/notifications/outbox/add-notification.ts'
import { lastIntent } from '#lib/notifications/outbox/last-intent.ts'
import { commentKey, statusKey } from '#lib/notifications/outbox/links.ts'
import type { Payload } from '#lib/notifications/outbox/payload.ts'
import type { RunFacts, RunGit } from '#lib/notifications/runs/run-facts.ts'
import { composeComment } from '#lib/notifications/statuses/compose-comment.ts'
import { composeStatus } from '#lib/notifications/statuses/compose-status.ts'
import {
  type CiConnection,
  findCiConnection,
} from '#lib/notifications/statuses/find-ci-connection.ts'
import type { Ctx } from '#lib/platform/context.ts'

type Options = {
  /** sends it although nothing has changed; made part of the key */
  again?: string
}

const isEnded = ({ run }: RunFacts) => run.status !== 'queued' && run.status !== 'running'

type Place = { git: RunGit; connection: CiConnection }

/** A status of a newer run, or the same as was asked for last, leaves nothing to say. */
function isSaid(last: Payload | undefined, facts: RunFacts, status: CommitStatus): boolean {
  if (last?.kind !== 'status') return false
  if (last.run_id !== facts.run.id) return last.run_id > facts.run.id
  return last.status.state === status.state && last.status.description === status.description
}

async function addStatus(
  tx: Ctx,
  facts: RunFacts,
  suite: RunFacts['suites'][number],
  { git, connection }: Place,
  { again }: Options,
): Promise<boolean> {
  const status = composeStatus(facts, git, suite, connection.settings.commit_status.context)
  const threadKey = `status ${statusKey(status)}`
  const last = await lastIntent(tx, connection.id, threadKey)
  if (again === undefined && isSaid(last?.payload, facts, status)) return false
  const row = await addNotification(tx, {
    integrationId: connection.id,
    event: 'commit_status',
    subject: { type: 'run', id: facts.run.id },
    threadKey,
    // Two that follow the same one are the same: whoever is repeated after a crash adds nothing.
    key: `status ${facts.run.id} ${suite.id} ${status.state} after ${again ?? last?.id ?? 'none'}`,
    payload: { kind: 'status', run_id: facts.run.id, status },
    reason: `the run tests commit ${git.sha.slice(0, 8)} of ${git.repository}`,
    overtakes: true,
  })
  return row !== null
}

async function addComment(tx: Ctx, facts: RunFacts, { git, connection }: Place): Promise<void> {
  const { pull_request: number } = git
  if (!connection.settings.comment.enabled || number === undefined || !isEnded(facts)) return
  const key = commentKey(git.repository, number)
  const threadKey = `comment ${key}`
  const body = composeComment(facts)
  const last = await lastIntent(tx, connection.id, threadKey)
  if (last?.payload.kind === 'comment') {
    if (last.payload.run_id > facts.run.id || last.payload.body === body) return
  }
  await addNotification(tx, {
    integrationId: connection.id,
    event: 'pr_comment',
    subject: { type: 'run', id: facts.run.id },
    threadKey,
    key: `comment ${facts.run.id} after ${last?.id ?? 'none'}`,
    payload: {
      kind: 'comment',
      run_id: facts.run.id,
      repository: git.repository,
      pull_request: number,
      marker: `results ${key}`,
      body,
    },
    reason: `the run tests pull request ${key}`,
    overtakes: true,
  })
}

/**
 * Tells the commit of a run what became of it: one status for each suite, and the comment on its pull request. Only what
 * differs from what was told last. Returns how many statuses will be sent; 0 without a commit or a connection.
 */
export async function addStatuses(
  tx: Ctx,
  facts: RunFacts,
  options: Options = {},
): Promise<number> {
  const { git } = facts
  if (!git) return 0
  const connection = await findCiConnection(tx, git, facts.connectionId)
  if (!connection) return 0
  const { enabled, auto_update: early } = connection.settings.commit_status
  let added = 0
  if (enabled && (early || isEnded(facts)))
    for (const suite of facts.suites)
      if (await addStatus(tx, facts, suite, { git, connection }, options)) added++
  await addComment(tx, facts, { git, connection })
  return added
}
