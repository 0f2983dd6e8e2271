import { createHmac, randomUUID } from 'node:crypto'

import { newSha, type Sent } from '#lib/webhooks/testing/deliveries.ts'

const newId = (): string => randomUUID()

type BitbucketChange = { type?: 'branch' | 'tag'; name?: string; sha?: string | null }

const refOf = ({ type = 'branch', name = 'main' }: BitbucketChange, hash: string) => ({
  type,
  name,
  target: { type: 'commit', hash, message: 'Change it\n', date: '2026-11-01T09:00:00+00:00' },
})

const owner = { type: 'user', nickname: 'fox', display_name: 'Fay Fox', uuid: '{0f}' }

/** The parts of Bitbucket's `repo:push` that a receiver may rely on; a change without a commit is a deletion. */
export const bitbucketPush = (
  changes: BitbucketChange[] = [{}],
  repository = 'acme/voice',
): object => ({
  push: {
    changes: changes.map((change) => {
      const sha = change.sha === undefined ? newSha() : change.sha
      return {
        forced: false,
        created: false,
        closed: sha === null,
        truncated: false,
        old: refOf(change, newSha()),
        new: sha === null ? null : refOf(change, sha),
        commits: [],
      }
    }),
  },
  actor: owner,
  repository: { type: 'repository', full_name: repository, name: 'voice', is_private: true },
})

type Pull = { sha?: string; source?: string | null; state?: string; draft?: boolean }

/** `pullrequest:created`; its commit is told by 12 digits. */
export const bitbucketPull = ({
  sha = newSha(),
  source = 'acme/voice',
  state = 'OPEN',
  draft = false,
}: Pull = {}): object => {
  const repository = { type: 'repository', full_name: 'acme/voice', name: 'voice' }
  return {
    pullrequest: {
      type: 'pullrequest',
      id: 7,
      title: 'Speak up',
      state,
      draft,
      author: owner,
      source: {
        branch: { name: 'speak-up' },
        commit: { hash: sha.slice(0, 12) },
        repository: source === null ? null : { type: 'repository', full_name: source },
      },
      destination: {
        branch: { name: 'main' },
        commit: { hash: newSha().slice(0, 12) },
        repository,
      },
    },
    actor: owner,
    repository,
  }
}

/** A delivery signed as Bitbucket Cloud does. */
export function fromBitbucket(
  secret: string,
  payload: unknown,
  { event = 'repo:push', id = newId() } = {},
): Sent {
  const body = Buffer.from(JSON.stringify(payload))
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Bitbucket-Webhooks/2.0',
      'x-event-key': event,
      'x-hook-uuid': '5b1d1a7c-0000-4000-8000-000000000001',
      'x-request-uuid': id,
      'x-attempt-number': '1',
      'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
  }
}

const azureRepository = {
  id: '11111111-0000-4000-8000-000000000001',
  name: 'voice app',
  project: { id: '22222222-0000-4000-8000-000000000002', name: 'Acme', state: 'wellFormed' },
  remoteUrl: 'https://dev.azure.com/acme/Acme/_git/voice%20app',
}

const envelope = (eventType: string, resource: object, more: object = {}): object => ({
  subscriptionId: '33333333-0000-4000-8000-000000000003',
  notificationId: 4,
  id: randomUUID(),
  eventType,
  publisherId: 'tfs',
  resource,
  resourceVersion: '1.0',
  createdDate: '2026-11-01T09:00:00.000Z',
  ...more,
})

/** The parts of `git.push` that a receiver may rely on. */
export const azurePush = (
  updates: { name?: string; sha?: string | null }[] = [{}],
  more: object = {},
): object =>
  envelope(
    'git.push',
    {
      commits: [],
      refUpdates: updates.map(({ name = 'refs/heads/main', sha = newSha() }) => ({
        name,
        oldObjectId: newSha(),
        newObjectId: sha ?? '0'.repeat(40),
      })),
      repository: azureRepository,
      pushedBy: { displayName: 'Fay Fox', uniqueName: 'fay@acme.test' },
      pushId: 14,
    },
    more,
  )

export const azurePull = (more: object = {}, eventType = 'git.pullrequest.updated'): object =>
  envelope(eventType, {
    repository: azureRepository,
    pullRequestId: 7,
    status: 'active',
    createdBy: { displayName: 'Fay Fox' },
    title: 'Speak up',
    sourceRefName: 'refs/heads/speak-up',
    targetRefName: 'refs/heads/main',
    isDraft: false,
    lastMergeSourceCommit: { commitId: newSha() },
    lastMergeCommit: { commitId: newSha() },
    ...more,
  })

export const azureBuild = (more: object = {}): object =>
  envelope('build.complete', {
    id: 3,
    buildNumber: '20261101.1',
    status: 'completed',
    result: 'succeeded',
    sourceBranch: 'refs/heads/main',
    sourceVersion: newSha(),
    definition: { id: 2, name: 'deploy' },
    project: { id: azureRepository.project.id, name: 'Acme' },
    repository: { id: azureRepository.id, type: 'TfsGit' },
    requestedFor: { displayName: 'Fay Fox' },
    ...more,
  })

/** A delivery of a service hook: the password of basic authentication is all that speaks for it. */
export function fromAzure(password: string, payload: unknown): Sent {
  return {
    body: Buffer.from(JSON.stringify(payload)),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'VSServices/19.225.0.0 (w3wp.exe) (Service Hooks)',
      authorization: `Basic ${Buffer.from(`earshot:${password}`).toString('base64')}`,
    },
  }
}
