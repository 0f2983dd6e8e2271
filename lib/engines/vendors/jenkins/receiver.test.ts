import { createHash, createHmac } from 'node:crypto'

import { describe, expect, test } from 'vitest'

import { eventOf as emptyEvent } from '#lib/engines/vendors/event-fields.ts'
import { receiver } from '#lib/engines/vendors/jenkins/receiver.ts'
import type { InboundSecret, ParsedDelivery } from '#lib/engines/vendors/inbound.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const bareEvent = emptyEvent({ kind: 'ping', title: '' })

const sha = '95790bf891e76fee5e1747ab589903a6a1f80f22'
const now = Date.parse('2026-05-01T12:00:00Z')
const secret: InboundSecret = { age: 'current', field: 'webhook_secret', value: 'hudson' }
const previous: InboundSecret = { ...secret, age: 'previous', value: 'older' }

const bytes = (payload: unknown) => Buffer.from(JSON.stringify(payload))
const digest = (body: Buffer, key = secret.value) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
const snippet = (changes: object = {}) => ({
  event: 'build',
  delivery_id: 'd1',
  sent_at: now / 1_000,
  job: 'voice/main',
  build_number: '12',
  build_url: 'https://jenkins.test/job/12/',
  result: 'SUCCESS',
  git_url: 'git@github.com:acme/voice.git',
  git_commit: sha,
  git_branch: 'origin/main',
  tag: '',
  change_id: '',
  change_title: '',
  change_branch: '',
  change_target: '',
  change_author: '',
  change_fork: '',
  ...changes,
})
const parse = (payload: unknown): ParsedDelivery =>
  receiver.parse({ headers: {}, body: bytes(payload) })
const reasonOf = (parsed: ParsedDelivery) => ('ignored' in parsed ? parsed.ignored : null)

describe('verify', () => {
  const body = bytes(snippet())
  const at = (seconds: number) => bytes(snippet({ sent_at: now / 1_000 + seconds }))
  const changed = Buffer.from(body)
  changed[2] = 0x45
  const cases: [
    name: string,
    sent: Buffer,
    headers: Record<string, string>,
    reason: string | null,
  ][] = [
    ['the signature of the body', body, {}, null],
    ['headers that repeat the body', body, { 'x-jenkins-timestamp': String(now / 1_000) }, null],
    ['299 s old', at(-299), {}, null],
    ['301 s old', at(-301), {}, 'expired'],
    ['301 s ahead', at(301), {}, 'expired'],
    [
      'an old body with a fresh header',
      at(-301),
      { 'x-jenkins-timestamp': String(now / 1_000) },
      'malformed',
    ],
    [
      'a time that nothing signs',
      bytes({ jenkinsUrl: 'x' }),
      { 'x-jenkins-timestamp': String(now / 1_000) },
      'malformed',
    ],
    ['a body without a time', bytes({ jenkinsUrl: 'x' }), {}, null],
    ['another secret', body, { 'x-jenkins-signature': digest(body, 'wrong') }, 'mismatch'],
    ['a body changed by one byte', changed, { 'x-jenkins-signature': digest(body) }, 'mismatch'],
    ['a truncated body', body.subarray(1), { 'x-jenkins-signature': digest(body) }, 'mismatch'],
    ['an empty signature', body, { 'x-jenkins-signature': '' }, 'malformed'],
    ['bare hex', body, { 'x-jenkins-signature': digest(body).slice(7) }, 'malformed'],
    ['sha1', body, { 'x-jenkins-signature': digest(body).replace('256', '1') }, 'malformed'],
    [
      'upper-case hex',
      body,
      { 'x-jenkins-signature': digest(body).toUpperCase().replace('SHA', 'sha') },
      'malformed',
    ],
  ]
  test.each(cases)('%s', (_name, sent, given, reason) => {
    const headers = { 'x-jenkins-event': 'build', 'x-jenkins-signature': digest(sent), ...given }
    expect(receiver.verify({ headers, body: sent }, [secret, previous], now)).toEqual(
      reason === null ? { ok: true, secret } : { ok: false, reason },
    )
  })
  test('no signature, no secret, and the secret before', () => {
    expect(receiver.verify({ headers: {}, body }, [secret], now)).toMatchObject({
      reason: 'missing',
    })
    const headers = { 'x-jenkins-signature': digest(body, previous.value) }
    expect(receiver.verify({ headers, body }, [], now)).toMatchObject({ reason: 'no_secret' })
    expect(receiver.verify({ headers, body }, [secret, previous], now)).toEqual({
      ok: true,
      secret: previous,
    })
  })
})

describe('identify', () => {
  test('takes the signed id', () => {
    const headers = { 'x-jenkins-event': 'build', 'x-jenkins-delivery': 'renewed' }
    expect(receiver.identify({ headers, body: bytes(snippet()) })).toEqual({
      event: 'build',
      deliveryId: 'd1',
    })
  })
  test('hashes the body without one: an unsigned header would let a replay act again', () => {
    const body = bytes({ name: 'x' })
    expect(receiver.identify({ headers: { 'x-jenkins-delivery': 'renewed' }, body })).toEqual({
      event: 'notification',
      deliveryId: createHash('sha256').update(body).digest('hex'),
    })
  })
})

describe('our snippet', () => {
  test('a build of a branch', () => {
    expect(parse(snippet())).toEqual({
      ok: true,
      event: {
        ...bareEvent,
        kind: 'build',
        action: 'success',
        repository: 'acme/voice',
        sha,
        branch: 'main',
        tag: null,
        pullRequest: null,
        paths: null,
        author: { name: null, trusted: true },
        title: 'voice/main #12 SUCCESS',
      },
    })
  })
  test('without git_commit is a build all the same', () => {
    const { git_commit: _absent, ...rest } = snippet() as { git_commit: string }
    expect(parse(rest)).toMatchObject({ ok: true, event: { kind: 'build', sha: null } })
  })
  test('a build of a pull request from a fork is not trusted', () => {
    const change = { change_id: '7', change_title: 'Speak up', change_branch: 'speak-up' }
    const fork = { change_target: 'main', change_author: 'mallory', change_fork: 'mallory' }
    expect(parse(snippet({ ...change, ...fork }))).toMatchObject({
      ok: true,
      event: {
        branch: 'speak-up',
        pullRequest: { number: 7, title: 'Speak up', baseBranch: 'main' },
        author: { name: 'mallory', trusted: false },
      },
    })
  })
  test.each(['FAILURE', 'ABORTED', 'NOT_BUILT'])(
    'a build that ended with %s starts nothing',
    (result) => expect(reasonOf(parse(snippet({ result })))).toBe(`the build ended with ${result}`),
  )
  test('a build outside version control goes by its job', () =>
    expect(parse(snippet({ git_url: '', git_commit: '', git_branch: '' }))).toMatchObject({
      event: { repository: 'voice/main', sha: null, branch: null },
    }))
})

describe('plugins', () => {
  // https://github.com/jenkinsci/notification-plugin, README
  const notification = (phase: string, status: string | undefined = 'SUCCESS') => ({
    name: 'asgard',
    display_name: 'asgard',
    url: 'job/asgard/',
    build: {
      full_url: 'http://localhost:8080/job/asgard/18/',
      number: 18,
      queue_id: 1,
      phase,
      status,
      url: 'job/asgard/18/',
      scm: {
        url: 'https://github.com/evgeny-goldin/asgard.git',
        branch: 'origin/master',
        commit: sha,
      },
      artifacts: {},
    },
  })
  test('Notification: the end of a build', () =>
    expect(parse(notification('COMPLETED'))).toMatchObject({
      ok: true,
      event: {
        kind: 'build',
        repository: 'evgeny-goldin/asgard',
        sha,
        branch: 'master',
        action: 'success',
      },
    }))
  test.each(['QUEUED', 'STARTED', 'FINALIZED'])('Notification: %s starts nothing', (phase) =>
    expect(reasonOf(parse(notification(phase)))).toContain(phase),
  )
  test('Notification: XML is an error that names JSON', () =>
    expect(() => receiver.parse({ headers: {}, body: Buffer.from('<job/>') })).toThrow(
      InvalidError,
    ))

  const outbound = (event: string) => ({
    projectName: 'voice',
    buildName: '#42',
    buildUrl: 'http://localhost:8080/job/voice/42/',
    buildVars: { GIT_COMMIT: sha },
    event,
  })
  test('Outbound WebHook: success', () =>
    expect(parse(outbound('success'))).toMatchObject({
      ok: true,
      event: { repository: 'voice', sha, title: 'voice #42 success' },
    }))
  test.each([
    ['start', 'the build has not ended'],
    ['failure', 'the build ended with failure'],
  ])('Outbound WebHook: %s starts nothing', (event, reason) =>
    expect(reasonOf(parse(outbound(event)))).toBe(reason),
  )

  test('Unblocked', () =>
    expect(
      parse({
        jenkinsUrl: 'https://jenkins.test/',
        repoUrl: 'https://github.com/acme/voice',
        repoVersion: sha,
        repoBranch: 'main',
        runId: 'voice#9',
        runNumber: 9,
        runResult: 'SUCCESS',
      }),
    ).toMatchObject({ ok: true, event: { repository: 'acme/voice', sha, branch: 'main' } }))

  test.each([[{}], [[]], ['x'], [{ build: 7 }]])('anything else is ignored: %j', (payload) =>
    expect(reasonOf(parse(payload))).toMatch(/none of those/),
  )
})
