import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { GitlabCi } from '#lib/engines/vendors/gitlab/ci.ts'
import { GitlabClient } from '#lib/engines/vendors/gitlab/client.ts'
import { gitlab } from '#lib/engines/vendors/gitlab/gitlab.ts'
import { GitlabConfig } from '#lib/engines/vendors/gitlab/settings.ts'
import { hiddenMarker } from '#lib/engines/vendors/hidden-marker.ts'
import { FakeGitlab } from '#lib/engines/vendors/testing/fake-ci/fake-gitlab.ts'
import {
  describeFailures,
  faultOf,
} from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { CommitState, CommitStatus, Io } from '#lib/engines/vendors/types.ts'

let peer: FakeGitlab
beforeEach(async () => {
  peer = await FakeGitlab.start({
    tokens: {
      'glpat-good': { username: 'tanuki', level: 30, scopes: ['api'] },
      'glpat-guest': { username: 'guest', level: 10, scopes: ['api'] },
      'glpat-read': { username: 'reader', level: 30, scopes: ['read_api'] },
    },
  })
})
afterEach(() => peer.close())

const sha = '95790bf891e76fee5e1747ab589903a6a1f80f22'
const project = 'acme/apps/voice'
const status: CommitStatus = {
  repository: project,
  sha,
  ref: 'main',
  state: 'pending',
  context: 'automated-testing: Weather',
  description: 'Waiting',
  targetUrl: 'https://earshot.test/runs/1',
}
function connect(token: string | undefined = 'glpat-good', io: Io = openTestIo('gitlab')) {
  const config = GitlabConfig.parse({ base_url: peer.url })
  return new GitlabCi(config, new GitlabClient(config, token === '' ? {} : { token }, io))
}

describe('the peer refuses', () => {
  const path = `/api/v4/projects/${encodeURIComponent(project)}/statuses/${sha}`
  const headers = { 'private-token': 'glpat-good', 'content-type': 'application/json' }
  test.each([
    ['no token', path, { 'content-type': 'application/json' }, '{"state":"success"}', 401],
    ['a wrong token', path, { ...headers, 'private-token': 'x' }, '{"state":"success"}', 401],
    ['a state of GitHub', path, headers, '{"state":"failure"}', 400],
    ['an unknown field', path, headers, '{"state":"success","colour":"red"}', 400],
    [
      'an address that is too long',
      path,
      headers,
      JSON.stringify({ state: 'success', target_url: `https://x.test/${'x'.repeat(255)}` }),
      400,
    ],
    [
      'a path that is not encoded',
      `/api/v4/projects/${project}/statuses/${sha}`,
      headers,
      '{"state":"success"}',
      404,
    ],
    ['a commit that is none', path.replace(sha, 'main'), headers, '{"state":"success"}', 404],
  ])('%s', async (_name, to, given, body, expected) => {
    const init = { method: 'POST', headers: given, body }
    expect((await openTestIo('gitlab').fetch('test')(peer.url + to, init)).status).toBe(expected)
    expect(peer.statuses).toEqual([])
  })

  test('the same state twice', async () => {
    const post = () =>
      openTestIo('gitlab').fetch('test')(peer.url + path, {
        method: 'POST',
        headers,
        body: '{"state":"pending"}',
      })
    expect((await post()).status).toBe(201)
    const again = await post()
    expect(again.status).toBe(400)
    expect(await again.text()).toContain('Cannot transition status via :enqueue from :pending')
  })
})

describe('commit status', () => {
  test.each<[CommitState, string]>([
    ['pending', 'pending'],
    ['success', 'success'],
    ['failure', 'failed'],
    ['error', 'failed'],
  ])('%s is %s in the words of GitLab', async (state, expected) => {
    await connect().setStatus({ ...status, state })
    expect(peer.statuses).toEqual([
      {
        project,
        sha,
        ref: 'main',
        name: status.context,
        status: expected,
        description: 'Waiting',
        target_url: status.targetUrl,
      },
    ])
    expect(peer.refusals).toEqual([])
  })

  test('pending twice and a result twice do no harm', async () => {
    const ci = connect()
    for (const state of ['pending', 'pending', 'success', 'success'] as const)
      await ci.setStatus({ ...status, state })
    expect(peer.statuses.at(-1)?.status).toBe('success')
    expect(peer.refusals).toHaveLength(1)
  })

  test('a new run of the same commit begins anew', async () => {
    const ci = connect()
    for (const state of ['pending', 'failure', 'pending', 'success'] as const)
      await ci.setStatus({ ...status, state })
    expect(peer.statuses.map((one) => one.status)).toEqual(['failed', 'success'])
  })

  test('one that runs already is left running', async () => {
    const { targetUrl: target_url, context: name } = status
    peer.statuses.push({
      project,
      sha,
      ref: 'main',
      name,
      status: 'running',
      description: '',
      target_url,
    })
    await connect().setStatus(status)
    expect(peer.statuses[0]?.status).toBe('running')
  })

  test('another refused move is an error', async () => {
    const message = 'Cannot transition status via :success from :canceled'
    peer.http.plan({ status: 400, body: { message } })
    const fault = await faultOf(connect().setStatus({ ...status, state: 'success' }))
    expect(fault).toMatchObject({ status: 400, retryable: false })
    expect(fault.detail).toContain(message)
  })

  test('long texts are cut, a long address is left out', async () => {
    await connect().setStatus({
      ...status,
      ref: null,
      description: '🎤'.repeat(300),
      targetUrl: `https://earshot.test/${'x'.repeat(255)}`,
    })
    expect(peer.statuses[0]).toMatchObject({
      ref: null,
      description: `${'🎤'.repeat(254)}…`,
      target_url: null,
    })
  })

  test.each(['voice', 'acme/../voice?x', 'acme/voice#1', ''])(
    'a project called %j is refused here',
    async (repository) => {
      const fault = await faultOf(connect().setStatus({ ...status, repository }))
      expect(fault.fault).toBe('configuration')
      expect(peer.http.requests).toEqual([])
    },
  )

  test('without a token nothing is called', async () => {
    expect(await faultOf(connect('').setStatus(status))).toMatchObject({ fault: 'configuration' })
    expect(peer.http.requests).toEqual([])
  })

  test.each([
    ['glpat-wrong', 401, /refuses the token \(401 Unauthorized\)/],
    ['glpat-guest', 403, /may not do this \(403 Forbidden\)/],
    ['glpat-read', 403, /requires higher privileges/],
  ])('the token %s is told in words', async (token, expected, words) => {
    const fault = await faultOf(connect(token).setStatus(status))
    expect(fault).toMatchObject({ status: expected, fault: 'authentication', retryable: false })
    expect(fault.detail).toMatch(words)
  })
})

describe('failures', () => {
  describeFailures({
    kind: 'gitlab',
    peer: () => peer.http,
    act: (io) => connect('glpat-good', io).setStatus(status),
  })

  test('a conflict is classified', async () => {
    peer.http.plan({ status: 409, body: { message: { base: ['has changed', 'again'] } } })
    const fault = await faultOf(connect().setStatus(status))
    expect(fault).toMatchObject({ status: 409, retryable: false })
    expect(fault.detail).toContain('base has changed, again')
  })

  test('a limit without Retry-After ends when its period does', async () => {
    const reset = Math.floor(Date.now() / 1_000) + 60
    const headers = { 'ratelimit-remaining': '0', 'ratelimit-reset': String(reset) }
    peer.http.plan({ status: 429, headers, body: 'Retry later\n' })
    const fault = await faultOf(connect().setStatus(status))
    expect(fault).toMatchObject({ fault: 'rate_limited', retryable: true })
    expect(fault.retryAfterMs).toBeGreaterThan(55_000)
    expect(fault.retryAfterMs).toBeLessThanOrEqual(60_000)
  })
})

describe('merge request note', () => {
  const marker = 'run-comment'
  const note = (body: string, known: string | null = null) => ({
    repository: project,
    pullRequest: 3,
    marker,
    body,
    known,
  })

  test('is written once and then anew, by its id or by its marker', async () => {
    const ci = connect()
    const first = await ci.upsertComment(note('**12 passed**'))
    expect(first.url).toBe(`${peer.url}/${project}/-/merge_requests/3#note_${first.id}`)
    expect(await ci.upsertComment(note('13 passed', first.id))).toEqual(first)
    expect(await ci.upsertComment(note('14 passed'))).toEqual(first)
    expect(peer.notes.map(({ body }) => body)).toEqual([`${hiddenMarker(marker)}\n14 passed`])
    expect(peer.refusals).toEqual([])
  })

  test('is found behind a hundred others, and a system note is none', async () => {
    const own = peer.addNote({ iid: 3, body: hiddenMarker(marker), author: 'tanuki' })
    for (let n = 0; n < 120; n += 1) peer.addNote({ iid: 3, body: `chatter ${n}` })
    peer.addNote({ iid: 3, body: hiddenMarker(marker), system: true })
    expect(await connect().upsertComment(note('new'))).toMatchObject({ id: String(own.id) })
  })

  test('takes the place of one that was deleted, or that a stranger wrote', async () => {
    peer.addNote({ iid: 3, body: `${hiddenMarker(marker)}\nfake` })
    const { id } = await connect().upsertComment(note('true', '999'))
    expect(peer.notes.map(({ body }) => body.split('\n')[1])).toEqual(['fake', 'true'])
    expect(peer.notes[1]?.id).toBe(Number(id))
  })

  test('is not doubled after a lost answer', async () => {
    peer.http.plan('lost', ({ method }) => method === 'POST')
    expect(await faultOf(connect().upsertComment(note('one')))).toMatchObject({
      maybeExecuted: true,
    })
    await connect().upsertComment(note('two'))
    expect(peer.notes).toHaveLength(1)
  })

  test('cannot be made to carry out a command', async () => {
    await connect().upsertComment(note('text\n/close\n  /assign @me\nsee a/b and /1'))
    expect(peer.notes[0]?.body).not.toMatch(/^\s*\/[a-z]/m)
    expect(peer.notes[0]?.body).toContain('see a/b and /1')
  })
})

describe('check', () => {
  const check = (config: object, secrets: object) =>
    gitlab.check({ base_url: `${peer.url}/`, ...config }, secrets, openTestIo('gitlab'))

  test.each([
    ['glpat-good', {}, true, 'Signed in as tanuki (scopes: api, valid until 2030-01-31)'],
    [
      'glpat-good',
      { project },
      true,
      `Signed in as tanuki (scopes: api, valid until 2030-01-31), may write to ${project}`,
    ],
    [
      'glpat-guest',
      { project },
      false,
      `Signed in as guest (scopes: api, valid until 2030-01-31), but below the role Developer in ${project}: no status can be posted there`,
    ],
    [
      'glpat-read',
      {},
      false,
      'Signed in as reader (scopes: read_api, valid until 2030-01-31); the scope api is missing',
    ],
  ])('%s with %j', async (token, config, ok, detail) =>
    expect(await check(config, { token })).toMatchObject({ ok, detail }),
  )

  test('shows the reply of GitLab to a wrong token', async () =>
    expect(await check({}, { token: 'glpat-wrong' })).toMatchObject({
      ok: false,
      reply: '{"message":"401 Unauthorized"}',
    }))
  test('a project that is not there', async () =>
    expect(await check({ project: 'acme/other' }, { token: 'glpat-good' })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('404 Project Not Found') as string,
    }))
  test('a connection that only receives needs no token', async () => {
    const config = { commit_status: { enabled: false } }
    const signing = `whsec_${Buffer.alloc(32).toString('base64')}`
    expect(await check(config, { signing_token: signing })).toMatchObject({ ok: true })
    expect(await check(config, {})).toMatchObject({ ok: false })
    expect(await check({}, {})).toMatchObject({ ok: false })
    expect(peer.http.requests).toEqual([])
  })
})
