import { generateKeyPairSync } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { GithubCi } from '#lib/engines/vendors/github/ci.ts'
import { GithubClient } from '#lib/engines/vendors/github/client.ts'
import { github } from '#lib/engines/vendors/github/github.ts'
import { GithubConfig, GithubSecrets } from '#lib/engines/vendors/github/settings.ts'
import { GithubTracker } from '#lib/engines/vendors/github/tracker.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import { faultOf } from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const permissions = { statuses: 'write', issues: 'write', pull_requests: 'write' }
const app = { id: 42, installation: 77, publicKey, permissions }

let peer: FakeGithub
beforeEach(async () => {
  peer = await FakeGithub.start({ app })
})
afterEach(() => peer.close())

const settings = (changes: object = {}) =>
  GithubConfig.parse({ base_url: peer.url, app_id: 42, repository: 'acme/voice', ...changes })
function open(changes: object = {}, key = pkcs8, io = openTestIo('github')) {
  const config = settings(changes)
  const client = new GithubClient(config, { app_private_key: key }, io, false)
  return { ci: new GithubCi(client), tracker: new GithubTracker(config, client), io }
}
const status = {
  repository: 'acme/voice',
  sha: '0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c',
  ref: null,
  state: 'success',
  context: 'earshot',
  description: '',
  targetUrl: 'https://earshot.test/',
} as const
const paths = () => peer.http.requests.map(({ method, path }) => `${method} ${path}`)

test.each([
  ['the form that GitHub hands out', pkcs1],
  ['PKCS#8', pkcs8],
])('a private key in %s signs', async (_name, key) => {
  expect(GithubSecrets.safeParse({ app_private_key: key }).success).toBe(true)
  await open({ installation_id: 77 }, key).ci.setStatus(status)
  expect(peer.statuses).toHaveLength(1)
  expect(peer.refusals).toEqual([])
})

test('the installation is found by the repository, and its token kept', async () => {
  await open().ci.setStatus(status)
  await open().ci.setStatus(status)
  expect(paths()).toEqual([
    'GET /repos/acme/voice/installation',
    'POST /app/installations/77/access_tokens',
    `POST /repos/acme/voice/statuses/${status.sha}`,
    `POST /repos/acme/voice/statuses/${status.sha}`,
  ])
})

test('a token that GitHub takes no more is replaced the next time', async () => {
  await open().ci.setStatus(status)
  peer.revokeInstallationTokens()
  expect(await faultOf(open().ci.setStatus(status))).toMatchObject({ status: 401 })
  await open().ci.setStatus(status)
  expect(peer.statuses).toHaveLength(2)
})

test('another server never gets the token of the first, same installation or not', async () => {
  const other = await FakeGithub.start({ app })
  try {
    await Promise.all([
      open().ci.setStatus(status),
      open({ base_url: other.url }).ci.setStatus(status),
    ])
    const sent = (one: FakeGithub) =>
      one.http.requests
        .filter(({ path }) => path.includes('/statuses/'))
        .map(({ headers }) => headers.authorization)
    expect(sent(peer)).toHaveLength(1)
    expect(other.refusals).toEqual([])
    expect(peer.refusals).toEqual([])
  } finally {
    await other.close()
  }
})

test('another App never gets the token of the first, same server and owner or not', async () => {
  await open().ci.setStatus(status)
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const key = stranger.export({ type: 'pkcs8', format: 'pem' }).toString()
  expect(await faultOf(open({}, key).ci.setStatus(status))).toMatchObject({ status: 401 })
  expect(peer.statuses).toHaveLength(1)
})

test('the log of calls never holds the token', async () => {
  const { ci, io } = open()
  await ci.setStatus(status)
  const log = JSON.stringify(io.exchanges())
  expect(log).toContain('access_tokens')
  expect(log).not.toMatch(/ghs_\d+secret/)
})

test('its own issues are known by the App', async () => {
  const { tracker } = open()
  const draft = {
    marker: 'm',
    title: 'One',
    description: { text: 'x', facts: [], url: '' },
    severity: 'low' as const,
    labels: [],
    assignees: [],
  }
  const { key } = await tracker.createIssue(draft)
  for (const issue of peer.tracker.issues) issue.labels = []
  expect(await tracker.findIssue('m')).toMatchObject({ key })
})

describe('check', () => {
  const check = (config: object, key = pkcs8) =>
    github.check(settings(config), { app_private_key: key }, openTestIo('github'))

  test('says who we are', async () =>
    expect(await check({})).toMatchObject({
      ok: true,
      detail: 'The GitHub App "Earshot", at work in acme/voice',
    }))
  test('names the permission that is missing', async () => {
    await peer.close()
    peer = await FakeGithub.start({ app: { ...app, permissions: { statuses: 'read' } } })
    expect(await check({ comment: { enabled: true } })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('statuses and pull_requests') as string,
    })
  })
  test('a key of another App is refused', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const pem = stranger.export({ type: 'pkcs8', format: 'pem' }).toString()
    const reply = await check({}, pem)
    expect(reply.ok).toBe(false)
    expect(reply.detail).toContain('GitHub refuses the credentials')
  })
  test.each([
    [
      'a key that is broken',
      '-----BEGIN PRIVATE KEY-----\nxx\n-----END PRIVATE KEY-----',
      {},
      /cannot be used/,
    ],
    ['no App id', pkcs8, { app_id: undefined }, /needs its App id/],
  ])('%s', async (_name, key, config, expected) => {
    const reply = await check(config, key)
    expect(reply).toMatchObject({ ok: false, detail: expect.stringMatching(expected) as string })
    expect(peer.http.requests).toEqual([])
  })
})
