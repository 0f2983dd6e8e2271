import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { jira } from '#lib/engines/vendors/jira/jira.ts'
import {
  describeFailures,
  faultOf,
} from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import {
  type FakeJira,
  startFakeJira,
} from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import {
  jiraDraft,
  type JiraOverrides,
  jiraSettings,
  openJira,
} from '#lib/engines/vendors/testing/fake-notifier/jira-connection.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'

let peer: FakeJira

beforeEach(async () => {
  peer = await startFakeJira()
})
afterEach(() => peer.close())

const check = (over: JiraOverrides = {}) =>
  jira.check(...jiraSettings(peer, over), openTestIo('jira'))

describe('failures', () => {
  test('a wrong token is refused in words', async () => {
    const fault = await faultOf(
      openJira(peer, { secrets: { api_token: 'wrong' } }).createIssue(jiraDraft()),
    )
    expect(fault).toMatchObject({ fault: 'authentication', status: 401, retryable: false })
    expect(fault.detail).toBe('Jira refused the email and API token')
  })

  test('without a token nothing is asked', async () => {
    const tracker = openJira(peer, { secrets: { api_token: undefined } })
    expect(await faultOf(tracker.findIssue('x'))).toMatchObject({
      fault: 'configuration',
      retryable: false,
    })
    expect(peer.http.requests).toEqual([])
  })

  test('a limit tells its reason and how long to wait', async () => {
    const headers = { 'retry-after': '12', 'ratelimit-reason': 'jira-per-issue-on-write' }
    peer.http.plan({ status: 429, headers })
    const fault = await faultOf(openJira(peer).createIssue(jiraDraft()))
    expect(fault).toMatchObject({ retryable: true, retryAfterMs: 12_000 })
    expect(fault.detail).toBe(
      'Jira is rate limiting (jira-per-issue-on-write); it asks to wait 12 s',
    )
  })

  test('an answer that is not what Jira documents is a fault, not a crash', async () => {
    for (const body of [{ id: 1 }, '<html>', { key: 'QA-1' }]) {
      peer.http.plan({ status: 200, body })
      expect((await faultOf(openJira(peer).getIssue('QA-1'))).fault).toBe('protocol')
    }
  })

  test('a key cannot leave its place in the address', async () => {
    await faultOf(openJira(peer).getIssue('../../myself?x=1'))
    expect(peer.http.requests.at(-1)?.path).toBe('/rest/api/3/issue/..%2F..%2Fmyself%3Fx%3D1')
  })

  test('neither token nor credentials appear in the log', async () => {
    const io = openTestIo('jira', { secrets: [peer.state.apiToken] })
    await openJira(peer, { io }).createIssue(jiraDraft())
    const log = JSON.stringify(io.exchanges())
    expect(log).not.toContain(peer.state.apiToken)
    expect(log).not.toContain('Basic ')
    expect(io.exchanges().map(({ operation }) => operation)).toEqual(['create_issue', 'get_issue'])
  })

  describeFailures({
    kind: 'jira',
    peer: () => peer.http,
    act: (io) => openJira(peer, { io }).createIssue(jiraDraft()),
  })
})

describe('the check', () => {
  test('reads every page and says who we are', async () => {
    expect(await check()).toMatchObject({
      ok: true,
      detail: 'Signed in as QA bot; Bug can be created in QA',
    })
    expect(peer.state.issues).toEqual([])
  })

  test('takes the address of the API too', async () => {
    expect(await check({ config: { base_url: `${peer.url}/rest/api/3/` } })).toMatchObject({
      ok: true,
    })
  })

  test.each([
    [{ project: 'NOPE' }, 'finds no such project'],
    [{ issue_type: 'Incident' }, 'no issue type "Incident"; it has: Task, Bug'],
    [{ issue_type: 'Sub-task' }, 'no issue type "Sub-task"'],
    [
      { priority_mapping: { critical: 'Blocker' } },
      'critical is mapped to "Blocker", but the project has the priorities Highest, High',
    ],
    [{ extra_fields: { customfield_9: 1 } }, 'not on the create screen: customfield_9'],
  ])('%o', async (config, words) => {
    const checked = await check({ config })
    expect(checked.ok).toBe(false)
    expect(checked.detail).toContain(words)
  })

  test('names required fields that nothing fills, until extra fields do', async () => {
    const field = { id: 'customfield_10050', name: 'Component', required: true, options: ['Voice'] }
    peer.state.projects.get('QA')?.customFields.push(field)
    expect((await check()).detail).toContain(
      'required and not filled: Component (customfield_10050)',
    )
    const extra_fields = { customfield_10050: { value: 'Voice' } }
    expect((await check({ config: { extra_fields } })).ok).toBe(true)
  })

  test('misses labels, by which issues are found', async () => {
    peer.state.projects.get('QA')?.hidden.add('labels')
    expect((await check()).detail).toContain('labels are not on the create screen')
  })

  test('tells a wrong token and a missing one', async () => {
    expect((await check({ secrets: { api_token: 'wrong' } })).detail).toContain('refused the email')
    expect((await check({ secrets: { api_token: undefined } })).detail).toContain(
      'store an API token',
    )
  })
})
