import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { testRuns } from '#db/schema/runs.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { listDefects } from '#lib/defects/queries.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import { linksOfHtml, renderGfm } from '#lib/engines/vendors/testing/rendered-links.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'
import {
  startFakeWebhook,
  type FakeWebhook,
} from '#lib/engines/vendors/testing/fake-notifier/fake-webhook.ts'
import { createRule } from '#lib/notifications/create-rule.ts'
import { databaseClock } from '#lib/notifications/outbox/clock.ts'
import { endStuckStatuses } from '#lib/notifications/statuses/end-stuck-statuses.ts'
import { resendStatus } from '#lib/notifications/statuses/resend-status.ts'
import { createRun, createSetting } from '#lib/notifications/testing/judged-run.ts'
import { connect, hour, rowsOf, sendAll, useQueue } from '#lib/notifications/testing/outbox.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { followRun } from '#workers/handlers/run-changed.ts'

const database = useTestDatabase()
useQueue(database)

let hook: FakeWebhook
let github: FakeGithub
beforeAll(async () => {
  ;[hook, github] = [await startFakeWebhook(), await FakeGithub.start()]
})
afterAll(() => Promise.all([hook.close(), github.close()]))

let commits = 0
const commit = (more: object = {}) => ({
  provider: 'github',
  repository: 'acme/voice',
  sha: (commits += 1).toString(16).padStart(40, '0'),
  branch: 'main',
  ...more,
})

const githubConnection = (ctx: Ctx, config: object = {}) =>
  connect(ctx, {
    kind: 'github',
    name: 'GitHub',
    config: { base_url: github.url, repository: 'acme/voice', ...config },
    secrets: { token: 'ghp_good' },
  })

const hookConnection = (ctx: Ctx, name = 'Hook') =>
  connect(ctx, {
    kind: 'webhook',
    name,
    config: { url: hook.url },
    secrets: { signing_secret: hook.state.signingSecret },
  })

async function stage() {
  const ctx = await createCtx(database.db)
  const setting = await createSetting(ctx, { weather: 'critical', music: 'low', time: 'medium' })
  return { ctx, setting }
}

const context = (name: string) => `continuous-integration/automated-testing/${name}`
const at = async (ctx: Ctx) => databaseClock.now(ctx)
const events = async (ctx: Ctx) =>
  (await rowsOf(ctx)).map(({ event, status }) => `${event} ${status}`)

describe('the commit of a run', () => {
  test('is told pending, then the result with counts, once each, by suite', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx)
    const git = commit()
    const id = await createRun(setting, { git, status: 'running' })
    await followRun(ctx, id, 'accepted')
    await sendAll(ctx)
    const name = context(setting.suite.name)
    expect(github.statesOf(git.sha)).toEqual({ [name]: 'pending' })
    await database.db
      .update(testRuns)
      .set({ status: 'completed', finishedAt: new Date() })
      .where(eq(testRuns.id, id))
    await followRun(ctx, id, 'finished')
    await followRun(ctx, id, 'finished')
    await sendAll(ctx)
    const statuses = github.statuses.filter(({ sha }) => sha === git.sha)
    expect(statuses.map(({ state }) => state)).toEqual(['pending', 'success'])
    expect(statuses[1]).toMatchObject({ context: name })
    expect(github.refusals).toEqual([])
  })

  test.each([
    [{ weather: 'failed' }, 'any', 'failure', '2 of 3 passed, 1 failed'],
    [{ weather: 'invalid' }, 'any', 'error', '2 of 3 passed, 1 could not be judged'],
    [{ weather: 'failed' }, 'never', 'success', '2 of 3 passed, 1 failed'],
    [{ weather: 'failed' }, 'new', 'failure', '2 of 3 passed, 1 failed'],
  ] as const)('with %j and fail_on %s says %s', async (verdicts, failOn, state, description) => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx)
    const git = commit()
    await followRun(ctx, await createRun(setting, { git, verdicts, failOn }), 'finished')
    await sendAll(ctx)
    expect(github.statuses.filter(({ sha }) => sha === git.sha)).toMatchObject([
      { state, description },
    ])
  })

  test('never goes back: a late word about the beginning is not sent', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx)
    const git = commit()
    const older = await createRun(setting, { git, status: 'running' })
    const newer = await createRun(setting, { git, verdicts: { music: 'failed' } })
    await followRun(ctx, newer, 'finished')
    await followRun(ctx, older, 'accepted')
    await followRun(ctx, newer, 'accepted')
    await sendAll(ctx)
    expect(github.statuses.filter(({ sha }) => sha === git.sha)).toMatchObject([
      { state: 'failure' },
    ])
  })

  test('is told error when the run is cancelled', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx)
    const git = commit()
    await followRun(ctx, await createRun(setting, { git, status: 'cancelled' }), 'finished')
    await sendAll(ctx)
    expect(Object.values(github.statesOf(git.sha))).toEqual(['error'])
    expect(await events(ctx)).toEqual(['commit_status sent'])
  })

  test('whose pending nothing would end is told error by the watchdog, once', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx)
    const git = commit()
    const id = await createRun(setting, { git, status: 'running' })
    await followRun(ctx, id, 'accepted')
    await sendAll(ctx)
    expect(await endStuckStatuses(ctx, await at(ctx))).toBe(0)
    const later = new Date(Date.now() + 7 * hour)
    expect(await endStuckStatuses(ctx, later)).toBe(1)
    await sendAll(ctx)
    expect(await endStuckStatuses(ctx, later)).toBe(0)
    expect(Object.values(github.statesOf(git.sha))).toEqual(['error'])
  })

  test('whose run is gone is told error', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx)
    const git = commit()
    const id = await createRun(setting, { git, status: 'running' })
    await followRun(ctx, id, 'accepted')
    await sendAll(ctx)
    await database.db.delete(testRuns).where(eq(testRuns.id, id))
    await endStuckStatuses(ctx, await at(ctx))
    await sendAll(ctx)
    expect(Object.values(github.statesOf(git.sha))).toEqual(['error'])
  })

  test('can be told again on request, which leaves a trace', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx)
    const git = commit()
    const id = await createRun(setting, { git })
    await followRun(ctx, id, 'finished')
    await sendAll(ctx)
    expect(await resendStatus(ctx, id)).toEqual({ statuses: 1 })
    await sendAll(ctx)
    expect(github.statuses.filter(({ sha }) => sha === git.sha)).toHaveLength(2)
    const traces = await database.db
      .select()
      .from(activityLog)
      .where(
        and(eq(activityLog.entityId, id), eq(activityLog.action, 'notification.resend_status')),
      )
    expect(traces).toHaveLength(1)
    await expect(resendStatus(await createCtx(database.db), id)).rejects.toThrow(/No run/)
    const plain = await createRun(setting)
    await expect(resendStatus(ctx, plain)).rejects.toThrow(/not started for a commit/)
  })

  test('has one comment on its pull request, written anew by each run', async () => {
    const { ctx, setting } = await stage()
    await githubConnection(ctx, { comment: { enabled: true } })
    const before = github.tracker.comments.length
    const ids: string[] = []
    for (const verdict of ['failed', 'passed'] as const) {
      const git = commit({ pull_request: 7 })
      const id = await createRun(setting, { git, verdicts: { weather: verdict } })
      await followRun(ctx, id, 'finished')
      await sendAll(ctx)
      ids.push(id)
    }
    const mine = github.tracker.comments.slice(before)
    expect(mine).toHaveLength(1)
    expect(mine[0]?.body).toContain('3 of 3 passed')
    expect(linksOfHtml(renderGfm(mine[0]?.body ?? '')).map(({ href }) => href)).toEqual([
      pageUrl('runs', ids[1] ?? ''),
    ])
  })
})

describe('people', () => {
  test('are told of what changed: failing, still failing, fixed', async () => {
    const { ctx, setting } = await stage()
    await createRule(ctx, {
      event: 'test_run_complete',
      integration_id: await hookConnection(ctx),
    })
    for (const verdict of ['passed', 'failed', 'failed', 'passed'] as const)
      await followRun(ctx, await createRun(setting, { verdicts: { music: verdict } }), 'finished')
    const rows = (await rowsOf(ctx)).filter(({ event }) => event === 'test_run_complete')
    expect(rows.map(({ status }) => status)).toEqual([
      'suppressed',
      'pending',
      'suppressed',
      'pending',
    ])
    expect(rows[2]?.reason).toMatch(/nothing has changed/)
    await sendAll(ctx)
    const titles = hook.state.deliveries.map(({ body }) => JSON.stringify(body.data))
    expect(titles.filter((text) => text.includes(setting.suite.name))).toHaveLength(2)
  })

  test('programs are told each event of a run once, however often the job is repeated', async () => {
    const { ctx, setting } = await stage()
    const integration_id = await hookConnection(ctx)
    for (const event of [
      'test_run_complete',
      'test_failure',
      'critical_failure',
      'regression_detected',
      'defect_created',
    ] as const)
      await createRule(ctx, { event, integration_id })
    await followRun(ctx, await createRun(setting), 'finished')
    const id = await createRun(setting, { verdicts: { weather: 'failed' } })
    await Promise.all([1, 2, 3].map(() => followRun(ctx, id, 'finished')))
    expect(await events(ctx)).toEqual([
      'test_run_complete suppressed',
      'test_run_complete pending',
      'test_failure pending',
      'critical_failure pending',
      'regression_detected pending',
      'defect_created pending',
    ])
    const [defect] = (await listDefects(ctx)).data
    expect(defect).toMatchObject({ occurrences: 1, severity: 'critical', status: 'open' })
  })

  test('a suite’s own rule takes the place of the organization’s', async () => {
    const { ctx, setting } = await stage()
    const [general, own] = [await hookConnection(ctx), await hookConnection(ctx, 'Own')]
    await createRule(ctx, { event: 'test_failure', integration_id: general })
    await createRule(ctx, {
      event: 'test_failure',
      integration_id: own,
      suite_id: setting.suite.id,
    })
    await followRun(ctx, await createRun(setting, { verdicts: { music: 'failed' } }), 'finished')
    const rows = (await rowsOf(ctx)).filter(({ event }) => event === 'test_failure')
    expect(rows).toMatchObject([{ integrationId: own }])
    expect(rows[0]?.reason).toContain(setting.suite.name)
  })

  test('what no rule names is noted in the activity log', async () => {
    const { ctx, setting } = await stage()
    const id = await createRun(setting, { verdicts: { music: 'failed' } })
    await followRun(ctx, id, 'finished')
    const traces = await database.db
      .select()
      .from(activityLog)
      .where(and(eq(activityLog.entityId, id), eq(activityLog.action, 'notification.unrouted')))
    expect(traces).toMatchObject([
      { detail: { events: ['test_run_complete', 'test_failure', 'defect_created'] } },
    ])
  })

  test('a rolled back transaction leaves no intent', async () => {
    const { ctx, setting } = await stage()
    await createRule(ctx, { event: 'test_failure', integration_id: await hookConnection(ctx) })
    const id = await createRun(setting, { verdicts: { music: 'failed' } })
    const undone = ctx.db.transaction(async (tx) => {
      await followRun({ ...ctx, db: tx }, id, 'finished')
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(await rowsOf(ctx)).toEqual([])
    expect((await listDefects(ctx)).data).toEqual([])
  })
})
