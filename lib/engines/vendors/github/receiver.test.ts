import { createHmac } from 'node:crypto'

import { sign, verify as oracle } from '@octokit/webhooks-methods'
import { describe, expect, test } from 'vitest'

import { eventOf as emptyEvent } from '#lib/engines/vendors/event-fields.ts'
import { receiver } from '#lib/engines/vendors/github/receiver.ts'
import type { CiEvent, InboundSecret, ParsedDelivery } from '#lib/engines/vendors/inbound.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const bareEvent = emptyEvent({ kind: 'ping', title: '' })

const sha = '0d1a26e67d8f5eaf1f6ba5c57fc3c7d91ac0fd1c'
const zeros = '0'.repeat(40)
const current: InboundSecret = {
  age: 'current',
  field: 'webhook_secret',
  value: "It's a Secret to Everybody",
}
const previous: InboundSecret = { ...current, age: 'previous', value: 'the one before' }
const digest = (body: Buffer | string, secret = current.value) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

const json = (payload: unknown) => Buffer.from(JSON.stringify(payload))
const deliver = (event: string, payload: unknown, type = 'application/json') => ({
  headers: { 'x-github-event': event, 'content-type': type },
  body: Buffer.isBuffer(payload) ? payload : json(payload),
})
const parse = (event: string, payload: unknown) => receiver.parse(deliver(event, payload))
const eventOf = (parsed: ParsedDelivery): CiEvent => {
  if (!parsed.ok) throw new Error(parsed.ignored)
  return parsed.event
}
const reasonOf = (parsed: ParsedDelivery) => ('ignored' in parsed ? parsed.ignored : null)

const push = {
  ref: 'refs/heads/feature/voice',
  before: zeros,
  after: sha,
  created: false,
  deleted: false,
  forced: false,
  head_commit: { id: sha, message: 'Speak up\n\nand clearly' },
  commits: [
    { id: sha, added: ['a.ts'], modified: ['b/c.ts'], removed: [] },
    { id: sha, added: [], modified: ['a.ts'], removed: ['d.ts'] },
  ],
  repository: { full_name: 'acme/voice' },
  pusher: { name: 'octocat' },
  sender: { login: 'octocat' },
}
const pull = (changes: object = {}, action = 'opened') => ({
  action,
  number: 7,
  pull_request: {
    title: 'Speak up',
    draft: false,
    labels: [{ name: 'voice' }],
    user: { login: 'hubot' },
    head: { sha, ref: 'speak-up', repo: { full_name: 'acme/voice' } },
    base: { ref: 'main', repo: { full_name: 'acme/voice' } },
    ...changes,
  },
  repository: { full_name: 'acme/voice' },
  sender: { login: 'octocat' },
})

describe('verify', () => {
  test("takes the example of GitHub's documentation", () => {
    const body = Buffer.from('Hello, World!')
    const header = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    const headers = { 'x-hub-signature-256': header }
    expect(receiver.verify({ headers, body }, [current], 0)).toEqual({ ok: true, secret: current })
  })

  const body = Buffer.from('{"text":"ünïcode 🎤 \\u0000"}')
  const right = digest(body)
  const changed = Buffer.from(body)
  changed[3] = 0x58
  const deliveries: [
    name: string,
    header: string | undefined,
    sent: Buffer,
    reason: string | null,
  ][] = [
    ['the signature of the body', right, body, null],
    ['the signature of another secret', digest(body, 'wrong'), body, 'mismatch'],
    ['a body changed by one byte', right, changed, 'mismatch'],
    ['a truncated body', right, body.subarray(0, -1), 'mismatch'],
    ['an empty body', right, Buffer.alloc(0), 'mismatch'],
    ['no signature', undefined, body, 'missing'],
    ['an empty signature', '', body, 'malformed'],
    ['upper-case hex', right.toUpperCase().replace('SHA', 'sha'), body, 'malformed'],
    ['an old sha1 signature', `sha1=${right.slice(7, 47)}`, body, 'malformed'],
    ['sha1 with 64 digits', right.replace('sha256', 'sha1'), body, 'malformed'],
    ['a short signature', right.slice(0, -1), body, 'malformed'],
    ['a long signature', `${right}0`, body, 'malformed'],
    ['a padded signature', ` ${right}`, body, 'malformed'],
    ['two signatures', `${right}, ${right}`, body, 'malformed'],
    ['no algorithm', right.slice(7), body, 'malformed'],
  ]
  test.each(deliveries)('%s', async (_name, header, sent, reason) => {
    const headers = { 'x-hub-signature-256': header }
    const found = receiver.verify({ headers, body: sent }, [current], 0)
    expect(found).toEqual(reason === null ? { ok: true, secret: current } : { ok: false, reason })
    // The library throws where there is nothing to compare, which is a refusal as well.
    const theirs = await oracle(current.value, sent.toString(), header ?? '').catch(() => false)
    expect(theirs).toBe(found.ok)
  })

  test('agrees with the signatures that the library makes', async () => {
    for (const text of ['{}', '{"a":"😀"}', 'payload=%7B%7D', ' '.repeat(10_000)]) {
      const headers = { 'x-hub-signature-256': await sign(current.value, text) }
      expect(receiver.verify({ headers, body: Buffer.from(text) }, [current], 0).ok).toBe(true)
    }
  })

  test('covers bytes, not the text they decode to', () => {
    const headers = { 'x-hub-signature-256': digest('\ufffd') }
    expect(receiver.verify({ headers, body: Buffer.from([0xff]) }, [current], 0)).toMatchObject({
      reason: 'mismatch',
    })
  })

  test('takes the secret before, and says so', () => {
    const headers = { 'x-hub-signature-256': digest(body, previous.value) }
    const found = receiver.verify({ headers, body }, [current, previous], 0)
    expect(found).toEqual({ ok: true, secret: previous })
    expect(receiver.verify({ headers, body }, [current], 0).ok).toBe(false)
  })

  test('refuses everything while no secret of the field is there', () => {
    const refused = { ok: false, reason: 'no_secret' }
    const headers = { 'x-hub-signature-256': digest(body, 'k') }
    const empty = { ...current, value: '' }
    const other = { ...current, field: 'token', value: 'k' }
    for (const secrets of [[], [empty], [other]])
      expect(receiver.verify({ headers, body }, secrets, 0)).toEqual(refused)
  })
})

describe('identify', () => {
  const body = Buffer.from('{}')
  test('takes the id of the delivery, which a redelivery keeps', () => {
    const headers = { 'x-github-event': 'push', 'x-github-delivery': '72d3162e-cc78-11e3' }
    expect(receiver.identify({ headers, body })).toEqual({
      event: 'push',
      deliveryId: '72d3162e-cc78-11e3',
    })
  })
  test.each([undefined, '', 'a b', 'x'.repeat(201)])('hashes the body for the id %j', (id) => {
    const headers = { 'x-github-event': 'push', 'x-github-delivery': id }
    expect(receiver.identify({ headers, body }).deliveryId).toBe(
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    )
  })
})

describe('bodies', () => {
  test('a form carries the JSON in its field, and its own bytes are signed', () => {
    const inner = JSON.stringify(push)
    const body = Buffer.from(`payload=${encodeURIComponent(inner)}`)
    const type = 'application/x-www-form-urlencoded'
    const headers = {
      'x-github-event': 'push',
      'content-type': type,
      'x-hub-signature-256': digest(body),
    }
    expect(receiver.verify({ headers, body }, [current], 0).ok).toBe(true)
    headers['x-hub-signature-256'] = digest(inner)
    expect(receiver.verify({ headers, body }, [current], 0).ok).toBe(false)
    expect(receiver.parse({ headers, body })).toEqual(parse('push', push))
  })

  test.each([
    ['broken JSON', deliver('push', Buffer.from('{"ref":'))],
    ['bytes that are not UTF-8', deliver('push', Buffer.from([0x22, 0xff, 0x22]))],
    ['nothing', deliver('push', Buffer.alloc(0))],
    [
      'a form without the field',
      deliver('push', Buffer.from('a=b'), 'application/x-www-form-urlencoded'),
    ],
  ])('%s is an error', (_name, delivery) => {
    expect(() => receiver.parse(delivery)).toThrow(InvalidError)
  })

  test.each([[[]], ['text'], [7], [null], [{}], [{ ref: 7 }]])(
    'a payload of another shape is ignored: %j',
    (payload) => {
      expect(reasonOf(parse('push', payload))).toMatch(/not as documented/)
    },
  )
})

describe('push', () => {
  test('of a branch', () => {
    expect(parse('push', push)).toEqual({
      ok: true,
      event: {
        ...bareEvent,
        kind: 'push',
        action: null,
        repository: 'acme/voice',
        sha,
        branch: 'feature/voice',
        tag: null,
        pullRequest: null,
        paths: ['a.ts', 'b/c.ts', 'd.ts'],
        author: { name: 'octocat', trusted: true },
        title: 'Speak up',
      },
    })
  })
  test('of an annotated tag names the commit, not the tag object', () => {
    const parsed = parse('push', { ...push, ref: 'refs/tags/v1', after: 'f'.repeat(40) })
    expect(eventOf(parsed)).toMatchObject({ kind: 'tag', tag: 'v1', branch: null, sha })
  })
  test('that deletes a branch starts nothing', () => {
    const gone = { ...push, deleted: true, after: zeros, head_commit: null }
    expect(parse('push', gone)).toMatchObject({
      ok: true,
      ignored: 'feature/voice was deleted',
      event: { sha: null, action: 'deleted' },
    })
  })
  test.each([
    ['a list that GitHub cut', { commits: Array.from({ length: 2_048 }, () => push.commits[0]) }],
    ['no list', { commits: undefined }],
    ['rewritten history', { forced: true }],
    ['a new branch of known commits', { created: true, commits: [] }],
  ])('%s leaves the changed files open', (_name, change) => {
    expect(eventOf(parse('push', { ...push, ...change })).paths).toBeNull()
  })
  test('of other refs starts nothing', () => {
    expect(reasonOf(parse('push', { ...push, ref: 'refs/notes/x' }))).toMatch(/neither a branch/)
  })
  test('hostile texts become one short line that can be stored', () => {
    const message = `a\0b\u001b[2J\ud800${'😀'.repeat(400)}\n<!channel>`
    const { title } = eventOf(parse('push', { ...push, head_commit: { id: sha, message } }))
    expect(title).toMatch(/^a b \[2J\ufffd😀+…$/u)
    expect(Array.from(title)).toHaveLength(300)
  })
})

describe('pull request', () => {
  test.each(['opened', 'synchronize', 'reopened', 'ready_for_review'])('%s runs', (action) => {
    expect(parse('pull_request', pull({}, action))).toEqual({
      ok: true,
      event: {
        ...bareEvent,
        kind: 'pull_request',
        action,
        repository: 'acme/voice',
        sha,
        branch: 'speak-up',
        tag: null,
        pullRequest: { number: 7, title: 'Speak up', baseBranch: 'main', labels: ['voice'] },
        paths: null,
        author: { name: 'hubot', trusted: true },
        title: '#7 Speak up',
      },
    })
  })
  test.each(['closed', 'unlabeled', 'edited', 'converted_to_draft'])(
    '%s starts nothing',
    (action) => {
      expect(reasonOf(parse('pull_request', pull({}, action)))).toContain(`"${action}"`)
    },
  )
  test('labeled names the label that was added', () => {
    const payload = { ...pull({}, 'labeled'), label: { name: 'voice' } }
    expect(parse('pull_request', payload)).toMatchObject({
      ok: true,
      event: { action: 'labeled', addedLabel: 'voice' },
    })
  })
  test('a draft starts nothing', () => {
    expect(reasonOf(parse('pull_request', pull({ draft: true })))).toMatch(/draft/)
  })
  test.each([
    ['a fork', { full_name: 'mallory/voice' }],
    ['a deleted fork', null],
  ])('from %s is not trusted', (_name, repo) => {
    const event = eventOf(parse('pull_request', pull({ head: { sha, ref: 'main', repo } })))
    expect(event.author.trusted).toBe(false)
  })
})

describe('release', () => {
  const release = (action: string, target = 'main') => ({
    action,
    release: { tag_name: 'v1.2', name: '', target_commitish: target, author: { login: 'octocat' } },
    repository: { full_name: 'acme/voice' },
  })
  test('published runs', () => {
    const event = eventOf(parse('release', release('published')))
    expect(event).toMatchObject({ kind: 'release', tag: 'v1.2', branch: 'main', sha: null })
    expect(event.title).toBe('release v1.2')
  })
  test('of a commit names it', () => {
    expect(eventOf(parse('release', release('published', sha)))).toMatchObject({
      sha,
      branch: null,
    })
  })
  test.each(['created', 'edited', 'released', 'prereleased'])('%s starts nothing', (action) => {
    expect(reasonOf(parse('release', release(action)))).toContain(`"${action}"`)
  })
})

test('a ping is an event of its own', () => {
  const parsed = parse('ping', {
    zen: 'Keep it logically awesome.',
    hook_id: 1,
    organization: { login: 'acme' },
  })
  expect(parsed).toMatchObject({ ok: true, event: { kind: 'ping', repository: 'acme' } })
  expect(reasonOf(parsed)).toBeNull()
})
test('unknown events are ignored with the reason', () =>
  expect(parse('star', {})).toEqual({ ok: false, ignored: 'the event "star" starts no run' }))
