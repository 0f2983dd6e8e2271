import { createHmac, randomBytes } from 'node:crypto'

import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { eventOf as emptyEvent } from '#lib/engines/vendors/event-fields.ts'
import { receiver } from '#lib/engines/vendors/gitlab/receiver.ts'
import type { CiEvent, InboundSecret, ParsedDelivery } from '#lib/engines/vendors/inbound.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const bareEvent = emptyEvent({ kind: 'ping', title: '' })

const sha = '95790bf891e76fee5e1747ab589903a6a1f80f22'
const zeros = '0'.repeat(40)
const now = Date.parse('2026-05-01T12:00:00Z')
const signingToken = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const signing: InboundSecret = { age: 'current', field: 'signing_token', value: signingToken }
const secret: InboundSecret = { age: 'current', field: 'webhook_secret', value: 'a shared word' }
const body = Buffer.from('{"object_kind":"push","text":"ünï 🎤"}')

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const sign = (id: string, at: number, sent: Buffer | string = body, token = signingToken) =>
  new Webhook(token).sign(id, new Date(at), sent.toString())
const signed = (changes: Record<string, string | undefined> = {}, at = now) => ({
  'webhook-id': 'id-1',
  'webhook-timestamp': String(Math.floor(at / 1_000)),
  'webhook-signature': sign('id-1', at),
  ...changes,
})

describe('signing token', () => {
  const other = sign('id-1', now, body, `whsec_${Buffer.alloc(32, 8).toString('base64')}`)
  const right = sign('id-1', now)
  const cases: [
    name: string,
    headers: Record<string, string | undefined>,
    reason: string | null,
  ][] = [
    ['what the library signs', signed(), null],
    [
      'one good signature among several',
      signed({ 'webhook-signature': `${other} v2,x ${right}` }),
      null,
    ],
    ['299 s old', signed({}, now - 299_000), null],
    ['299 s ahead', signed({}, now + 299_000), null],
    ['301 s old', signed({}, now - 301_000), 'expired'],
    ['301 s ahead', signed({}, now + 301_000), 'expired'],
    ['another secret', signed({ 'webhook-signature': other }), 'mismatch'],
    ['another id', signed({ 'webhook-id': 'id-2' }), 'mismatch'],
    ['another time', signed({ 'webhook-timestamp': String(now / 1_000 + 1) }), 'mismatch'],
    ['no id', signed({ 'webhook-id': undefined }), 'malformed'],
    ['no time', signed({ 'webhook-timestamp': undefined }), 'malformed'],
    ['a time that is none', signed({ 'webhook-timestamp': 'soon' }), 'malformed'],
    ['an empty signature', signed({ 'webhook-signature': '' }), 'malformed'],
    ['another version', signed({ 'webhook-signature': right.replace('v1', 'v2') }), 'malformed'],
    ['a short signature', signed({ 'webhook-signature': right.slice(0, -2) }), 'malformed'],
  ]
  test.each(cases)('%s', (_name, headers, reason) => {
    const found = receiver.verify({ headers, body }, [signing, secret], now)
    expect(found).toEqual(reason === null ? { ok: true, secret: signing } : { ok: false, reason })
    const defined = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    )
    const oracle = () =>
      new Webhook(signingToken).verify(body, Object.fromEntries(defined), { jsonParse: false })
    if (found.ok) expect(oracle).not.toThrow()
    else expect(oracle).toThrow()
  })

  test('a body changed by one byte is refused', () => {
    const changed = Buffer.from(body)
    changed[20] = 0x21
    expect(receiver.verify({ headers: signed(), body: changed }, [signing], now)).toEqual({
      ok: false,
      reason: 'mismatch',
    })
  })

  test('a wrong signature is refused although the secret token is right', () => {
    const headers = signed({ 'x-gitlab-token': secret.value, 'webhook-signature': other })
    expect(receiver.verify({ headers, body }, [signing, secret], now).ok).toBe(false)
    expect(receiver.verify({ headers, body }, [secret], now)).toEqual({
      ok: false,
      reason: 'no_secret',
    })
  })

  test('the one before is taken while it is replaced', () => {
    const before = `whsec_${randomBytes(32).toString('base64')}`
    const previous: InboundSecret = { age: 'previous', field: 'signing_token', value: before }
    const headers = signed({ 'webhook-signature': sign('id-1', now, body, before) })
    const found = receiver.verify({ headers, body }, [signing, previous], now)
    expect(found).toEqual({ ok: true, secret: previous })
  })

  test('covers bytes, not the text they decode to', () => {
    const text = createHmac('sha256', Buffer.alloc(32, 7))
      .update(`id-1.${now / 1_000}.\ufffd`)
      .digest('base64')
    const headers = signed({ 'webhook-signature': `v1,${text}` })
    expect(receiver.verify({ headers, body: Buffer.from([0xff]) }, [signing], now).ok).toBe(false)
  })
})

describe('secret token', () => {
  test.each([
    ['the token', secret.value, { ok: true, secret }],
    ['another token', 'A shared word', { ok: false, reason: 'mismatch' }],
    ['a part of it', secret.value.slice(0, -1), { ok: false, reason: 'mismatch' }],
    ['an empty one', '', { ok: false, reason: 'mismatch' }],
    ['none', undefined, { ok: false, reason: 'missing' }],
  ])('%s', (_name, token, expected) => {
    // Since 19.0 id and time come without a signature too.
    const headers = { 'x-gitlab-token': token, 'webhook-id': 'a', 'webhook-timestamp': '1' }
    expect(receiver.verify({ headers, body }, [secret], now)).toEqual(expected)
  })
  test('is refused while none is saved', () => {
    const headers = { 'x-gitlab-token': '' }
    for (const secrets of [[], [{ ...secret, value: '' }], [signing]])
      expect(receiver.verify({ headers, body }, secrets, now)).toEqual({
        ok: false,
        reason: 'no_secret',
      })
  })
})

test.each([
  ['the idempotency key', { 'idempotency-key': 'k', 'webhook-id': 'w' }, 'k'],
  ['the webhook id', { 'webhook-id': 'w' }, 'w'],
  [
    'the hash of the body, whatever the uuid names',
    { 'x-gitlab-webhook-uuid': 'u' },
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  ],
])('a delivery is known by %s', (_name, headers, deliveryId) => {
  const delivery = {
    headers: { 'x-gitlab-event': 'Push Hook', ...headers },
    body: Buffer.from('{}'),
  }
  expect(receiver.identify(delivery)).toEqual({ event: 'Push Hook', deliveryId })
})

const parse = (event: string, payload: unknown) =>
  receiver.parse({
    headers: { 'x-gitlab-event': event },
    body: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
  })
const eventOf = (parsed: ParsedDelivery): CiEvent => {
  if (!parsed.ok) throw new Error(parsed.ignored)
  return parsed.event
}
const reasonOf = (parsed: ParsedDelivery) => ('ignored' in parsed ? parsed.ignored : null)
const project = { id: 15, path_with_namespace: 'acme/apps/voice' }

describe('push', () => {
  const push = {
    object_kind: 'push',
    before: 'a'.repeat(40),
    after: sha,
    ref: 'refs/heads/main',
    checkout_sha: sha,
    user_username: 'tanuki',
    project,
    commits: [{ id: sha, message: 'Speak up\n', added: ['a.ts'], modified: [], removed: ['b.ts'] }],
    total_commits_count: 1,
  }
  test('of a branch', () => {
    expect(parse('Push Hook', push)).toEqual({
      ok: true,
      event: {
        ...bareEvent,
        kind: 'push',
        action: null,
        repository: 'acme/apps/voice',
        sha,
        branch: 'main',
        tag: null,
        pullRequest: null,
        paths: ['a.ts', 'b.ts'],
        author: { name: 'tanuki', trusted: true },
        title: 'Speak up',
      },
    })
  })
  test('of an annotated tag names the commit, not the tag object', () => {
    const tag = { ...push, ref: 'refs/tags/v1', after: 'f'.repeat(40), before: zeros }
    const event = eventOf(parse('Tag Push Hook', tag))
    expect(event).toMatchObject({ kind: 'tag', tag: 'v1', branch: null, sha, action: 'created' })
  })
  test('without checkout_sha names the commit that it ends at', () => {
    const { checkout_sha: _absent, ...rest } = push
    expect(parse('Push Hook', rest)).toMatchObject({ ok: true, event: { sha, branch: 'main' } })
    expect(reasonOf(parse('Push Hook', rest))).toBeNull()
  })
  test('of a branch with a long name keeps it whole, for a status is posted to it', () => {
    const name = `f/${'x'.repeat(3_000)}`
    expect(parse('Push Hook', { ...push, ref: `refs/heads/${name}` })).toMatchObject({
      event: { branch: name },
    })
  })
  test('that deletes starts nothing', () => {
    const gone = { ...push, after: zeros, checkout_sha: null, commits: [], total_commits_count: 0 }
    expect(parse('Push Hook', gone)).toMatchObject({
      ignored: 'main was deleted',
      event: { sha: null },
    })
  })
  test.each([
    ['a cut list', { total_commits_count: 21 }],
    ['a new branch', { before: zeros, commits: [], total_commits_count: 0 }],
  ])('%s leaves the changed files open', (_name, change) => {
    expect(eventOf(parse('Push Hook', { ...push, ...change })).paths).toBeNull()
  })
  test('also comes as a system hook', () => {
    expect(parse('System Hook', push)).toEqual(parse('Push Hook', push))
    expect(reasonOf(parse('System Hook', { event_name: 'user_create' }))).toContain('user_create')
  })
})

describe('merge request', () => {
  const merge = (attributes: object = {}, rest: object = {}) => ({
    object_kind: 'merge_request',
    user: { username: 'tanuki' },
    project,
    object_attributes: {
      iid: 3,
      title: 'Speak up',
      action: 'open',
      source_branch: 'speak-up',
      target_branch: 'main',
      source_project_id: 15,
      target_project_id: 15,
      last_commit: { id: sha },
      draft: false,
      ...attributes,
    },
    labels: [{ title: 'voice' }],
    ...rest,
  })
  const wasDraft = { changes: { draft: { previous: true, current: false } } }

  test('opened', () => {
    expect(parse('Merge Request Hook', merge())).toEqual({
      ok: true,
      event: {
        ...bareEvent,
        kind: 'pull_request',
        action: 'open',
        repository: 'acme/apps/voice',
        sha,
        branch: 'speak-up',
        tag: null,
        pullRequest: { number: 3, title: 'Speak up', baseBranch: 'main', labels: ['voice'] },
        paths: null,
        author: { name: 'tanuki', trusted: true },
        title: '!3 Speak up',
      },
    })
  })
  test.each([
    ['reopened', merge({ action: 'reopen' }), null],
    ['new commits', merge({ action: 'update', oldrev: 'a'.repeat(40) }), null],
    ['no longer a draft', merge({ action: 'update' }, wasDraft), null],
    ['another label', merge({ action: 'update' }), /no new commits/],
    ['merged', merge({ action: 'merge' }), /"merge"/],
    ['approved', merge({ action: 'approved' }), /"approved"/],
    ['closed', merge({ action: 'close' }), /"close"/],
    ['a draft', merge({ draft: true }), /draft/],
    ['a draft of an older GitLab', merge({ draft: undefined, work_in_progress: true }), /draft/],
    ['no commit', merge({ last_commit: null }), /no commit/],
  ])('%s', (_name, payload, reason) => {
    const found = reasonOf(parse('Merge Request Hook', payload))
    if (reason === null) expect(found).toBeNull()
    else expect(found).toMatch(reason)
  })
  test.each([99, null])('from the project %j is not trusted', (source) => {
    const event = eventOf(parse('Merge Request Hook', merge({ source_project_id: source })))
    expect(event.author.trusted).toBe(false)
  })
})

describe('release', () => {
  const release = (action: string) => ({
    action,
    tag: 'v1',
    name: 'One',
    project,
    commit: { id: sha },
  })
  test('created runs', () =>
    expect(parse('Release Hook', release('create'))).toMatchObject({
      ok: true,
      event: { kind: 'release', tag: 'v1', sha, title: 'release One' },
    }))
  test.each(['update', 'delete'])('%s starts nothing', (action) =>
    expect(reasonOf(parse('Release Hook', release(action)))).toContain(`"${action}"`),
  )
})

test('other events and bodies of people’s own making are ignored, never refused', () => {
  expect(reasonOf(parse('Pipeline Hook', {}))).toContain('Pipeline Hook')
  for (const payload of [[], 7, { text: 'own template' }])
    expect(reasonOf(parse('Push Hook', payload))).toMatch(/not as documented/)
})
test('what is not JSON is an error', () =>
  expect(() => parse('Push Hook', '{"ref":')).toThrow(InvalidError))
