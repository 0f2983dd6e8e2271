import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { GithubClient } from '#lib/engines/vendors/github/client.ts'
import { GithubConfig } from '#lib/engines/vendors/github/settings.ts'
import { GithubTracker } from '#lib/engines/vendors/github/tracker.ts'
import { hiddenMarker } from '#lib/engines/vendors/hidden-marker.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import {
  describeFailures,
  faultOf,
} from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { Io, IssueDraft } from '#lib/engines/vendors/types.ts'

let peer: FakeGithub
beforeEach(async () => {
  peer = await FakeGithub.start()
})
afterEach(() => peer.close())

function connect(
  io: Io = openTestIo('github'),
  token = 'ghp_good',
  settings: object = {},
): GithubTracker {
  const config = GithubConfig.parse({ base_url: peer.url, repository: 'acme/voice', ...settings })
  return new GithubTracker(config, new GithubClient(config, { token }, io, false))
}

const draft: IssueDraft = {
  marker: 'defect:01999f',
  title: 'Weather in Toronto is heard as "Taranto"',
  description: {
    text: 'The answer names @everyone and #1.\n\n/close <script>',
    facts: [{ label: 'Word error rate', value: '0.4 | *high*' }],
    url: 'https://earshot.test/defects/01999f',
  },
  severity: 'high',
  labels: ['bug', 'voice-ai'],
  assignees: ['octocat'],
}
const isPost = ({ method }: { method: string }) => method === 'POST'
const bodyOf = (number: number) =>
  peer.tracker.issues.find((issue) => issue.number === number)?.body ?? ''

describe('the peer refuses', () => {
  test.each([
    ['labels that are no list', { title: 'x', labels: 'bug' }, 422],
    ['an unknown field', { title: 'x', severity: 'high' }, 422],
    ['no title', { body: 'x' }, 422],
  ])('%s', async (_name, body, expected) => {
    const answer = await openTestIo('github').fetch('test')(`${peer.url}/repos/acme/voice/issues`, {
      method: 'POST',
      headers: {
        authorization: 'token ghp_good',
        'content-type': 'application/json',
        'x-github-api-version': '2022-11-28',
      },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(expected)
    expect(peer.tracker.issues).toEqual([])
  })
})

describe('create', () => {
  test('writes an issue that carries its marker unseen', async () => {
    const issue = await connect().createIssue(draft)
    expect(issue).toEqual({
      key: 'acme/voice#1',
      url: `${peer.url}/acme/voice/issues/1`,
      status: 'open',
      category: 'open',
    })
    expect(peer.tracker.issues[0]).toMatchObject({
      title: draft.title,
      labels: ['bug', 'voice-ai', 'earshot'],
      assignees: ['octocat'],
    })
    expect(bodyOf(1).split('\n')[0]).toBe(hiddenMarker(draft.marker))
    expect(peer.refusals).toEqual([])
  })

  test('its texts mention nobody, refer to nothing and hold no markup', async () => {
    await connect().createIssue({ ...draft, title: 'ping @octocat' })
    expect(peer.tracker.issues[0]?.title).toBe('ping @\u2060octocat')
    const body = bodyOf(1)
    expect(body).not.toMatch(/@everyone|#1\b|^\/close|<script>|\*high\*/m)
    expect(body).toContain('[Open in Earshot](<https://earshot.test/defects/01999f>)')
  })

  test('of the same marker gives back the issue that is there, closed ones too', async () => {
    const tracker = connect()
    const first = await tracker.createIssue(draft)
    peer.tracker.setIssueState(1, 'closed')
    expect(await tracker.createIssue(draft)).toEqual({
      ...first,
      status: 'closed (completed)',
      category: 'done',
    })
    expect(await tracker.createIssue({ ...draft, marker: 'defect:other' })).toMatchObject({
      key: 'acme/voice#2',
    })
  })

  test('finds the issue whose answer was lost', async () => {
    peer.http.plan('lost', ({ method }) => method === 'POST')
    expect(await connect().createIssue(draft)).toMatchObject({ key: 'acme/voice#1' })
    expect(peer.tracker.issues).toHaveLength(1)
  })

  test('is not tried again here when nothing was made', async () => {
    peer.http.plan({ status: 502 }, isPost)
    expect(await faultOf(connect().createIssue(draft))).toMatchObject({
      status: 502,
      maybeExecuted: true,
    })
    expect(peer.http.requests.filter(isPost)).toHaveLength(1)
    expect(peer.tracker.issues).toEqual([])
  })

  test('tells of assignees that GitHub drops', async () => {
    const issue = await connect().createIssue({ ...draft, assignees: ['octocat', 'outsider'] })
    expect(issue.warnings).toEqual([
      'GitHub did not assign outsider: they need write access to acme/voice',
    ])
  })

  test('leaves out assignees that do not exist, and says so', async () => {
    const issue = await connect().createIssue({ ...draft, assignees: ['nobody-here', 'octocat'] })
    expect(issue.warnings).toEqual([
      'GitHub did not assign nobody-here, octocat: they need write access to acme/voice',
    ])
    expect(peer.tracker.issues).toHaveLength(1)
  })

  test('without the right to set labels its own issue is found all the same, a forgery not', async () => {
    await peer.close()
    const tokens = { ghp_guest: { login: 'guest', push: false, scopes: null } }
    peer = await FakeGithub.start({ tokens })
    const tracker = connect(openTestIo('github'), 'ghp_guest')
    peer.tracker.addIssue({ body: hiddenMarker(draft.marker), author: 'mallory' })
    const issue = await tracker.createIssue({ ...draft, assignees: [] })
    expect(issue.key).toBe('acme/voice#2')
    expect(issue.warnings).toEqual([
      'GitHub dropped the labels bug, voice-ai, earshot: the token may not set labels',
    ])
    peer.tracker.addIssue({ body: hiddenMarker(draft.marker), author: 'mallory' })
    expect(await tracker.findIssue(draft.marker)).toMatchObject({ key: 'acme/voice#2' })
  })

  test('issues switched off are told in words', async () => {
    peer.tracker.enabled = false
    const fault = await faultOf(connect().createIssue(draft))
    expect(fault).toMatchObject({ status: 410, retryable: false })
    expect(fault.detail).toContain('Issues are disabled for this repo')
  })

  test('without a repository nothing is called', async () => {
    const config = GithubConfig.parse({ base_url: peer.url })
    const client = new GithubClient(config, { token: 'ghp_good' }, openTestIo('github'))
    const fault = await faultOf(new GithubTracker(config, client).createIssue(draft))
    expect(fault).toMatchObject({ fault: 'configuration' })
    expect(peer.http.requests).toEqual([])
  })
})

describe('find', () => {
  test('looks through many pages, and past pull requests', async () => {
    const labels = ['earshot']
    peer.tracker.addIssue({ body: `people's words\n${hiddenMarker('m')}\r\nmore`, labels })
    for (let n = 0; n < 150; n += 1) peer.tracker.addIssue({ labels })
    peer.tracker.addIssue({ body: hiddenMarker('m'), labels, pull_request: true })
    expect(await connect().findIssue('m')).toMatchObject({ key: 'acme/voice#1' })
  })
  test('does not take a part of a marker, or a quotation, for it', async () => {
    peer.tracker.addIssue({ body: hiddenMarker('defect:12'), labels: ['earshot'] })
    peer.tracker.addIssue({ body: `> ${hiddenMarker('defect:1')}`, labels: ['earshot'] })
    expect(await connect().findIssue('defect:1')).toBeNull()
  })
})

describe('an issue that is there', () => {
  test('is commented on once for each marker', async () => {
    const tracker = connect()
    const { key } = await tracker.createIssue(draft)
    await tracker.comment(key, 'seen:run-1', 'Failed again, see @octocat')
    await tracker.comment(key, 'seen:run-1', 'Failed again')
    await tracker.comment(key, 'seen:run-2', 'Failed again')
    expect(peer.tracker.comments.map(({ body }) => body)).toEqual([
      `${hiddenMarker('seen:run-1')}\nFailed again, see @\u2060octocat`,
      `${hiddenMarker('seen:run-2')}\nFailed again`,
    ])
  })

  test.each([
    ['q1 2027', 7],
    ['7', 7],
    ['Spring', 1],
  ])('is put into the milestone %j', async (milestone, number) => {
    const tracker = connect(undefined, undefined, { issue_creation: { milestone } })
    const { warnings } = await tracker.createIssue(draft)
    expect(peer.tracker.issues.at(-1)?.milestone).toBe(number)
    expect(warnings).toBeUndefined()
  })

  test('is made without a milestone that is not there, and says so', async () => {
    const tracker = connect(undefined, undefined, { issue_creation: { milestone: 'Winter' } })
    expect((await tracker.createIssue(draft)).warnings).toEqual([
      'There is no open milestone "Winter"',
    ])
    expect(peer.refusals).toEqual([])
  })

  test('is updated without touching the words of people', async () => {
    const tracker = connect()
    const { key } = await tracker.createIssue(draft)
    const issue = peer.tracker.issues[0]
    if (!issue) throw new Error('no issue')
    issue.body = `Triaged by QA.\n\n${issue.body}\n\n$& stays`
    issue.labels.push('triaged')
    await tracker.updateIssue(key, {
      title: 'New title',
      description: { ...draft.description, text: 'New $& words', facts: [] },
      labels: ['bug', 'p1'],
    })
    expect(issue.title).toBe('New title')
    expect(issue.labels).toEqual(['bug', 'voice-ai', 'earshot', 'triaged', 'p1'])
    expect(issue.body).toMatch(/^Triaged by QA\.\n\n<!-- earshot:/)
    expect(issue.body).toContain('**Severity:** high')
    expect(issue.body).toContain('New \\$\\& words')
    expect(issue.body).toMatch(/\$& stays$/)
    expect(await tracker.findIssue(draft.marker)).toMatchObject({ key })
    await tracker.updateIssue(key, { severity: 'critical' })
    expect(issue.body).toContain('**Severity:** critical')
    expect(issue.body).toContain('New \\$\\& words')
  })

  test('is not written to when nothing changes', async () => {
    const tracker = connect()
    const { key } = await tracker.createIssue(draft)
    const { title, description, severity, labels } = draft
    await tracker.updateIssue(key, { title, description, severity, labels })
    expect(peer.http.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1)
  })

  test('is closed and opened again, each time safely twice', async () => {
    const tracker = connect()
    const { key } = await tracker.createIssue(draft)
    for (const _ of [1, 2]) expect(await tracker.close(key)).toEqual({ moved: true })
    expect(await tracker.getIssue(key)).toMatchObject({
      category: 'done',
      status: 'closed (completed)',
    })
    for (const _ of [1, 2]) expect(await tracker.reopen(key)).toEqual({ moved: true })
    expect(await tracker.getIssue(key)).toMatchObject({ category: 'open' })
    expect(peer.http.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(2)
    expect(peer.refusals).toEqual([])
  })

  test('that people closed is seen as closed', async () => {
    const tracker = connect()
    const { key } = await tracker.createIssue(draft)
    peer.tracker.setIssueState(1, 'closed')
    expect(await tracker.getIssue(key)).toMatchObject({ category: 'done' })
  })

  test.each(['7', 'acme/voice', 'QA-12', 'acme/voice#x'])(
    'the key %s is refused here',
    async (key) =>
      expect(await faultOf(connect().getIssue(key))).toMatchObject({ fault: 'configuration' }),
  )
})

describe('failures of the request that creates', () => {
  describeFailures({
    kind: 'github',
    peer: () => ({ ...peer.http, plan: (mishap) => peer.http.plan(mishap, isPost) }),
    act: (io) => connect(io).createIssue({ ...draft, assignees: [] }),
  })
})
