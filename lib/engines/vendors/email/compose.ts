import { createHash } from 'node:crypto'

import type Mail from 'nodemailer/lib/mailer'

import type { EmailConfig } from '#lib/engines/vendors/email/settings.ts'
import type { Message, SendOptions } from '#lib/engines/vendors/types.ts'

const itemLimit = 50
const factLimit = 30
const textLimit = 4_000

const words = { success: 'Passed', failure: 'Failed', warning: 'Warning', info: 'For information' }
const accents = { success: '#16a34a', failure: '#dc2626', warning: '#d97706', info: '#2563eb' }

const oneLine = (text: string, limit = 300) =>
  text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, limit)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const html = (text: string) => text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char)

const webUrl = (url: string | undefined) => {
  const parsed = url === undefined ? null : URL.parse(url)
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href : null
}

type Prepared = {
  title: string
  word: string
  summary: string
  facts: { label: string; value: string }[]
  items: { text: string; detail: string; url: string | null }[]
  left: number
  url: string | null
}

function prepare(message: Message): Prepared {
  return {
    title: oneLine(message.title, 200),
    word: words[message.outcome],
    summary: message.summary.toWellFormed().slice(0, textLimit).trim(),
    facts: message.facts.slice(0, factLimit).map(({ label, value }) => ({
      label: oneLine(label, 100),
      value: oneLine(value, 1_000),
    })),
    items: message.items.slice(0, itemLimit).map(({ text, detail, url }) => ({
      text: oneLine(text),
      detail: oneLine(detail ?? ''),
      url: webUrl(url),
    })),
    left: Math.max(0, message.items.length - itemLimit),
    url: webUrl(message.url),
  }
}

function toText({ title, word, summary, facts, items, left, url }: Prepared): string {
  const lines = items.flatMap(({ text, detail, url: address }) => [
    `* ${text}${detail === '' ? '' : ` - ${detail}`}`,
    ...(address === null ? [] : [`  ${address}`]),
  ])
  return [
    `${word}: ${title}`,
    summary,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    [...lines, ...(left > 0 ? [`... and ${left} more`] : [])].join('\n'),
    url ?? '',
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function toHtml(prepared: Prepared, accent: string): string {
  const { title, word, summary, facts, items, left, url } = prepared
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th align="left" style="padding:2px 16px 2px 0;font-weight:600;vertical-align:top">${html(label)}</th><td style="padding:2px 0">${html(value)}</td></tr>`,
  )
  const list = items.map(({ text, detail, url: address }) => {
    const name = address === null ? html(text) : `<a href="${html(address)}">${html(text)}</a>`
    return `<li>${name}${detail === '' ? '' : ` – ${html(detail)}`}</li>`
  })
  if (left > 0) list.push(`<li>and ${left} more</li>`)
  // No colours but the accent: the reader's own, light or dark, stay.
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    `<title>${html(title)}</title></head>`,
    '<body style="margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif">',
    `<h1 style="margin:0 0 12px;padding-left:12px;border-left:4px solid ${accent};font-size:20px">${html(word)}: ${html(title)}</h1>`,
    summary === '' ? '' : `<p>${html(summary).replaceAll(/\r?\n/g, '<br>')}</p>`,
    rows.length === 0 ? '' : `<table role="presentation">${rows.join('')}</table>`,
    list.length === 0 ? '' : `<ul>${list.join('')}</ul>`,
    url === null ? '' : `<p><a href="${html(url)}">Open in Earshot</a></p>`,
    '</body></html>',
  ].join('\n')
}

/** The same key has the same Message-ID, so that a mail client shows a doubled mail once. */
export function messageId(key: string, from: string): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 40)
  return `<${hash}@${from.slice(from.lastIndexOf('@') + 1)}>`
}

/** The mail of a message: plain text and HTML, no remote content, headers that keep machines from answering. */
export function composeMail(
  message: Message,
  { key, thread }: Pick<SendOptions, 'key' | 'thread'>,
  { from, from_name, recipients }: EmailConfig,
): Mail.Options {
  const prepared = prepare(message)
  const root = thread?.['message_id']
  return {
    from: { name: from_name, address: from },
    to: recipients,
    envelope: { from, to: recipients },
    subject: `[Earshot] ${prepared.title}`,
    text: toText(prepared),
    html: toHtml(prepared, accents[message.outcome]),
    messageId: messageId(key, from),
    ...(root !== undefined && { inReplyTo: root, references: [root] }),
    ...(message.severity === 'critical' && { priority: 'high' as const }),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}
