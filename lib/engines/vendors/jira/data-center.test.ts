import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { jira } from '#lib/engines/vendors/jira/jira.ts'
import { JiraConfig } from '#lib/engines/vendors/jira/settings.ts'
import { escapeWiki, wikiDescription } from '#lib/engines/vendors/jira/wiki.ts'
import { faultOf } from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import {
  type FakeJira,
  startFakeJira,
} from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import {
  jiraDraft,
  jiraSettings,
  onlyIssue,
  openJira,
} from '#lib/engines/vendors/testing/fake-notifier/jira-connection.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import { linksOfWiki, textOfWiki } from '#lib/engines/vendors/testing/rendered-links.ts'

let peer: FakeJira
beforeEach(async () => {
  peer = await startFakeJira('data_center')
})
afterEach(() => peer.close())

const check = (over = {}) => jira.check(...jiraSettings(peer, over), openTestIo('jira'))

test('an issue lives there as it does in the cloud', async () => {
  const tracker = openJira(peer)
  expect(await tracker.findIssue('defect 1')).toBeNull()
  const issue = await tracker.createIssue(jiraDraft({ assignees: ['anna'] }))
  expect(issue).toEqual({
    key: 'QA-1',
    url: `${peer.url}/browse/QA-1`,
    status: 'To Do',
    category: 'open',
  })
  expect(onlyIssue(peer).fields).toMatchObject({
    assignee: { name: 'anna' },
    priority: { name: 'Highest' },
  })
  expect(await tracker.findIssue('defect 1')).toMatchObject({ key: 'QA-1' })
  await tracker.comment('QA-1', 'retest 1', 'Still *there*')
  await tracker.comment('QA-1', 'retest 1', 'Still *there*')
  expect(onlyIssue(peer).comments).toHaveLength(1)
  await tracker.updateIssue('QA-1', {
    title: 'New',
    labels: ['seen again'],
    description: jiraDraft().description,
  })
  expect(await tracker.close('QA-1')).toEqual({ moved: true })
  expect(onlyIssue(peer).status).toBe('Done')
  expect(await tracker.reopen('QA-1')).toEqual({ moved: true })
  // Nothing of the cloud's was asked for.
  expect(peer.http.requests.every(({ path }) => path.startsWith('/rest/api/2/'))).toBe(true)
})

test('an issue without what the project refuses is better than none', async () => {
  const issue = await openJira(peer).createIssue(jiraDraft({ assignees: ['nobody'] }))
  expect(issue.warnings).toEqual(['Created without assignee: Specify a valid assignee'])
})

test('the check says who we are, reads every page, and tells a wrong token in the words of Data Center', async () => {
  expect(await check()).toMatchObject({
    ok: true,
    detail: 'Signed in as QA bot; Bug can be created in QA',
  })
  expect((await check({ config: { issue_type: 'Incident' } })).detail).toContain(
    'it has: Task, Bug',
  )
  expect((await check({ secrets: { api_token: 'wrong' } })).detail).toContain(
    'refused the personal access token',
  )
})

test('one deployment’s ways do not work with the other, and say so', async () => {
  const [{ base_url, project }, secrets] = jiraSettings(peer)
  const asCloud = { base_url, project, email: 'qa@example.com' }
  const tracker = jira.tracker?.(asCloud, secrets, openTestIo('jira'))
  expect(await faultOf(tracker?.findIssue('x') ?? Promise.resolve())).toMatchObject({ status: 401 })
})

test('the email is needed in the cloud only', () => {
  const config = { base_url: 'https://jira.test', project: 'QA' }
  expect(JiraConfig.safeParse(config).error?.issues[0]).toMatchObject({ path: ['email'] })
  expect(JiraConfig.safeParse({ ...config, deployment: 'data_center' }).success).toBe(true)
})

describe('wiki markup', () => {
  test.each([
    'plain, R&D, 5 * 3 - 2 = 13',
    '{code}x{code} {noformat} [~anna] [a|https://evil.test] !https://evil.test/i.png! ??cite?? ^up^ ~down~ +ins+ -del-',
    'h1. no heading\nbq. no quotation\n* no list\n# nor this\n|| no table ||',
    'https://evil.test/a-b www.evil.test mailto:a@evil.test',
    'back\\slash \\\\ new line \\* end',
  ])('%j shows letter for letter and links nothing', (text) => {
    const markup = escapeWiki(text)
    expect(linksOfWiki(markup)).toEqual([])
    expect(textOfWiki(markup).replaceAll('\u2060', '')).toBe(text)
  })

  test('links our pages, exactly', () => {
    const page = (name: string) =>
      `https://ear.test/${name}/01a228d5-0be4-738a-92e7-8a7d608175ee?a=[1]|{2}^3`
    const markup = wikiDescription({
      text: 'x',
      facts: [
        { label: 'Case', value: 'Wrong [city] | R&D' },
        { label: 'Run', value: 'Smoke [1] | R&D', url: page('runs') },
      ],
      url: page('defects'),
    })
    const links = linksOfWiki(markup)
    expect(links.map(({ text }) => text)).toEqual(['Smoke [1] | R&D', 'Open in Earshot'])
    expect(links.map(({ href }) => decodeURIComponent(href))).toEqual([
      page('runs'),
      page('defects'),
    ])
  })
})
