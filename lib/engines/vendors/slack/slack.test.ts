import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { slack } from '#lib/engines/vendors/slack/slack.ts'
import {
  describeFailures,
  faultOf,
} from '#lib/engines/vendors/testing/fake-notifier/failure-cases.ts'
import {
  type FakeSlack,
  startFakeSlack,
} from '#lib/engines/vendors/testing/fake-notifier/fake-slack.ts'
import { openTestIo } from '#lib/engines/vendors/testing/fake-notifier/test-io.ts'
import type { Io, Message, Notifier, SendOptions } from '#lib/engines/vendors/types.ts'

let peer: FakeSlack

beforeAll(async () => {
  peer = await startFakeSlack()
})
beforeEach(() => {
  peer.state.messages(peer.channel).length = 0
  peer.state.scopes = new Set(['chat:write', 'chat:write.customize', 'channels:history'])
})
afterAll(() => peer.close())

const message = (over: Partial<Message> = {}): Message => ({
  event: 'test_run_complete',
  severity: 'info',
  outcome: 'failure',
  title: 'Weather basics: 3 of 40 failed',
  summary: 'Two cases are new.',
  facts: [{ label: 'Passed', value: '37' }],
  items: [
    { text: 'current-weather', detail: 'heard "boston"', url: 'https://ear.test/e/1?a=1&b=2' },
  ],
  url: 'https://ear.test/runs/1',
  mentions: [],
  data: {},
  ...over,
})
const first = (key: string): SendOptions => ({ key, thread: null, update: false })

function open(secrets: Record<string, string>, config: object = {}, io: Io = openTestIo('slack')) {
  const notifier = slack.notifier?.(
    { api_url: peer.url, channel: peer.channel, ...config },
    secrets,
    io,
  )
  if (!notifier) throw new Error('Slack has no notifier')
  return notifier
}
const byToken = (config: object = {}, io?: Io): Notifier =>
  open({ bot_token: peer.state.botToken }, config, io)
const byWebhook = (io?: Io): Notifier => open({ webhook_url: peer.webhookUrl }, {}, io)
const check = (secrets: Record<string, string>, config: object = {}) =>
  slack.check({ api_url: peer.url, channel: peer.channel, ...config }, secrets, openTestIo('slack'))

test('the peer refuses blocks beyond the limits, foreign markup and a webhook that picks a channel', async () => {
  const post = async (body: object) =>
    (await fetch(peer.webhookUrl, { method: 'POST', body: JSON.stringify(body) })).text()
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
  expect(await post({ text: 'x', blocks: [section('y'.repeat(3_001))] })).toBe('invalid_blocks')
  expect(await post({ text: 'x', blocks: [section('<!channel>')] })).toBe('invalid_blocks')
  expect(await post({ text: 'x', blocks: [section('a < b')] })).toBe('invalid_blocks')
  expect(await post({ text: 'x', channel: '#other' })).toBe('invalid_payload')
  expect(peer.state.messages(peer.channel)).toEqual([])
})

describe('by webhook', () => {
  test('posts blocks and cannot say that a second try is safe', async () => {
    const notifier = byWebhook()
    expect(notifier.repeat).toBe('doubles')
    expect('findSent' in notifier).toBe(false)
    expect(await notifier.send(message(), first('k'))).toEqual({ detail: 'Slack: ok' })
    const [posted] = peer.state.messages(peer.channel)
    expect(posted?.text).toContain(':x: Weather basics: 3 of 40 failed')
    expect(JSON.stringify(posted?.blocks)).toContain(
      '<https://ear.test/e/1?a=1&amp;b=2|current-weather>',
    )
  })

  test('neither name nor icon leave, and a thread makes a new message', async () => {
    const notifier = open(
      { webhook_url: peer.webhookUrl },
      { username: 'Ear', icon_emoji: ':ear:' },
    )
    await notifier.send(message(), first('a'))
    await notifier.send(message(), { key: 'b', thread: { channel: 'C1', ts: '1' }, update: true })
    expect(peer.state.messages(peer.channel)).toHaveLength(2)
  })

  test('the address never appears in the log', async () => {
    const io = openTestIo('slack', { secrets: [peer.webhookUrl] })
    await byWebhook(io).send(message(), first('k'))
    expect(JSON.stringify(io.exchanges())).not.toContain('peerpeerpeer')
  })

  test.each([
    [404, 'no_service', 'make a new webhook'],
    [410, 'channel_is_archived', 'archived'],
    [403, 'invalid_token', 'make a new webhook'],
    [403, 'action_prohibited', 'restricted posting'],
  ])('%i %s says what to do', async (status, word, words) => {
    peer.http.plan({ status, body: word })
    const fault = await faultOf(byWebhook().send(message(), first('k')))
    expect(fault).toMatchObject({ retryable: false, status })
    expect(fault.detail).toContain(words)
  })

  test('a page that answers 200 is not taken for Slack', async () => {
    peer.http.plan({ status: 200, body: '<html>hello</html>' })
    const fault = await faultOf(byWebhook().send(message(), first('k')))
    expect(fault).toMatchObject({ fault: 'protocol', retryable: false })
  })

  describeFailures({
    kind: 'slack',
    peer: () => peer.http,
    act: (io) => byWebhook(io).send(message(), first('k')),
  })

  test('the check asks without posting', async () => {
    expect(await check({ webhook_url: peer.webhookUrl })).toMatchObject({
      ok: true,
      reply: 'no_text',
    })
    const wrong = await check({ webhook_url: `${peer.webhookUrl}x` })
    expect(wrong).toMatchObject({ ok: false, reply: 'no_service' })
    expect(peer.state.messages(peer.channel)).toEqual([])
  })
})

describe('by bot token', () => {
  test('a wrong token is refused in words', async () => {
    const notifier = open({ bot_token: 'xoxb-wrong-wrong-wrong' })
    const fault = await faultOf(notifier.send(message(), first('k')))
    expect(fault).toMatchObject({ fault: 'authentication', retryable: false })
    expect(fault.detail).toContain('does not know the bot token')
  })

  test('updates the first message of a thread, or answers in it', async () => {
    const notifier = byToken({ username: 'Ear', icon_emoji: ':ear:' })
    const { thread } = await notifier.send(message(), first('a'))
    if (!thread) throw new Error('no thread')
    const updated = await notifier.send(message({ title: 'Now green', outcome: 'success' }), {
      key: 'b',
      thread,
      update: true,
    })
    const answered = await notifier.send(message({ title: 'And red' }), {
      key: 'c',
      thread,
      update: false,
    })
    expect([updated.thread, answered.thread]).toEqual([thread, thread])
    const [root, reply, ...rest] = peer.state.messages(peer.channel)
    expect(rest).toEqual([])
    expect(root).toMatchObject({ edits: 1, username: 'Ear', threadTs: null })
    expect(root?.text).toContain(':white_check_mark: Now green')
    expect(reply).toMatchObject({ threadTs: root?.ts, edits: 0 })
  })

  test('a first message that is gone is posted anew', async () => {
    const notifier = byToken()
    const thread = { channel: peer.channel, ts: '1600000000.000001' }
    const sent = await notifier.send(message(), { key: 'a', thread, update: true })
    const [posted] = peer.state.messages(peer.channel)
    expect(sent.thread).toEqual({ channel: peer.channel, ts: posted?.ts })
  })

  test('a thread of another channel is left alone', async () => {
    const sent = await byToken().send(message(), {
      key: 'a',
      thread: { channel: 'COTHER000', ts: '1.1' },
      update: true,
    })
    expect(sent.thread?.['channel']).toBe(peer.channel)
  })

  test.each([
    ['a first message', false, false],
    ['an answer in a thread', true, false],
    ['an update', true, true],
  ])(
    '%s whose answer was lost is found, one that never came is not',
    async (_name, inThread, update) => {
      const notifier = byToken()
      const root = inThread ? (await notifier.send(message(), first('root'))).thread : undefined
      const options = { key: 'lost', thread: root ?? null, update }
      expect(await notifier.findSent?.(options)).toBeNull()
      peer.http.plan('lost')
      const fault = await faultOf(notifier.send(message(), options))
      expect(fault.maybeExecuted).toBe(true)
      const found = await notifier.findSent?.(options)
      expect(found?.thread).toMatchObject(root ?? { channel: peer.channel })
      const again = { ...options, key: 'never' }
      expect(await notifier.findSent?.(again)).toBeNull()
    },
  )

  test('looks through several pages of a busy channel', async () => {
    const notifier = byToken()
    await notifier.send(message(), first('wanted'))
    for (let at = 0; at < 250; at += 1)
      peer.state.messages(peer.channel).push({
        ts: `1700000001.${String(at).padStart(6, '0')}`,
        threadTs: null,
        text: 'chatter',
        blocks: [],
        edits: 0,
        mentions: [],
      })
    expect(await notifier.findSent?.(first('wanted'))).not.toBeNull()
  })

  test('without the right to read it throws: nothing may be sent on a guess', async () => {
    peer.state.scopes = new Set(['chat:write'])
    const fault = await faultOf(byToken().findSent?.(first('k')) ?? Promise.resolve())
    expect(fault.detail).toContain('add channels:history')
  })

  test('a channel name is refused before anything is sent', async () => {
    const before = peer.http.requests.length
    const fault = await faultOf(byToken({ channel: '#qa' }).send(message(), first('k')))
    expect(fault).toMatchObject({ fault: 'configuration', retryable: false })
    expect(peer.http.requests).toHaveLength(before)
  })

  test.each([
    ['not_in_channel', '/invite', false, false],
    ['is_archived', 'archived', false, false],
    ['ratelimited', 'Slack is rate limiting', true, false],
    ['fatal_error', 'failed inside', true, true],
    ['some_new_word', 'some_new_word', false, false],
  ])('ok: false with %s', async (error, words, retryable, maybeExecuted) => {
    peer.http.plan({ status: 200, body: { ok: false, error } })
    const fault = await faultOf(byToken().send(message(), first('k')))
    expect(fault).toMatchObject({ retryable, maybeExecuted })
    expect(fault.detail).toContain(words)
  })

  test('a limit reads as a limit, whatever the body says', async () => {
    peer.http.plan({
      status: 429,
      headers: { 'retry-after': '30' },
      body: { ok: false, error: 'channel_not_found' },
    })
    const fault = await faultOf(byToken().send(message(), first('k')))
    expect(fault.detail).toBe('Slack is rate limiting; it asks to wait 30 s')
    expect(fault.retryAfterMs).toBe(30_000)
  })

  describeFailures({
    kind: 'slack',
    peer: () => peer.http,
    act: (io) => byToken({}, io).send(message(), first('k')),
  })

  test('the check names us, missing scopes and a channel that cannot be read', async () => {
    const secrets = { bot_token: peer.state.botToken }
    expect(await check(secrets)).toMatchObject({
      ok: true,
      detail: `Signed in as earshot at Peer; the channel ${peer.channel} can be read`,
    })
    expect((await check(secrets, { channel: 'CUNKNOWN1' })).detail).toContain('no such channel')
    peer.state.scopes = new Set(['channels:history'])
    expect((await check(secrets)).detail).toContain('lacks chat:write')
    expect(await check({ bot_token: 'xoxb-wrong-wrong-wrong' })).toMatchObject({ ok: false })
    expect(await check({})).toMatchObject({ ok: false })
  })
})
