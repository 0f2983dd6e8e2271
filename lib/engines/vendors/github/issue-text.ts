import { cutText } from '#lib/engines/vendors/event-text.ts'
import { hiddenMarker } from '#lib/engines/vendors/hidden-marker.ts'
import { escapeMarkdown, markdownLink } from '#lib/engines/vendors/markdown.ts'
import type { IssueDraft } from '#lib/engines/vendors/types.ts'
import { webAddress } from '#lib/engines/vendors/web-address.ts'

/** GitHub's limits, in characters. */
const titleLimit = 256
const bodyLimit = 60_000

const end = '<!-- /earshot -->'
const ours = /<!-- earshot:[^\s>]+ -->[\s\S]*?<!-- \/earshot -->/
const severityLine = /^\*\*Severity:\*\* \w+$/m

const severityText = (severity: IssueDraft['severity']) => `**Severity:** ${severity}`

/** One line; what GitHub shows as a title is not Markdown, but it does become mentions in mails. */
export const issueTitle = (title: string) =>
  cutText(
    title
      .toWellFormed()
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/@(?=\w)/g, '@\u2060')
      .trim(),
    titleLimit,
  )

const linkOf = (url: string) =>
  webAddress(url) === null ? '' : `\n\n${markdownLink('Open in Earshot', url)}`

/**
 * Our part of an issue's body: between a hidden line with the marker and a hidden end, so that what people write
 * around it survives the next update.
 */
export function issueSection({
  marker,
  description: { text, facts, url },
  severity,
}: Pick<IssueDraft, 'marker' | 'description' | 'severity'>): string {
  const list = facts.map(({ label, value, url: page }) => {
    const inline = value.replace(/\s+/g, ' ')
    const shown = page === undefined ? escapeMarkdown(inline) : markdownLink(inline, page)
    return `- **${escapeMarkdown(label)}:** ${shown}`
  })
  const body = [severityText(severity), escapeMarkdown(text), list.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n')
  return `${hiddenMarker(marker)}\n${cutText(body, bodyLimit)}${linkOf(url)}\n${end}`
}

/** `body` with our part replaced, and people's words left alone. Without our part, it is put below. */
export function withSection(body: string, section: string): string {
  return ours.test(body) ? body.replace(ours, () => section) : `${body}\n\n${section}`.trim()
}

export const withSeverity = (body: string, severity: IssueDraft['severity']) =>
  body.replace(severityLine, severityText(severity))

/** The severity that a body tells, to keep it when only the description changes. */
export function severityOf(body: string): IssueDraft['severity'] {
  const word = severityLine.exec(body)?.[0].split(' ')[1]
  return (['critical', 'high', 'medium', 'low'] as const).find((one) => one === word) ?? 'medium'
}

/** The marker as it stands in a body, still encoded; null without one. */
export function markerOf(body: string): string | null {
  const encoded = /^<!-- earshot:(?<marker>[^\s>]+) -->\r?$/m.exec(body)?.groups?.['marker']
  if (encoded === undefined) return null
  try {
    return decodeURIComponent(encoded)
  } catch {
    return null
  }
}
