import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import { openRow } from '#lib/integrations/open-connection.ts'
import type { ConnectionRow } from '#lib/integrations/queries.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { Guard } from '#lib/platform/net/guard.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** ms */
const limit = 20_000

export type Completed = { event: CiEvent; ignored: string | null }

type Options = { signal?: AbortSignal | undefined; guard?: Guard | undefined }

/** Faults of the connection's own settings are told at once; the rest may be better at the next try. */
function explained(error: unknown, name: string): unknown {
  if (!(error instanceof NetworkError) || error.retryable) return error
  return new InvalidError(`${name} cannot be asked about the pull request: ${error.message}`)
}

/**
 * Asks the provider for what a comment leaves out of its pull request, and whether its author may write there. Safe to
 * repeat; nothing is written. Throws `InvalidError` when the connection cannot ask, `NetworkError` when a later try may.
 */
export async function completeEvent(
  row: ConnectionRow,
  event: CiEvent,
  { signal, guard }: Options = {},
): Promise<Completed> {
  const { pullRequest, repository } = event
  const person = event.author.name
  if (!event.isIncomplete || !pullRequest || repository === null || person === null)
    return { event, ignored: null }
  const deadline = AbortSignal.timeout(limit)
  const { ci } = openRow(row, {
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    ...(guard && { guard }),
  })
  if (!ci?.readPullRequest)
    throw new InvalidError(`${row.name} cannot be asked about the pull request`)
  const question = { repository, number: pullRequest.number, person }
  const { facts, mayWrite } = await ci.readPullRequest(question).catch((error: unknown) => {
    throw explained(error, row.name)
  })
  const { sha, branch, baseBranch, title, labels, isOwn, isOpen } = facts
  const full: CiEvent = {
    ...event,
    sha,
    branch,
    pullRequest: { number: pullRequest.number, title, baseBranch, labels },
    author: { name: person, trusted: isOwn },
    isIncomplete: false,
  }
  if (!mayWrite)
    return { event: full, ignored: `${person} may not write to ${repository}, so starts no run` }
  return { event: full, ignored: isOpen ? null : 'the pull request is not open any more' }
}
