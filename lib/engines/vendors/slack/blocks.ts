import type { ContextBlock, HeaderBlock, KnownBlock, SectionBlock } from '@slack/types'

import { escapeLine, escapeText, link, mention } from '#lib/engines/vendors/slack/text.ts'
import type { Message } from '#lib/engines/vendors/types.ts'

// docs.slack.dev, "Blocks reference": header 150, section text 3,000, 10 fields of 2,000, 50 blocks.
const headerLimit = 150
const sectionLimit = 3_000
const fieldLimit = 2_000
const fieldsInSection = 10
const factLimit = 20
const itemLimit = 20
const mentionLimit = 20

const signs = {
  success: ':white_check_mark:',
  failure: ':x:',
  warning: ':warning:',
  info: ':information_source:',
} as const

const signOf = ({ outcome, severity }: Message) =>
  severity === 'critical' && outcome !== 'success' ? ':rotating_light:' : signs[outcome]

/** Verbatim: Slack makes no links and no mentions of what merely looks like one, only of our own `<…>`. */
const mrkdwn = (text: string) => ({ type: 'mrkdwn' as const, text, verbatim: true })

const section = (text: string): SectionBlock => ({ type: 'section', text: mrkdwn(text) })

function factSections(facts: Message['facts']): SectionBlock[] {
  const fields = facts.slice(0, factLimit).map(({ label, value }) => {
    const head = `*${escapeLine(label, 150)}*\n`
    const said = escapeText(value, fieldLimit - head.length)
    return mrkdwn(head + (said.trim() === '' ? '–' : said))
  })
  const sections: SectionBlock[] = []
  for (let at = 0; at < fields.length; at += fieldsInSection)
    sections.push({ type: 'section', fields: fields.slice(at, at + fieldsInSection) })
  return sections
}

function itemSections(items: Message['items']): SectionBlock[] {
  const lines = items.slice(0, itemLimit).map(({ text, detail, url }) => {
    const name = link(url, text, 300)
    return detail === undefined ? `• ${name}` : `• ${name} — ${escapeLine(detail, 300)}`
  })
  const left = items.length - lines.length
  if (left > 0) lines.push(`… and ${left} more`)
  const texts: string[] = []
  for (const line of lines) {
    const last = texts.at(-1)
    const joined = last === undefined ? line : `${last}\n${line}`
    if (last !== undefined && joined.length <= sectionLimit) texts[texts.length - 1] = joined
    else texts.push(line)
  }
  return texts.map(section)
}

/** A message as Slack takes it: blocks, and the text for notifications and for clients without blocks. */
export type SlackMessage = { text: string; blocks: KnownBlock[] }

/**
 * Renders a message within Slack's limits. Its texts are foreign and mention nobody; only `mentions` do, and only in
 * what is new: an update that mentioned people again would call them twice.
 */
export function toSlackMessage(message: Message, options: { update: boolean }): SlackMessage {
  const sign = signOf(message)
  const title = escapeLine(message.title, headerLimit - sign.length - 1) || 'Earshot'
  const header: HeaderBlock = {
    type: 'header',
    text: { type: 'plain_text', text: `${sign} ${title}`, emoji: true },
  }
  const called = options.update ? [] : message.mentions.slice(0, mentionLimit).map(mention)
  const summary = escapeText(message.summary, sectionLimit).trim()
  const address = link(message.url, 'Open in Earshot', 100)
  // A link, no button: a button expects the app to answer Slack.
  const foot: ContextBlock[] = address.startsWith('<')
    ? [{ type: 'context', elements: [mrkdwn(address)] }]
    : []
  return {
    text: [`${sign} ${title}`, ...called, escapeLine(message.summary, 1_000)].join(' ').trim(),
    blocks: [
      header,
      ...(called.length > 0 ? [section(called.join(' '))] : []),
      ...(summary === '' ? [] : [section(summary)]),
      ...factSections(message.facts),
      ...itemSections(message.items),
      ...foot,
    ],
  }
}
