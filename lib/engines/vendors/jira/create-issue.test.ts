import { afterEach, beforeEach, expect, test } from 'vitest'

import { faultOf } from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import {
  type FakeJira,
  startFakeJira,
} from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import {
  jiraDraft,
  onlyIssue,
  openJira,
} from '#lib/engines/vendors/testing/fake-notifier/jira-connection.ts'

let peer: FakeJira

beforeEach(async () => {
  peer = await startFakeJira()
})
afterEach(() => peer.close())

const search = ({ path }: { path: string }) => path.endsWith('/search/jql')

test('the peer refuses a wrong token, plain-text descriptions and labels with spaces', async () => {
  const post = async (fields: object, token = peer.state.apiToken) => {
    const credentials = Buffer.from(`${peer.state.email}:${token}`).toString('base64')
    const answer = await fetch(`${peer.url}/rest/api/3/issue`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        fields: { project: { key: 'QA' }, issuetype: { name: 'Bug' }, summary: 'x', ...fields },
      }),
    })
    return answer.status
  }
  expect(await post({}, 'wrong')).toBe(401)
  expect(await post({ description: 'text' })).toBe(400)
  expect(await post({ labels: ['two words'] })).toBe(400)
  expect(await post({ priority: { name: 'Urgent' } })).toBe(400)
  expect(await post({ customfield_1: 'x' })).toBe(400)
  expect(peer.state.issues).toEqual([])
  expect(await post({})).toBe(201)
})

test('an issue carries its priority, labels and a document', async () => {
  const created = await openJira(peer).createIssue(jiraDraft())
  expect(created).toEqual({
    key: 'QA-1',
    url: `${peer.url}/browse/QA-1`,
    status: 'To Do',
    category: 'open',
  })
  const { fields } = onlyIssue(peer)
  expect(fields).toMatchObject({
    summary: 'Wrong city in the answer',
    priority: { name: 'Highest' },
    issuetype: { name: 'Bug' },
  })
  expect(fields['labels']).toEqual([
    expect.stringMatching(/^earshot-[0-9a-f]{24}$/),
    'earshot',
    'voice-ai',
  ])
  expect(fields['description']).toEqual({
    type: 'doc',
    version: 1,
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Heard "boston".' },
          { type: 'hardBreak' },
          { type: 'text', text: 'Said "toronto".' },
        ],
      },
      { type: 'paragraph', content: [{ type: 'text', text: 'Since yesterday  😀' }] },
      {
        type: 'bulletList',
        content: [
          {
            type: 'listItem',
            content: [
              {
                type: 'paragraph',
                content: [
                  { type: 'text', text: 'Suite: ', marks: [{ type: 'strong' }] },
                  { type: 'text', text: 'Weather basics' },
                ],
              },
            ],
          },
        ],
      },
      {
        type: 'paragraph',
        content: [
          {
            type: 'text',
            text: 'Open in Earshot',
            marks: [{ type: 'link', attrs: { href: 'https://ear.test/defects/1' } }],
          },
        ],
      },
    ],
  })
})

test('the longest and the emptiest draft are taken', async () => {
  const long = '"\\\n\n'.repeat(20_000)
  await openJira(peer).createIssue(
    jiraDraft({
      title: long,
      description: {
        text: long,
        facts: Array.from({ length: 200 }, () => ({
          label: long,
          value: long,
          url: `https://ear.test/${'a'.repeat(580)}`,
        })),
        url: `https://ear.test/${'"'.repeat(1_000)}`,
      },
    }),
  )
  await openJira(peer).createIssue(
    jiraDraft({
      marker: 'b',
      description: { text: '', facts: [{ label: '', value: '' }], url: '' },
    }),
  )
  const text = '"\\'.repeat(10_000)
  const facts = Array.from({ length: 200 }, () => ({ label: text, value: text }))
  await openJira(peer).createIssue(
    jiraDraft({ marker: 'c', description: { text, facts, url: 'javascript:1' } }),
  )
  expect(peer.state.issues).toHaveLength(3)
  expect(JSON.stringify(peer.state.issues)).not.toContain('javascript')
})

test('an issue whose answer was lost is found by its marker; another marker finds nothing', async () => {
  const tracker = openJira(peer)
  expect(await tracker.findIssue('defect 1')).toBeNull()
  peer.http.plan('lost')
  expect(await faultOf(tracker.createIssue(jiraDraft()))).toMatchObject({ maybeExecuted: true })
  expect(await tracker.findIssue('defect 1')).toMatchObject({ key: 'QA-1', category: 'open' })
  expect(await tracker.findIssue('defect 2')).toBeNull()
  onlyIssue(peer)
})

test('a search looks past empty pages', async () => {
  const tracker = openJira(peer)
  await tracker.createIssue(jiraDraft())
  peer.state.emptyPages = 3
  expect(await tracker.findIssue('defect 1')).toMatchObject({ key: 'QA-1' })
  expect(peer.http.requests.filter(search)).toHaveLength(4)
})

test('creating asks once; an issue whose status cannot be read keeps its key', async () => {
  const tracker = openJira(peer)
  peer.http.plan({ status: 503 }, ({ method }) => method === 'GET')
  expect(await tracker.createIssue(jiraDraft())).toMatchObject({ key: 'QA-1', category: 'open' })
  peer.http.plan({ status: 503 })
  const before = peer.http.requests.length
  await faultOf(tracker.createIssue(jiraDraft()))
  expect(peer.http.requests).toHaveLength(before + 1)
})

test('a priority off the screen and an unknown assignee are left out and told', async () => {
  peer.state.projects.get('QA')?.hidden.add('priority')
  const created = await openJira(peer).createIssue(jiraDraft({ assignees: ['nobody', 'second'] }))
  expect(created.warnings).toEqual([
    'Jira knows one assignee; second was left out',
    expect.stringContaining('Created without priority'),
    'Created without assignee: Specify a valid assignee',
  ])
  expect(onlyIssue(peer).fields).not.toHaveProperty('priority')
})

test('a required field that nobody filled is told by name, and extra fields fill it', async () => {
  const field = { id: 'customfield_10050', name: 'Component', required: true, options: ['Voice'] }
  peer.state.projects.get('QA')?.customFields.push(field)
  const fault = await faultOf(openJira(peer).createIssue(jiraDraft()))
  expect(fault).toMatchObject({ status: 400, retryable: false, maybeExecuted: false })
  expect(fault.detail).toContain('customfield_10050: Component is required.')
  const extra_fields = { customfield_10050: { value: 'Voice' }, summary: 'not this' }
  await openJira(peer, { config: { extra_fields } }).createIssue(jiraDraft())
  expect(onlyIssue(peer).fields).toMatchObject({
    customfield_10050: { value: 'Voice' },
    summary: 'Wrong city in the answer',
  })
})
