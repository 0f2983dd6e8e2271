import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { GithubCi } from '#lib/engines/vendors/github/ci.ts'
import { GithubClient } from '#lib/engines/vendors/github/client.ts'
import { github } from '#lib/engines/vendors/github/github.ts'
import { GithubConfig } from '#lib/engines/vendors/github/settings.ts'
import { hiddenMarker } from '#lib/engines/vendors/hidden-marker.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import {
  describeFailures,
  faultOf,
} from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { CommitStatus, Io } from '#lib/engines/vendors/types.ts'

let peer: FakeGithub
beforeEach(async () => {
  peer = await FakeGithub.start()
})
afterEach(() => peer.close())

const sha = '0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c'
const status: CommitStatus = {
  repository: 'acme/voice',
  sha,
  ref: 'main',
  state: 'pending',
  context: 'continuous-integration/automated-testing: Weather',
  description: 'Waiting',
  targetUrl: 'https://earshot.test/runs/1',
}
const settings = () => GithubConfig.parse({ base_url: peer.url })
const connect = (token = 'ghp_good', io: Io = openTestIo('github')) =>
  new GithubCi(new GithubClient(settings(), { token }, io, false))
const anything = z.unknown()
const issueOf = (operation: RegExp) => peer.refusals.some((refusal) => operation.test(refusal))

describe('the peer refuses', () => {
  const send = (path: string, init: RequestInit) =>
    openTestIo('github').fetch('test')(peer.url + path, init)
  const headers = {
    authorization: 'token ghp_good',
    'content-type': 'application/json',
    'x-github-api-version': '2022-11-28',
  }
  const path = `/repos/acme/voice/statuses/${sha}`
  test.each([
    ['no token', path, { 'content-type': 'application/json' }, '{"state":"success"}', 401],
    ['a wrong token', path, { ...headers, authorization: 'token x' }, '{"state":"success"}', 401],
    [
      'another method of authorization',
      path,
      { ...headers, authorization: 'Basic ghp_good' },
      '{}',
      401,
    ],
    ['a state that is none', path, headers, '{"state":"cancelled"}', 422],
    ['an unknown field', path, headers, '{"state":"success","colour":"red"}', 422],
    [
      'a long description',
      path,
      headers,
      JSON.stringify({ state: 'success', description: 'x'.repeat(141) }),
      422,
    ],
    ['a body that is not JSON', path, headers, 'state=success', 400],
    [
      'an API version that is none',
      path,
      { ...headers, 'x-github-api-version': '1' },
      '{"state":"success"}',
      400,
    ],
    [
      'a commit that is none',
      '/repos/acme/voice/statuses/main',
      headers,
      '{"state":"success"}',
      422,
    ],
    [
      'another repository',
      `/repos/acme/other/statuses/${sha}`,
      headers,
      '{"state":"success"}',
      404,
    ],
    ['another path', `/repos/acme/voice/status/${sha}`, headers, '{"state":"success"}', 404],
  ])('%s', async (_name, to, given, body, expected) => {
    expect((await send(to, { method: 'POST', headers: given, body })).status).toBe(expected)
    expect(peer.statuses).toEqual([])
  })
})

describe('commit status', () => {
  test('goes from pending to its result under one context', async () => {
    const ci = connect()
    await ci.setStatus(status)
    await ci.setStatus({ ...status, state: 'failure', description: '3 of 12 failed' })
    expect(peer.statuses).toHaveLength(2)
    expect(peer.statesOf(sha)).toEqual({ [status.context]: 'failure' })
    expect(peer.statuses[0]).toEqual({
      repository: 'acme/voice',
      sha,
      state: 'pending',
      context: status.context,
      description: 'Waiting',
      target_url: status.targetUrl,
    })
    expect(peer.refusals).toEqual([])
  })

  test('cuts the description to 140 code points, not in the middle of one', async () => {
    await connect().setStatus({ ...status, description: '🎤'.repeat(200) })
    expect(peer.statuses[0]?.description).toBe(`${'🎤'.repeat(139)}…`)
  })

  test('a full context is told in words', async () => {
    const full = {
      repository: 'acme/voice',
      sha,
      state: 'success' as const,
      context: status.context,
    }
    peer.statuses.push(...Array.from({ length: 1_000 }, () => full))
    const fault = await faultOf(connect().setStatus(status))
    expect(fault).toMatchObject({ status: 422, retryable: false })
    expect(fault.detail).toContain('maximum number of statuses')
  })

  test('a missing permission is named', async () => {
    await peer.close()
    const reader = { login: 'reader', push: false, scopes: null }
    peer = await FakeGithub.start({ tokens: { ghp_reader: reader } })
    const fault = await faultOf(connect('ghp_reader').setStatus(status))
    expect(fault).toMatchObject({ fault: 'authentication', status: 403, retryable: false })
    expect(fault.detail).toMatch(/may not do this .*it needs statuses=write/)
  })

  test('a wrong token is told in words', async () => {
    const fault = await faultOf(connect('ghp_wrong').setStatus(status))
    expect(fault.detail).toBe(
      'HTTP 401: GitHub refuses the credentials (Bad credentials); save a valid token',
    )
  })

  test('without a token nothing is called', async () => {
    const client = new GithubClient(settings(), {}, openTestIo('github'))
    const fault = await faultOf(new GithubCi(client).setStatus(status))
    expect(fault).toMatchObject({ fault: 'configuration', maybeExecuted: false })
    expect(peer.http.requests).toEqual([])
  })

  test.each(['acme', 'acme/voice/more', '../x', 'acme/..', 'acme/vo ice'])(
    'a repository called %s is refused here',
    async (repository) => {
      const fault = await faultOf(connect().setStatus({ ...status, repository }))
      expect(fault.fault).toBe('configuration')
      expect(peer.http.requests).toEqual([])
    },
  )
})

describe('failures', () => {
  describeFailures({
    kind: 'github',
    peer: () => peer.http,
    act: (io) => connect('ghp_good', io).setStatus(status),
  })

  test('a conflict is classified', async () => {
    peer.http.plan({ status: 409, body: { message: 'Git Repository is empty.' } })
    const fault = await faultOf(connect().setStatus(status))
    expect(fault).toMatchObject({ status: 409, retryable: false })
    expect(fault.detail).toContain('Git Repository is empty.')
  })

  test('a used-up limit says when it ends, and is not waited for', async () => {
    const reset = Math.floor(Date.now() / 1_000) + 1_800
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) }
    peer.http.plan({ status: 403, headers, body: { message: 'API rate limit exceeded' } })
    const fault = await faultOf(connect().setStatus(status))
    expect(fault).toMatchObject({ fault: 'rate_limited', status: 403, retryable: true })
    expect(fault.retryAfterMs).toBeGreaterThan(1_790_000)
    expect(fault.retryAfterMs).toBeLessThan(1_805_000)
    expect(fault.detail).toContain('limiting the rate of requests until')
    expect(peer.http.requests).toHaveLength(1)
  })

  test('a secondary limit without a time asks for a minute', async () => {
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes.'
    peer.http.plan({ status: 403, body: { message } })
    const fault = await faultOf(connect().setStatus(status))
    expect(fault).toMatchObject({ fault: 'rate_limited', retryAfterMs: 60_000, retryable: true })
  })

  test('a write is tried once, a read twice', async () => {
    peer.http.plan({ status: 502 })
    const fault = await faultOf(connect().setStatus(status))
    expect(fault).toMatchObject({ status: 502, maybeExecuted: true })
    expect(peer.http.requests).toHaveLength(1)
    peer.http.plan({ status: 502 })
    const client = new GithubClient(settings(), { token: 'ghp_good' }, openTestIo('github'), false)
    const { data } = await client.send({ operation: 'test', route: 'GET /user', reply: anything })
    expect(data).toMatchObject({ login: 'octocat' })
  })

  test.each([401, 404, 409, 429])(
    'a read that ends with %i is left to the caller',
    async (refused) => {
      peer.http.plan({ status: refused })
      const client = new GithubClient(
        settings(),
        { token: 'ghp_good' },
        openTestIo('github'),
        false,
      )
      const call = { operation: 'test', route: 'GET /user', reply: anything }
      expect(await faultOf(client.send(call))).toMatchObject({ status: refused })
      expect(peer.http.requests).toHaveLength(1)
    },
  )

  test('an answer that is not as documented is a protocol fault', async () => {
    peer.http.plan({ status: 200, body: { id: 'seven' } })
    const comment = { repository: 'acme/voice', pullRequest: 7, marker: 'm', body: 'b', known: '5' }
    const fault = await faultOf(connect().upsertComment(comment))
    expect(fault).toMatchObject({ fault: 'protocol', retryable: false, maybeExecuted: true })
  })

  test('an address on this machine is refused by the guard, at once', async () => {
    const io = openTestIo('github')
    const config = GithubConfig.parse({ base_url: 'http://169.254.169.254' })
    const ci = new GithubCi(new GithubClient(config, { token: 'ghp_good' }, io, false))
    expect(await faultOf(ci.setStatus(status))).toMatchObject({ fault: 'configuration' })
  })
})

describe('pace', () => {
  test('writes under one token are a second apart, also through two connections', async () => {
    const open = () => {
      const ci = github.ci?.(settings(), { token: 'ghp_good' }, openTestIo('github'))
      if (!ci) throw new Error('no client')
      return ci
    }
    const startedAt = performance.now()
    await Promise.all([open().setStatus(status), open().setStatus({ ...status, state: 'success' })])
    expect(performance.now() - startedAt).toBeGreaterThan(900)
    expect(peer.statesOf(sha)).toEqual({ [status.context]: 'success' })
  })

  test('waiting for its turn ends with the caller, and nothing is sent later', async () => {
    const stop = new AbortController()
    const token = { token: 'ghp_good' }
    const first = new GithubCi(new GithubClient(settings(), token, openTestIo('github')))
    const io = openTestIo('github', { signal: stop.signal })
    const second = new GithubCi(new GithubClient(settings(), token, io))
    await first.setStatus(status)
    const waiting = faultOf(second.setStatus({ ...status, state: 'success' }))
    stop.abort()
    expect(await waiting).toMatchObject({
      fault: 'cancelled',
      retryable: true,
      maybeExecuted: false,
    })
    await first.setStatus({ ...status, state: 'error' })
    expect(peer.statuses.map(({ state }) => state)).toEqual(['pending', 'error'])
  })
})

describe('pull request comment', () => {
  const marker = 'run-comment:acme/voice -- 7'
  const comment = (body: string, known: string | null = null) => ({
    repository: 'acme/voice',
    pullRequest: 7,
    marker,
    body,
    known,
  })

  test('is written once and then anew, by its id or by its marker', async () => {
    const ci = connect()
    peer.tracker.addComment({ number: 7, body: `> ${hiddenMarker(marker)}\nquoted` })
    const first = await ci.upsertComment(comment('**12 passed**'))
    expect(first.url).toBe(`${peer.url}/acme/voice/pull/7#issuecomment-${first.id}`)
    expect(await ci.upsertComment(comment('13 passed', first.id))).toEqual(first)
    expect(await ci.upsertComment(comment('14 passed'))).toEqual(first)
    expect(peer.tracker.comments.map(({ body }) => body)).toEqual([
      `> ${hiddenMarker(marker)}\nquoted`,
      `${hiddenMarker(marker)}\n14 passed`,
    ])
    expect(peer.refusals).toEqual([])
  })

  test('is found behind a hundred others', async () => {
    for (let n = 0; n < 120; n += 1) peer.tracker.addComment({ number: 7, body: `chatter ${n}` })
    const own = peer.tracker.addComment({
      number: 7,
      body: hiddenMarker(marker),
      author: 'octocat',
    })
    expect(await connect().upsertComment(comment('new'))).toMatchObject({ id: String(own.id) })
  })

  test('takes the place of one that was deleted', async () => {
    const { id } = await connect().upsertComment(comment('new', '999'))
    expect(peer.tracker.comments).toMatchObject([{ id: Number(id), author: 'octocat' }])
    expect(issueOf(/PATCH .*comments\/999/)).toBe(true)
  })

  test('leaves a stranger’s comment with our marker alone', async () => {
    peer.tracker.addComment({ number: 7, body: `${hiddenMarker(marker)}\nfake` })
    await connect().upsertComment(comment('true'))
    expect(peer.tracker.comments.map(({ body }) => body.split('\n')[1])).toEqual(['fake', 'true'])
  })

  test('is not doubled after a lost answer', async () => {
    peer.http.plan('lost', ({ method }) => method === 'POST')
    expect(await faultOf(connect().upsertComment(comment('one')))).toMatchObject({
      maybeExecuted: true,
    })
    await connect().upsertComment(comment('two'))
    expect(peer.tracker.comments).toHaveLength(1)
  })
})
