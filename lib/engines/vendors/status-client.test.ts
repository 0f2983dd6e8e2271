import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { getIntegration } from '#lib/engines/vendors/registry.ts'
import {
  type FakeAnswer,
  type FakeHttp,
  type FakeRequest,
  readJson,
  startFakeHttp,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { CommitState } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

let peer: FakeHttp
let answer: (request: FakeRequest) => FakeAnswer
let seen: FakeRequest[] = []

beforeAll(async () => {
  peer = await startFakeHttp((request) => {
    seen.push(request)
    return answer(request)
  })
})
afterAll(() => peer.close())
beforeEach(() => {
  seen = []
  answer = () => ({
    status: 200,
    body: { full_name: 'acme/voice', name: 'v', project: { name: 'A' } },
  })
})

const sha = 'd'.repeat(40)
const status = (state: CommitState, more: object = {}) => ({
  repository: 'acme/voice',
  sha,
  ref: 'main',
  state,
  context: 'continuous-integration/automated-testing/Weather basics',
  description: '3 of 4 passed',
  targetUrl: 'https://earshot.test/runs/1',
  ...more,
})

const open = (kind: string, config: object = {}, secrets: object = { token: 'a-good-token' }) => {
  const integration = getIntegration(kind)
  const full = integration.config.parse({ base_url: `${peer.origin}/base`, ...config })
  const io = openTestIo(kind)
  return {
    ci: integration.ci?.(full, secrets, io),
    check: () => integration.check(full, secrets, io),
  }
}
const bodyOf = (request: FakeRequest | undefined) => readJson(request?.body ?? '')

describe('Bitbucket', () => {
  test.each<[CommitState, string]>([
    ['pending', 'INPROGRESS'],
    ['success', 'SUCCESSFUL'],
    ['failure', 'FAILED'],
    ['error', 'FAILED'],
  ])('%s is %s, under a key that stays and fits', async (state, word) => {
    const { ci } = open('bitbucket')
    await ci?.setStatus(status(state))
    await ci?.setStatus(status('success', { context: 'short' }))
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: `/base/repositories/acme/voice/commit/${sha}/statuses/build`,
    })
    expect(seen[0]?.headers.authorization).toBe('Bearer a-good-token')
    const [first, second] = seen.map(bodyOf) as { key: string; state: string; refname: string }[]
    expect(first).toMatchObject({
      state: word,
      refname: 'main',
      url: 'https://earshot.test/runs/1',
    })
    expect(first?.key).toMatch(/^earshot-[0-9a-f]{32}$/)
    expect(second?.key).toBe('short')
  })

  test('an API token goes with its account', async () => {
    await open('bitbucket', { email: 'a@b.test' }).ci?.setStatus(status('pending'))
    const code = Buffer.from('a@b.test:a-good-token').toString('base64')
    expect(seen[0]?.headers.authorization).toBe(`Basic ${code}`)
  })

  test('a name that is no repository is asked for nowhere', async () => {
    const sent = open('bitbucket').ci?.setStatus(status('pending', { repository: '../../x' }))
    await expect(sent).rejects.toThrow('is not a repository')
    expect(seen).toEqual([])
  })
})

describe('Azure DevOps', () => {
  test.each<[CommitState, string]>([
    ['pending', 'pending'],
    ['success', 'succeeded'],
    ['failure', 'failed'],
    ['error', 'error'],
  ])('%s is %s, in a project with spaces', async (state, word) => {
    await open('azure_devops').ci?.setStatus(status(state, { repository: 'My Project/voice app' }))
    expect(seen[0]).toMatchObject({ method: 'POST' })
    expect(`${seen[0]?.path}`).toContain(
      `/base/My%20Project/_apis/git/repositories/voice%20app/commits/${sha}/statuses`,
    )
    expect(bodyOf(seen[0])).toMatchObject({
      state: word,
      context: {
        genre: 'earshot',
        name: 'continuous-integration/automated-testing/Weather basics',
      },
    })
    const code = Buffer.from(':a-good-token').toString('base64')
    expect(seen[0]?.headers.authorization).toBe(`Basic ${code}`)
  })

  test('its sign-in page, which it sends for a bad token, is a refusal', async () => {
    answer = () => ({ status: 203, body: '<html>Sign in</html>' })
    const sent = open('azure_devops').ci?.setStatus(status('pending'))
    await expect(sent).rejects.toThrow('refuses the token')
  })

  test('without an organization nothing is sent, and that is said', async () => {
    const integration = getIntegration('azure_devops')
    const io = openTestIo('azure_devops')
    const ci = integration.ci?.(integration.config.parse({}), { token: 'good-token' }, io)
    await expect(ci?.setStatus(status('pending'))).rejects.toThrow('no organization is saved')
  })
})

describe.each(['bitbucket', 'azure_devops'])('the test of %s', (kind) => {
  test('names what the token reads', async () => {
    const { ok, detail } = await open(kind, { repository: 'acme/voice' }).check()
    expect({ ok, detail }).toMatchObject({ ok: true })
  })
  test('of one that only receives makes no call', async () => {
    const off = { commit_status: { enabled: false, context: 'c', auto_update: true } }
    expect(await open(kind, off, { webhook_secret: 'a-long-enough-secret' }).check()).toMatchObject(
      {
        ok: true,
      },
    )
    expect(await open(kind, off, {}).check()).toMatchObject({ ok: false })
    expect(seen).toEqual([])
  })
  test('tells a refusal in words', async () => {
    answer = () => ({ status: 403, body: { message: 'no', error: { message: 'no' } } })
    expect(await open(kind, { repository: 'acme/voice' }).check()).toMatchObject({ ok: false })
  })
  test('a rate limit is waited for', async () => {
    answer = () => ({ status: 429, headers: { 'retry-after': '7' }, body: {} })
    const sent = open(kind).ci?.setStatus(status('pending'))
    await expect(sent).rejects.toSatisfy(
      (error) => error instanceof NetworkError && error.retryAfterMs === 7_000,
    )
  })
})
