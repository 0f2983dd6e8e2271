import { createHmac, randomBytes, randomUUID } from 'node:crypto'

import { v7 as uuidv7 } from 'uuid'

import { integrations } from '#db/schema/integrations.ts'
import type { InboundHeaders } from '#lib/engines/vendors/inbound.ts'
import { rotated, withSecret } from '#lib/integrations/connection-secrets.ts'
import type { Ctx } from '#lib/platform/context.ts'
import type { Arrival } from '#lib/webhooks/webhook-receiver.ts'

/** A delivery as its sender makes it. */
export type Sent = { headers: Record<string, string>; body: Buffer }

const newId = (): string => randomUUID()

export const newSha = () => randomBytes(20).toString('hex')

type Push = { repository?: string; branch?: string; sha?: string; files?: string[] }

/** The parts of GitHub's push payload that a receiver may rely on. */
export function pushPayload({
  repository = 'acme/voice',
  branch = 'main',
  sha = newSha(),
  files = ['src/main.ts'],
}: Push = {}) {
  const commit = { id: sha, message: 'Change it', added: [], modified: files, removed: [] }
  return {
    ref: `refs/heads/${branch}`,
    before: newSha(),
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

type Pull = { repository?: string; branch?: string; sha?: string; number?: number; fork?: boolean }

export function pullPayload({
  repository = 'acme/voice',
  branch = 'feature',
  sha = newSha(),
  number = 7,
  fork = false,
}: Pull = {}) {
  return {
    action: 'synchronize',
    number,
    pull_request: {
      title: 'Add a feature',
      draft: false,
      labels: [{ name: 'voice' }],
      user: { login: 'octocat' },
      head: { sha, ref: branch, repo: { full_name: fork ? 'stranger/voice' : repository } },
      base: { ref: 'main', repo: { full_name: repository } },
    },
    repository: { full_name: repository },
    sender: { login: 'octocat' },
  }
}

const hmac = (secret: string | Buffer, ...parts: (string | Buffer)[]) => {
  const digest = createHmac('sha256', secret)
  for (const part of parts) digest.update(part)
  return digest
}

/** A delivery signed as GitHub does. */
export function fromGithub(
  secret: string,
  payload: unknown,
  { event = 'push', id = newId(), form = false } = {},
): Sent {
  const json = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const body = Buffer.from(form ? `payload=${encodeURIComponent(json)}` : json)
  return {
    body,
    headers: {
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-hub-signature-256': `sha256=${hmac(secret, body).digest('hex')}`,
    },
  }
}

/** A delivery signed as GitLab 19 does; `at` in ms since 1970. */
export function fromGitlab(
  token: string,
  { at = Date.now(), id = newId(), sha = newSha() } = {},
): Sent {
  const body = Buffer.from(
    JSON.stringify({
      object_kind: 'push',
      ref: 'refs/heads/main',
      before: newSha(),
      after: sha,
      checkout_sha: sha,
      user_username: 'fox',
      project: { path_with_namespace: 'acme/group/voice' },
      commits: [{ id: sha, message: 'Change it', added: [], modified: ['a.ts'], removed: [] }],
      total_commits_count: 1,
    }),
  )
  const timestamp = String(Math.floor(at / 1_000))
  const key = Buffer.from(token.replace('whsec_', ''), 'base64')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-gitlab-event': 'Push Hook',
      'idempotency-key': id,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${hmac(key, `${id}.${timestamp}.`, body).digest('base64')}`,
    },
  }
}

/** A delivery of our own Jenkins snippet; `at` in ms since 1970. */
export function fromJenkins(
  secret: string,
  { at = Date.now(), id = newId(), sha = newSha() } = {},
): Sent {
  const body = Buffer.from(
    JSON.stringify({
      event: 'build',
      delivery_id: id,
      sent_at: Math.floor(at / 1_000),
      job: 'voice/main',
      build_number: '41',
      build_url: 'http://jenkins.test/job/voice/41/',
      result: 'SUCCESS',
      git_url: 'https://git.test/acme/voice.git',
      git_commit: sha,
      git_branch: 'origin/main',
    }),
  )
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-jenkins-event': 'build',
      'x-jenkins-signature': `sha256=${hmac(secret, body).digest('hex')}`,
    },
  }
}

/** The body of Jenkins' Notification plugin, which cannot sign. */
export const notificationBody = (sha = newSha()) =>
  Buffer.from(
    JSON.stringify({
      name: 'voice',
      display_name: 'voice',
      url: 'job/voice/',
      build: {
        number: 41,
        phase: 'COMPLETED',
        status: 'SUCCESS',
        scm: { url: 'https://git.test/acme/voice.git', branch: 'origin/main', commit: sha },
      },
    }),
  )

type Fixture = Partial<typeof integrations.$inferInsert> & {
  inbound?: Record<string, string>
  /** a secret that was replaced: `field` by the one in `inbound`, accepted for `overlapMs` longer */
  replaced?: { field: string; value: string; overlapMs: number }
}

/** A connection as a row with sealed secrets. */
export async function createConnectionFixture(
  ctx: Ctx,
  { inbound = {}, replaced, ...overrides }: Fixture = {},
) {
  const id = uuidv7()
  const now = new Date()
  let sealed = { secrets: {}, secretFacts: {} }
  for (const [field, value] of Object.entries(inbound))
    sealed =
      replaced?.field === field
        ? rotated(
            { id, ...withSecret({ id, ...sealed }, field, replaced.value, now) },
            field,
            value,
            Math.max(1, replaced.overlapMs),
            now,
          )
        : withSecret({ id, ...sealed }, field, value, now)
  const [row] = await ctx.db
    .insert(integrations)
    .values({
      id,
      organizationId: ctx.organizationId,
      kind: 'github',
      name: `Connection ${id.slice(-12)}`,
      ...sealed,
      ...overrides,
    })
    .returning()
  if (!row) throw new Error('The insert returned no row')
  return row
}

/** The arrival of a delivery at the receiver. */
export const arrivalOf = (headers: InboundHeaders, more: Partial<Arrival> = {}): Arrival => ({
  headers,
  remoteAddress: '192.0.2.7',
  connectionId: null,
  hookToken: null,
  at: performance.now(),
  ...more,
})
