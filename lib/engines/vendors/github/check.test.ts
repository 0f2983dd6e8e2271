import { afterEach, beforeEach, expect, test } from 'vitest'

import { github } from '#lib/engines/vendors/github/github.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'

let peer: FakeGithub
beforeEach(async () => {
  peer = await FakeGithub.start({
    tokens: {
      ghp_good: { login: 'octocat', push: true, scopes: 'repo, read:org' },
      ghp_fine: { login: 'octocat', push: true, scopes: null },
      ghp_reader: { login: 'reader', push: false, scopes: '' },
    },
  })
})
afterEach(() => peer.close())

const check = (config: object, secrets: object) =>
  github.check({ base_url: peer.url, ...config }, secrets, openTestIo('github'))
const repository = { repository: 'acme/voice' }

test.each([
  ['ghp_good', {}, true, 'Signed in as octocat (scopes: repo, read:org)'],
  [
    'ghp_fine',
    repository,
    true,
    'Signed in as octocat (a fine-grained token), may write to acme/voice',
  ],
  [
    'ghp_reader',
    repository,
    false,
    'Signed in as reader (a token without scopes), but without write access to acme/voice: no status can be posted there',
  ],
])('%s with %j', async (token, config, ok, detail) => {
  expect(await check(config, { token })).toMatchObject({ ok, detail })
})

test('shows the reply of GitHub to a wrong token', async () => {
  const reply = await check({}, { token: 'ghp_wrong' })
  expect(reply.ok).toBe(false)
  expect(reply.detail).toContain('GitHub refuses the credentials (Bad credentials)')
  expect(reply.reply).toContain('"documentation_url"')
})
test('a repository that is not there', async () =>
  expect(await check({ repository: 'acme/other' }, { token: 'ghp_good' })).toMatchObject({
    ok: false,
    detail: expect.stringContaining('finds no such repository') as string,
  }))
test('issues that are switched off', async () => {
  peer.tracker.enabled = false
  const config = { ...repository, issue_creation: { enabled: true } }
  expect(await check(config, { token: 'ghp_good' })).toMatchObject({ ok: false })
})
test('a connection that only receives needs no token', async () => {
  const config = { commit_status: { enabled: false } }
  expect(await check(config, { webhook_secret: 'long enough' })).toMatchObject({ ok: true })
  expect(await check(config, {})).toMatchObject({ ok: false })
  expect(await check({}, { webhook_secret: 'long enough' })).toMatchObject({
    ok: false,
    detail: expect.stringContaining('no token is saved') as string,
  })
  expect(peer.http.requests).toEqual([])
})
