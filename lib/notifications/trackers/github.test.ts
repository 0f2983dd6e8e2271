import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { voiceTestExecutions } from '#db/schema/executions.ts'
import { integrationLinks } from '#db/schema/integrations.ts'
import { notifications } from '#db/schema/notifications.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { followTracker } from '#lib/defects/follow-tracker.ts'
import { keepIssue } from '#lib/defects/keep-issue.ts'
import { listDefects } from '#lib/defects/queries.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import { createRun, createSetting } from '#lib/notifications/testing/judged-run.ts'
import { connect, sendAll, useQueue } from '#lib/notifications/testing/outbox.ts'
import { syncIssues } from '#lib/notifications/trackers/sync-issues.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { followRun } from '#workers/handlers/run-changed.ts'

const database = useTestDatabase()
useQueue(database)

let github: FakeGithub
beforeAll(async () => {
  github = await FakeGithub.start()
})
afterAll(() => github.close())

const githubConnection = (ctx: Ctx, config: object) =>
  connect(ctx, {
    kind: 'github',
    name: 'GitHub',
    config: { base_url: github.url, repository: 'acme/voice', ...config },
    secrets: { token: 'ghp_good' },
  })

async function stage() {
  const ctx = await createCtx(database.db)
  return {
    ctx,
    setting: await createSetting(ctx, { weather: 'critical', music: 'low', time: 'medium' }),
  }
}

describe('an issue for each defect', () => {
  const automatic = { issue_creation: { enabled: true, assignees: ['octocat'] } }

  test('is made once, commented on, closed when fixed and reopened when it is back', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx, automatic)
    const before = github.tracker.issues.length
    const play = async (verdict: 'failed' | 'passed') => {
      const id = await createRun(setting, { verdicts: { weather: verdict } })
      await followRun(ctx, id, 'finished')
      await followRun(ctx, id, 'finished')
      await sendAll(ctx)
    }
    const state = async () => (await listDefects(ctx)).data[0]
    await play('failed')
    const [issue] = github.tracker.issues.slice(before)
    if (!issue) throw new Error('no issue')
    expect(await state()).toMatchObject({ status: 'open', github: { status: 'open' } })
    await play('failed')
    const comments = () => github.tracker.comments.filter(({ number }) => number === issue.number)
    expect(comments()).toHaveLength(1)
    await play('passed')
    expect(issue.state).toBe('open')
    await play('passed')
    expect(await state()).toMatchObject({ status: 'resolved' })
    expect(issue.state).toBe('closed')
    await play('failed')
    expect(await state()).toMatchObject({ status: 'reopened', occurrences: 3 })
    expect(issue.state).toBe('open')
    expect(github.tracker.issues.slice(before)).toHaveLength(1)
    expect(github.refusals).toEqual([])
  })

  test('only of what passed before, where the rest makes none', async () => {
    const { ctx, setting } = await stage()
    const issue_creation = { enabled: true, on_failure: false, on_regression: true }
    await githubConnection(ctx, { issue_creation })
    const before = github.tracker.issues.length
    const play = async (verdicts: Record<string, 'failed' | 'passed'>) => {
      await followRun(ctx, await createRun(setting, { verdicts }), 'finished')
      await sendAll(ctx)
    }
    await play({ weather: 'passed', music: 'failed' })
    expect(github.tracker.issues.slice(before)).toEqual([])
    await play({ weather: 'failed', music: 'failed' })
    expect(github.tracker.issues.slice(before)).toHaveLength(1)
  })

  test('is found again when the answer to its making was lost', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx, automatic)
    const before = github.tracker.issues.length
    await followRun(ctx, await createRun(setting, { verdicts: { music: 'failed' } }), 'finished')
    github.http.plan('lost', ({ method, path }) => method === 'POST' && path.endsWith('/issues'))
    await sendAll(ctx)
    await database.db.update(notifications).set({ nextAttemptAt: null })
    await sendAll(ctx)
    expect(github.tracker.issues.slice(before)).toHaveLength(1)
    const links = await database.db
      .select()
      .from(integrationLinks)
      .where(eq(integrationLinks.organizationId, ctx.organizationId))
    expect(links).toMatchObject([{ kind: 'issue' }])
  })

  test('what a person does in the tracker is taken over once, without ping-pong', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx, automatic)
    await followRun(ctx, await createRun(setting, { verdicts: { time: 'failed' } }), 'finished')
    await sendAll(ctx)
    const issue = github.tracker.issues.at(-1)
    if (!issue) throw new Error('no issue')
    const sync = () =>
      syncIssues(ctx, { signal: AbortSignal.timeout(30_000), keepIssue, followTracker })
    const status = async () => (await listDefects(ctx)).data[0]?.status
    github.tracker.setIssueState(issue.number, 'closed')
    await sync()
    expect(await status()).toBe('resolved')
    expect(await sendAll(ctx)).toEqual([])
    github.tracker.setIssueState(issue.number, 'open')
    await sync()
    await sync()
    expect(await status()).toBe('reopened')
    expect(issue.state).toBe('open')
  })

  test('nothing is filed while a person has yet to decide', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx, automatic)
    const waiting = { verdict: 'failed', review: 'manual_review' } as const
    const id = await createRun(setting, { verdicts: { time: waiting } })
    await followRun(ctx, id, 'finished')
    expect((await listDefects(ctx)).data).toEqual([])
    await database.db
      .update(voiceTestExecutions)
      .set({ reviewStatus: 'approved' })
      .where(eq(voiceTestExecutions.runId, id))
    await followRun(ctx, id, 'reviewed')
    expect((await listDefects(ctx)).data).toMatchObject([{ status: 'open' }])
    expect(await sendAll(ctx)).toEqual(['sent'])
  })
})
