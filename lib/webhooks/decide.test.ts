import { describe, expect, test } from 'vitest'

import { eventOf } from '#lib/engines/vendors/event-fields.ts'
import type { CiEvent } from '#lib/engines/vendors/inbound.ts'
import { triggerEvents } from '#db/enums.ts'
import { decide } from '#lib/webhooks/decide.ts'
import { TriggerRule } from '#lib/webhooks/schema.ts'

const push = eventOf({
  kind: 'push',
  repository: 'acme/voice',
  sha: 'a'.repeat(40),
  branch: 'main',
  paths: ['src/a.ts', 'docs/b.md'],
  author: { name: 'octocat', trusted: true },
  title: 'Change it',
})
const pull: CiEvent = {
  ...push,
  kind: 'pull_request',
  action: 'opened',
  branch: 'feature/x',
  pullRequest: { number: 7, title: 'Add it', baseBranch: 'main', labels: ['Voice'] },
  paths: null,
}
const fork: CiEvent = { ...pull, author: { name: 'stranger', trusted: false } }
const tag: CiEvent = { ...push, kind: 'tag', branch: null, tag: 'v1.2.0', paths: null }
const release: CiEvent = { ...tag, kind: 'release', action: 'published' }
const build: CiEvent = { ...push, kind: 'build', paths: null }
const labeled: CiEvent = { ...pull, action: 'labeled', addedLabel: 'Voice' }
const group: CiEvent = {
  ...push,
  kind: 'merge_group',
  branch: 'gh-readonly-queue/main/pr-7',
  baseBranch: 'main',
}
const deployment: CiEvent = { ...push, kind: 'deployment', environment: 'staging' }
const comment: CiEvent = { ...pull, kind: 'comment', command: '' }
const anything = triggerEvents

const rule = (more: Record<string, unknown> = {}) =>
  TriggerRule.parse({
    name: 'smoke',
    events: anything,
    suites: ['Smoke'],
    target: 'Simulator',
    ...more,
  })

describe('a rule lets through', () => {
  test.each<[string, CiEvent, Record<string, unknown>]>([
    ['every event when it asks for nothing else', push, {}],
    ['a branch by name', push, { branches: ['main'] }],
    [
      'a branch by pattern',
      { ...push, branch: 'release/1.2' },
      { branches: ['main', 'release/*'] },
    ],
    ['branches below a folder', { ...push, branch: 'u/me/x' }, { branches: ['u/**'] }],
    ['a pull request by the branch it goes into', pull, { branches: ['main'] }],
    ['a tag by pattern, whatever the branches are', tag, { tags: ['v*'], branches: ['main'] }],
    ['a release by its tag', release, { tags: ['v1.*'] }],
    ['a push whatever the tags are', push, { tags: ['v*'] }],
    ['a build of a branch', build, { branches: ['main'] }],
    ['a repository in any case', push, { repositories: ['ACME/*'] }],
    ['a change of a listed file', push, { paths: ['src/**'] }],
    ['a dot file of a listed folder', { ...push, paths: ['.ci/x.yml'] }, { paths: ['**/*.yml'] }],
    ['a change of files of which one is not ignored', push, { ignored_paths: ['docs/**'] }],
    ['a label that was added and that it names', labeled, { labels: ['voice'] }],
    ['a merge group by the branch it goes into', group, { branches: ['main'] }],
    ['a deployment to a listed environment', deployment, { environments: ['stag*', 'prod'] }],
    ['a deployment by its branch', deployment, { branches: ['main'] }],
    ['a push whatever the environments are', push, { environments: ['staging'] }],
    ['a comment that names nothing', comment, { branches: ['main'] }],
    ['a comment by the name of the rule', { ...comment, command: 'SMOKE' }, {}],
    ['a comment by the name of a suite', { ...comment, command: 'smoke' }, { name: 'other' }],
    ['a label in any case', pull, { labels: ['other', 'voice'] }],
    ['a push whatever the labels are', push, { labels: ['voice'] }],
    ['a fork when it says anyone', fork, { authors: 'anyone' }],
    ['an event whose files are not told', pull, { paths: ['src/**'] }],
  ])('%s', (_name, event, more) => {
    expect(decide(event, rule(more))).toMatchObject({ matched: true })
  })
})

describe('a rule says why not', () => {
  test.each<[string, CiEvent, Record<string, unknown>]>([
    ['the rule is switched off', push, { is_enabled: false }],
    ['a push is not listed: tag, release', push, { events: ['tag', 'release'] }],
    ['a ping is not listed: push', { ...push, kind: 'ping' }, { events: ['push'] }],
    [
      'branch dev is not listed: main, release/*',
      { ...push, branch: 'dev' },
      { branches: ['main', 'release/*'] },
    ],
    ['branch a/b is not listed: *', { ...push, branch: 'a/b' }, { branches: ['*'] }],
    ['branch dev is not listed: !main', { ...push, branch: 'dev' }, { branches: ['!main'] }],
    ['the event names no branch', { ...push, branch: null }, { branches: ['main'] }],
    ['tag v1.2.0 is not listed: v2.*', tag, { tags: ['v2.*'] }],
    ['the event names no tag', { ...release, tag: null }, { tags: ['v*'] }],
    ['repository acme/voice is not listed: other/*', push, { repositories: ['other/*'] }],
    ['the event names no repository', { ...push, repository: null }, { repositories: ['other/*'] }],
    ['no changed file is listed: lib/**', push, { paths: ['lib/**'] }],
    [
      'only ignored files changed: **/*.md',
      { ...push, paths: ['a.md', 'docs/b.md'] },
      { ignored_paths: ['**/*.md'] },
    ],
    [
      'no changed file is listed: docs/**',
      push,
      { paths: ['docs/**'], ignored_paths: ['**/*.md'] },
    ],
    ['the event names no changed file', { ...push, paths: [] }, { paths: ['src/**'] }],
    ['the pull request carries none of the labels urgent', pull, { labels: ['urgent'] }],
  ])('%s', (reason, event, more) => {
    expect(decide(event, rule(more))).toEqual({ matched: false, reason })
  })

  test('code from a fork does not run unless the rule says so', () => {
    expect(decide(fork, rule()).matched).toBe(false)
    expect(decide(fork, rule()).reason).toMatch(/fork/)
  })
})

test('more files than can be held against many patterns let it through, in a moment', () => {
  const paths = Array.from({ length: 100_000 }, (_, n) => `src/${n}/${'a'.repeat(100)}.ts`)
  const patterns = Array.from({ length: 100 }, (_, n) => `src/*${'*a?'.repeat(95)}${n}`)
  const began = process.cpuUsage()
  const many = { paths: patterns, ignored_paths: patterns }
  expect(decide({ ...push, paths }, rule(many))).toEqual({
    matched: true,
    reason: expect.stringMatching(/100000 changed files are too many to look at/) as string,
  })
  // Hours without a bound.
  expect(process.cpuUsage(began).user / 1e6).toBeLessThan(20)
  // What patterns of folders tell apart at once is looked at to the end.
  expect(decide({ ...push, paths }, rule({ paths: ['docs/**', '*.md'] })).matched).toBe(false)
})
