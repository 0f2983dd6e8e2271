import { z } from 'zod'

import type { GithubClient } from '#lib/engines/vendors/github/client.ts'

const Milestone = z.object({ number: z.int().positive(), title: z.string() })
/** of 100 open milestones each */
const pages = 5

/** The number of the open milestone with this title, or else of this number; null when there is none. */
export async function findMilestone(
  client: GithubClient,
  repository: string,
  wanted: string,
): Promise<number | null> {
  const list = client.list(
    {
      operation: 'issue',
      route: 'GET /repos/{owner}/{repo}/milestones',
      repository,
      parameters: { state: 'open' },
      reply: Milestone,
    },
    pages,
  )
  let byNumber: number | null = null
  for await (const { number, title } of list) {
    if (title.trim().toLowerCase() === wanted.toLowerCase()) return number
    if (String(number) === wanted.replace(/^#/, '')) byNumber = number
  }
  return byNumber
}
