import { expect, test } from 'vitest'

import { toSlackMessage } from '#lib/engines/vendors/slack/blocks.ts'
import { escapeText, mention } from '#lib/engines/vendors/slack/text.ts'
import {
  mentionsIn,
  WebhookMessage,
} from '#lib/engines/vendors/testing/fake-notifier/slack-schemas.ts'
import type { Message } from '#lib/engines/vendors/types.ts'

const message = (over: Partial<Message> = {}): Message => ({
  event: 'test_failure',
  severity: 'warning',
  outcome: 'failure',
  title: 'Title',
  summary: 'Summary',
  facts: [],
  items: [],
  url: 'https://ear.test/runs/1',
  mentions: [],
  data: {},
  ...over,
})
const hostile =
  '<!channel> <!here|x> <@U0000001> <!subteam^S0000001> @channel @HERE @everyone <http://evil.test|Open> & "q" \u0000'

test('no foreign text mentions anyone, wherever it stands', () => {
  const rendered = toSlackMessage(
    message({
      title: hostile,
      summary: hostile,
      facts: [{ label: hostile, value: hostile }],
      items: [{ text: hostile, detail: hostile, url: 'https://ear.test/|<!channel>' }],
      mentions: ['channel', 'here', '<!channel>', '@everyone'],
    }),
    { update: false },
  )
  expect(mentionsIn(rendered)).toEqual([])
  expect(WebhookMessage.safeParse(rendered).error).toBeUndefined()
})

test('a rule mentions people and groups, but an update does not call them again', () => {
  const called = message({
    mentions: ['U0000001', 'S0000002', '<@W0000003|bo>', '<!subteam^S0000004>'],
  })
  expect(mentionsIn(toSlackMessage(called, { update: false }).blocks)).toEqual([
    '<@U0000001>',
    '<!subteam^S0000002>',
    '<@W0000003>',
    '<!subteam^S0000004>',
  ])
  expect(mentionsIn(toSlackMessage(called, { update: true }))).toEqual([])
  expect(mention('Voice <team>')).toBe('Voice &lt;team&gt;')
})

test('the longest message stays within the limits and counts what it leaves out', () => {
  const long = '&<>😀'.repeat(5_000)
  const rendered = toSlackMessage(
    message({
      title: long,
      summary: long,
      facts: Array.from({ length: 100 }, () => ({ label: long, value: long })),
      items: Array.from({ length: 57 }, () => ({
        text: long,
        detail: long,
        url: `https://ear.test/${'x'.repeat(1_000)}`,
      })),
    }),
    { update: false },
  )
  expect(WebhookMessage.safeParse(rendered).error).toBeUndefined()
  expect(JSON.stringify(rendered.blocks)).toContain('… and 37 more')
  expect(JSON.stringify(rendered)).not.toMatch(/&(?!amp;|lt;|gt;)/)
})

test('a text is never cut inside an entity or a character', () => {
  expect(escapeText('a&b', 6)).toBe('a…')
  expect(escapeText('a&b', 7)).toBe('a&amp;b')
  expect(escapeText('😀😀', 3)).toBe('😀…')
})

test('an empty message still has a text and a header', () => {
  const rendered = toSlackMessage(
    message({ title: ' ', summary: '', url: 'javascript:alert(1)' }),
    {
      update: false,
    },
  )
  expect(WebhookMessage.safeParse(rendered).error).toBeUndefined()
  expect(rendered.blocks).toHaveLength(1)
})

test.each([
  ['failure', 'critical', ':rotating_light:'],
  ['success', 'critical', ':white_check_mark:'],
  ['failure', 'warning', ':x:'],
  ['warning', 'warning', ':warning:'],
  ['info', 'info', ':information_source:'],
] as const)('%s of severity %s begins with %s', (outcome, severity, sign) => {
  expect(toSlackMessage(message({ outcome, severity }), { update: false }).text).toContain(sign)
})
