import { z } from 'zod'

import type { GithubClient } from '#lib/engines/vendors/github/client.ts'
import { setupFault } from '#lib/engines/vendors/provider-fault.ts'
import type { Issue } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

export const GithubIssue = z.object({
  number: z.int().positive(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  performed_via_github_app: z.object({ id: z.int() }).nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])).default([]),
  assignees: z.array(z.object({ login: z.string() })).nullish(),
  milestone: z.object({ number: z.int() }).nullish(),
  pull_request: z.unknown().optional(),
})
export type GithubIssue = z.output<typeof GithubIssue>

/** `owner/name#7` taken apart. Throws NetFault `configuration` for anything else. */
export function readKey(key: string, peer: string): { repository: string; number: number } {
  const parts = /^(?<repository>[^\s#]+)#(?<number>\d{1,9})$/.exec(key)?.groups
  if (!parts?.['repository'])
    throw setupFault(peer, `"${key}" is not an issue of GitHub: owner/name#7`)
  return { repository: parts['repository'], number: Number(parts['number']) }
}

const lower = (texts: readonly string[]) => new Set(texts.map((text) => text.toLowerCase()))

export const labelsOf = ({ labels }: GithubIssue): string[] =>
  labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')))

/** What of the wishes the issue does not carry; GitHub drops it without a word when rights are missing. */
export function dropped(wanted: readonly string[], got: readonly string[]): string[] {
  const there = lower(got)
  return wanted.filter((one) => !there.has(one.toLowerCase()))
}

export function toIssue(repository: string, issue: GithubIssue, warnings: string[] = []): Issue {
  const reason = issue.state === 'closed' && issue.state_reason ? ` (${issue.state_reason})` : ''
  return {
    key: `${repository}#${issue.number}`,
    url: issue.html_url,
    status: `${issue.state}${reason}`.replaceAll('_', ' '),
    category: issue.state === 'closed' ? 'done' : 'open',
    ...(warnings.length > 0 && { warnings }),
  }
}

/** The label that every issue of ours carries, so that they can be listed apart from people's. */
export const ownLabel = 'earshot'

/** of 100 each: those with our label, and the newest of all for where labels were dropped */
const labelledPages = 20
const newestPages = 2

const User = z.object({ login: z.string() })

/** Whether an issue was written by this connection: a stranger could put a marker into an issue of theirs. */
async function authorTest(client: GithubClient): Promise<(issue: GithubIssue) => boolean> {
  const { credentials } = client
  if (credentials.kind === 'app')
    return (issue) => issue.performed_via_github_app?.id === credentials.appId
  try {
    const call = { operation: 'issue', route: 'GET /user', reply: User }
    const { login } = (await client.send(call)).data
    return (issue) => issue.user?.login.toLowerCase() === login.toLowerCase()
  } catch (error) {
    // The token of a workflow belongs to nobody.
    if (error instanceof NetworkError && error.fault === 'authentication') return () => false
    throw error
  }
}

/**
 * Searches the issues of a repository from the newest: those with our label, then the newest of this connection's
 * own. Listing is up to date at once, while GitHub's search index lags behind by minutes.
 */
export async function findIn(
  client: GithubClient,
  repository: string,
  fits: (issue: GithubIssue) => boolean,
): Promise<GithubIssue | null> {
  const list = (parameters: Record<string, unknown>, pages: number) =>
    client.list(
      {
        operation: 'issue',
        route: 'GET /repos/{owner}/{repo}/issues',
        repository,
        parameters: { state: 'all', sort: 'created', direction: 'desc', ...parameters },
        reply: GithubIssue,
      },
      pages,
    )
  for await (const issue of list({ labels: ownLabel }, labelledPages))
    if (!issue.pull_request && fits(issue)) return issue
  let isOurs: ((issue: GithubIssue) => boolean) | undefined
  for await (const issue of list({}, newestPages)) {
    if (issue.pull_request || !fits(issue)) continue
    isOurs ??= await authorTest(client)
    if (isOurs(issue)) return issue
  }
  return null
}
