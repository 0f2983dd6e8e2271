import { createHmac, randomBytes, randomUUID } from 'node:crypto'

import type { APIRequestContext } from '@playwright/test'

type Push = { repository: string; branch: string; sha?: string }

/** The parts of GitHub's push payload that a receiver may rely on. */
function pushPayload({ repository, branch, sha = randomBytes(20).toString('hex') }: Push) {
  const commit = { id: sha, message: 'Change it', added: [], modified: ['a.ts'], removed: [] }
  return {
    ref: `refs/heads/${branch}`,
    before: randomBytes(20).toString('hex'),
    after: sha,
    created: false,
    deleted: false,
    forced: false,
    head_commit: commit,
    commits: [commit],
    repository: { full_name: repository },
    pusher: { name: 'octocat' },
    sender: { login: 'octocat' },
  }
}

/** Posts a push as GitHub does, signed with `secret`, and returns the status of the answer. */
export async function deliverPush(
  api: APIRequestContext,
  address: string,
  secret: string,
  push: Push,
): Promise<number> {
  const body = JSON.stringify(pushPayload(push))
  const response = await api.post(address, {
    headers: {
      'Content-Type': 'application/json',
      'X-GitHub-Event': 'push',
      'X-GitHub-Delivery': randomUUID(),
      'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
    data: Buffer.from(body),
  })
  return response.status()
}

/** Posts what Jenkins' Notification plugin sends, which cannot sign, and returns the status of the answer. */
export async function notifyOfBuild(api: APIRequestContext, address: string): Promise<number> {
  const commit = randomBytes(20).toString('hex')
  const scm = { url: 'https://git.test/acme/voice.git', branch: 'origin/main', commit }
  const build = { number: 41, phase: 'COMPLETED', status: 'SUCCESS', scm }
  const data = { name: 'voice', display_name: 'voice', url: 'job/voice/', build }
  return (await api.post(address, { data })).status()
}
