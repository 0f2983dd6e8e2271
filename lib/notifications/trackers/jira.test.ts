import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { followTracker } from '#lib/defects/follow-tracker.ts'
import { keepIssue } from '#lib/defects/keep-issue.ts'
import { linkIssue } from '#lib/defects/link-issue.ts'
import { listDefects } from '#lib/defects/queries.ts'
import {
  type FakeJira,
  startFakeJira,
} from '#lib/engines/vendors/testing/fake-notifier/fake-jira.ts'
import { jiraSettings } from '#lib/engines/vendors/testing/fake-notifier/jira-connection.ts'
import { listVersions } from '#lib/integrations/connection-history.ts'
import { getConnection } from '#lib/integrations/queries.ts'
import { chooseSetting } from '#lib/notifications/choose-setting.ts'
import { createRun, createSetting } from '#lib/notifications/testing/judged-run.ts'
import { connect, sendAll, useQueue } from '#lib/notifications/testing/outbox.ts'
import { syncIssues } from '#lib/notifications/trackers/sync-issues.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { followRun } from '#workers/handlers/run-changed.ts'

const database = useTestDatabase()
useQueue(database)

let peer: FakeJira
beforeAll(async () => {
  peer = await startFakeJira()
})
beforeEach(() => {
  peer.state.issues.length = 0
})
afterAll(() => peer.close())

const jiraConnection = (ctx: Ctx) => {
  const [config, secrets] = jiraSettings(peer)
  return connect(ctx, {
    kind: 'jira',
    name: 'Jira',
    config: { ...config },
    secrets: { api_token: secrets.api_token },
  })
}

async function stage() {
  const ctx = await createCtx(database.db)
  const setting = await createSetting(ctx, { weather: 'critical', music: 'low' })
  const integration_id = await jiraConnection(ctx)
  const play = async (verdicts: Record<string, 'failed' | 'passed'>) => {
    await followRun(ctx, await createRun(setting, { verdicts }), 'finished')
    return sendAll(ctx)
  }
  const defect = async (name: string) =>
    (await listDefects(ctx)).data.find((one) => one.case?.name === name)
  return { ctx, integration_id, play, defect }
}

describe('Jira', () => {
  test('gets an issue for a critical defect only, which lives as the defect does', async () => {
    const { play, defect } = await stage()
    await play({ weather: 'failed', music: 'failed' })
    const [issue, ...others] = peer.state.issues
    expect(others).toEqual([])
    expect(await defect('weather')).toMatchObject({
      jira: { key: issue?.key, status: 'To Do' },
    })
    expect((await defect('music'))?.jira).toBeNull()
    await play({ weather: 'failed' })
    expect(issue?.comments).toHaveLength(1)
    await play({})
    await play({})
    expect(await defect('weather')).toMatchObject({ status: 'resolved', jira: { status: 'Done' } })
    expect(issue?.status).toBe('Done')
    await play({ weather: 'failed' })
    expect(await defect('weather')).toMatchObject({ status: 'reopened' })
    expect(issue?.status).not.toBe('Done')
    expect(peer.state.issues).toHaveLength(1)
  })

  test('what a person moves there is shown here', async () => {
    const { ctx, play, defect } = await stage()
    await play({ weather: 'failed' })
    const key = peer.state.issues[0]?.key ?? ''
    const sync = () =>
      syncIssues(ctx, { signal: AbortSignal.timeout(30_000), keepIssue, followTracker })
    peer.state.move(key, 'In Progress')
    await sync()
    expect(await defect('weather')).toMatchObject({
      status: 'open',
      jira: { status: 'In Progress' },
    })
    peer.state.move(key, "Won't do")
    await sync()
    expect(await defect('weather')).toMatchObject({ status: 'resolved' })
    expect(await sendAll(ctx)).toEqual([])
  })

  test('asks which status means fixed, and moves what waited once a person has chosen', async () => {
    const { ctx, integration_id, play } = await stage()
    await play({ weather: 'failed' })
    const before = { statuses: peer.state.statuses, transitions: peer.state.transitions }
    peer.state.statuses = [
      { name: 'To Do', category: 'new' },
      { name: 'Freigegeben', category: 'done' },
      { name: 'Geparkt', category: 'done' },
    ]
    peer.state.transitions = [
      { id: '1', name: 'Parken', to: 'Geparkt' },
      { id: '2', name: 'Freigeben', to: 'Freigegeben' },
    ]
    await play({})
    await play({})
    expect(peer.state.issues[0]?.status).toBe('To Do')
    const { state } = await getConnection(ctx, integration_id)
    expect(state.choice).toMatchObject({
      setting: 'done_status',
      options: ['Geparkt', 'Freigegeben'],
      waiting: [expect.any(String)],
    })
    const choose = (who: Ctx, option: string) => chooseSetting(who, integration_id, { option })
    const engineer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'qa_engineer'),
    )
    await expect(choose(engineer, 'Freigegeben')).rejects.toThrow(/may not/)
    await expect(choose(await createCtx(database.db), 'Freigegeben')).rejects.toThrow(/No integ/)
    await expect(choose(ctx, 'Done')).rejects.toThrow(/not offered/)
    const chosen = await choose(ctx, 'Freigegeben')
    expect(chosen.config).toMatchObject({ done_status: 'Freigegeben' })
    expect(chosen.state.choice).toBeUndefined()
    expect(await sendAll(ctx)).toEqual(['sent'])
    expect(peer.state.issues[0]?.status).toBe('Freigegeben')
    expect(await listVersions(ctx, integration_id)).toMatchObject([
      { version: 2, changed: ['done_status'] },
      { version: 1, changed: [] },
    ])
    expect(await listVersions(await createCtx(database.db), integration_id)).toEqual([])
    await expect(choose(ctx, 'Freigegeben')).rejects.toThrow(/asks nothing/)
    const traces = await database.db
      .select()
      .from(activityLog)
      .where(eq(activityLog.entityId, integration_id))
    expect(traces.map(({ action }) => action)).toContain('integration.update')
    Object.assign(peer.state, before)
  })

  test('an issue that exists can be made to stand for a defect', async () => {
    const { ctx, integration_id, play, defect } = await stage()
    await play({ weather: 'failed', music: 'failed' })
    const key = peer.state.issues[0]?.key ?? ''
    const id = (await defect('music'))?.id ?? ''
    const input = { integration_id, key }
    expect(await linkIssue(ctx, id, input)).toMatchObject({ jira: { key } })
    const traces = await database.db.select().from(activityLog).where(eq(activityLog.entityId, id))
    expect(traces.map(({ action }) => action)).toContain('defect.link_issue')
    const reviewer = ctxFor(
      database.db,
      await createUser(database.db, { id: ctx.organizationId }, 'reviewer'),
    )
    await expect(linkIssue(reviewer, id, input)).rejects.toThrow(/may not/)
    await expect(linkIssue(await createCtx(database.db), id, input)).rejects.toThrow(/No defect/)
    await expect(linkIssue(ctx, id, { integration_id, key: 'QA-999' })).rejects.toThrow()
  })
})
