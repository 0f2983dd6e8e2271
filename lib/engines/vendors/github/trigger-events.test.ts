import { describe, expect, test } from 'vitest'

import { parseEvent } from '#lib/engines/vendors/github/events.ts'
import type { ParsedDelivery } from '#lib/engines/vendors/inbound.ts'

const sha = 'b'.repeat(40)
const repository = { full_name: 'acme/voice' }
const sender = { login: 'octocat' }

const reasonOf = (parsed: ParsedDelivery) => ('ignored' in parsed ? parsed.ignored : null)
const eventOf = (parsed: ParsedDelivery) => (parsed.ok ? parsed.event : null)

const group = (more: object = {}, action = 'checks_requested') => ({
  action,
  merge_group: {
    head_sha: sha,
    head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc',
    base_sha: 'c'.repeat(40),
    base_ref: 'refs/heads/main',
    head_commit: { message: 'Merge pull request #7\n\nSpeak up' },
    ...more,
  },
  repository,
  sender,
})

describe('merge_group', () => {
  test('is tested at its head, for the branch it goes into', () => {
    const parsed = parseEvent('merge_group', group())
    expect(reasonOf(parsed)).toBeNull()
    expect(eventOf(parsed)).toMatchObject({
      kind: 'merge_group',
      sha,
      branch: 'gh-readonly-queue/main/pr-7-abc',
      baseBranch: 'main',
      author: { trusted: true },
    })
  })
  test('that was taken apart starts nothing', () =>
    expect(reasonOf(parseEvent('merge_group', group({}, 'destroyed')))).toContain('destroyed'))
})

const deployment = (state: string, ref = 'main') => ({
  action: 'created',
  deployment_status: { state, environment: 'staging' },
  deployment: { id: 42, sha, ref, environment: 'staging', task: 'deploy' },
  repository,
  sender,
})

describe('deployment_status', () => {
  test('of a deployment that went well', () => {
    expect(eventOf(parseEvent('deployment_status', deployment('success')))).toMatchObject({
      kind: 'deployment',
      sha,
      branch: 'main',
      environment: 'staging',
      occasion: 'deployment 42',
    })
  })
  test('a commit as its ref is no branch', () =>
    expect(eventOf(parseEvent('deployment_status', deployment('success', sha)))?.branch).toBeNull())
  test.each(['pending', 'in_progress', 'failure', 'error', 'inactive'])(
    'that is %s starts nothing',
    (state) =>
      expect(reasonOf(parseEvent('deployment_status', deployment(state)))).toContain(state),
  )
})

const comment = (body: string, more: object = {}, issue: object = { pull_request: {} }) => ({
  action: 'created',
  issue: { number: 7, title: 'Speak up', labels: [], ...issue },
  comment: {
    id: 99,
    body,
    author_association: 'COLLABORATOR',
    user: { login: 'octocat', type: 'User' },
    ...more,
  },
  repository,
  sender,
})

describe('issue_comment', () => {
  test.each([
    ['/earshot run', ''],
    ['  /earshot run  ', ''],
    ['/EarShot Run Weather basics\nplease', 'Weather basics'],
    ['/earshot\trun x\r\n', 'x'],
  ])('%j is an order', (body, command) => {
    const parsed = parseEvent('issue_comment', comment(body))
    expect(reasonOf(parsed)).toBeNull()
    expect(eventOf(parsed)).toMatchObject({
      kind: 'comment',
      command,
      occasion: 'comment 99',
      isIncomplete: true,
      author: { name: 'octocat', trusted: false },
    })
  })
  test.each([
    'please /earshot run',
    '> /earshot run',
    '```\n/earshot run\n```',
    '/earshot runner',
    '/earshot stop',
    '/earshot',
    '',
  ])('%j is none', (body) =>
    expect(reasonOf(parseEvent('issue_comment', comment(body)))).toContain('does not begin with'),
  )
  test.each([
    ['NONE', 'may not start runs'],
    ['CONTRIBUTOR', 'may not start runs'],
    ['FIRST_TIMER', 'may not start runs'],
    [null, 'may not start runs'],
  ])('by %s is refused', (author_association, why) =>
    expect(
      reasonOf(parseEvent('issue_comment', comment('/earshot run', { author_association }))),
    ).toContain(why),
  )
  test('of a bot, on an issue, and edited starts nothing', () => {
    const bot = { user: { login: 'x[bot]', type: 'Bot' } }
    expect(reasonOf(parseEvent('issue_comment', comment('/earshot run', bot)))).toContain('bot')
    expect(reasonOf(parseEvent('issue_comment', comment('/earshot run', {}, {})))).toContain(
      'not on a pull request',
    )
    const edited = { ...comment('/earshot run'), action: 'edited' }
    expect(reasonOf(parseEvent('issue_comment', edited))).toContain('edited')
  })
})

describe('refs', () => {
  const push = (ref: string) => ({
    ref,
    after: sha,
    commits: [],
    head_commit: { id: sha, message: 'x' },
    repository,
  })
  test('of 4,000 characters are kept whole', () => {
    const name = 'x'.repeat(4_000)
    expect(eventOf(parseEvent('push', push(`refs/heads/${name}`)))?.branch).toBe(name)
  })
  test('that are longer are refused, not cut to a branch that is not there', () =>
    expect(reasonOf(parseEvent('push', push(`refs/heads/${'x'.repeat(4_001)}`)))).toContain(
      'longer than 4000',
    ))
})
