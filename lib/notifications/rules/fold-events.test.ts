import { afterEach, beforeEach, expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import {
  type FakeSlack,
  startFakeSlack,
} from '#lib/engines/vendors/testing/fake-notifier/fake-slack.ts'
import { createRule } from '#lib/notifications/create-rule.ts'
import { releaseHeld } from '#lib/notifications/rules/release-held.ts'
import type { CreateRuleInput } from '#lib/notifications/schema.ts'
import { createRun, createSetting } from '#lib/notifications/testing/judged-run.ts'
import {
  connect,
  hour,
  rowsOf,
  sendAll,
  TestClock,
  useQueue,
} from '#lib/notifications/testing/outbox.ts'
import { followRun } from '#workers/handlers/run-changed.ts'

const database = useTestDatabase()
useQueue(database)

let slack: FakeSlack
beforeEach(async () => {
  slack = await startFakeSlack()
})
afterEach(() => slack.close())

const all = [
  'test_run_complete',
  'test_failure',
  'critical_failure',
  'regression_detected',
  'defect_created',
] as const

type Configs = Partial<Record<CreateRuleInput['event'], CreateRuleInput['config']>>

/** A green run, then nothing on record, and rules that send `events` to one Slack connection. */
async function stage(events: readonly CreateRuleInput['event'][], configs: Configs = {}) {
  const ctx = await createCtx(database.db)
  const setting = await createSetting(ctx, { weather: 'critical', music: 'low' })
  const integration_id = await connect(ctx, {
    kind: 'slack',
    name: 'Slack',
    config: { api_url: slack.url },
    secrets: { webhook_url: slack.webhookUrl },
  })
  await followRun(ctx, await createRun(setting), 'finished')
  for (const event of events)
    await createRule(ctx, { event, integration_id, config: configs[event] ?? {} })
  const clock = new TestClock()
  const fail = async (...names: ('weather' | 'music')[]) => {
    const verdicts = Object.fromEntries(names.map((name) => [name, 'failed' as const]))
    await followRun(ctx, await createRun(setting, { verdicts }), 'finished', clock)
    await sendAll(ctx, { clock })
    return slack.state.messages(slack.channel)
  }
  return { ctx, clock, fail }
}

test('a run that fails makes one message in a channel, which tells of all, to all who are named', async () => {
  const { ctx, fail } = await stage(all, {
    critical_failure: { mentions: ['U0000CALL'] },
    defect_created: { mentions: ['S0000TEAM'] },
  })
  const messages = await fail('weather', 'music')
  expect(messages).toHaveLength(1)
  const [message] = messages
  expect(message?.mentions).toEqual(
    expect.arrayContaining(['<@U0000CALL>', '<!subteam^S0000TEAM>']),
  )
  const text = JSON.stringify(message?.blocks)
  for (const part of [
    'weather (en-US)',
    'music (en-US)',
    '*Critical*',
    '*Regressions*',
    '*Defects*',
  ])
    expect(text).toContain(part)
  expect(message?.text).toMatch(/^:rotating_light: /)
  const reasons = (await rowsOf(ctx)).filter(({ status }) => status === 'suppressed')
  expect(reasons).toHaveLength(4)
  expect(reasons.every(({ reason }) => reason.includes('test_run_complete'))).toBe(true)
})

test.each([
  ['critical_failure', 'regression_detected'],
  ['test_failure', 'defect_created'],
] as const)('without a rule for the whole run, %s and %s are one message', async (...events) => {
  const { fail } = await stage(events)
  expect(await fail('weather')).toHaveLength(1)
})

test('a message in time is not held back by one that waits', async () => {
  const { fail, ctx, clock } = await stage(['test_run_complete', 'critical_failure'], {
    test_run_complete: { batch_window_minutes: 60, notify_on: 'always' },
    critical_failure: { notify_on: 'always' },
  })
  expect(await fail('weather')).toHaveLength(1)
  // The window of the run's rule is open: the critical failure alone goes at once.
  expect(await fail('weather')).toHaveLength(2)
  await releaseHeld(ctx, clock.advance(2 * hour))
  await sendAll(ctx, { clock })
  expect(slack.state.messages(slack.channel)).toHaveLength(3)
})

test('rules that all collect make one summary', async () => {
  const window = { batch_window_minutes: 60, notify_on: 'always' } as const
  const { fail, ctx, clock } = await stage(['test_run_complete', 'critical_failure'], {
    test_run_complete: window,
    critical_failure: window,
  })
  await fail('weather')
  await fail('weather')
  expect(await fail('weather')).toHaveLength(1)
  await releaseHeld(ctx, clock.advance(2 * hour))
  await sendAll(ctx, { clock })
  expect(slack.state.messages(slack.channel)).toHaveLength(2)
})

test('what replaces an earlier message calls nobody, so what must be noticed is not put into it', async () => {
  const { fail } = await stage(['test_run_complete', 'critical_failure'], {
    test_run_complete: { threading: 'update' },
  })
  expect(await fail('weather')).toHaveLength(2)
})
