import { createHash } from 'node:crypto'

import type { IssueDraft } from '#lib/engines/vendors/types.ts'
import { webAddress } from '#lib/engines/vendors/web-address.ts'

/** The part of the Atlassian Document Format (version 1) that is written here. */
type AdfMark = { type: 'strong' | 'code' } | { type: 'link'; attrs: { href: string } }
type AdfInline = { type: 'text'; text: string; marks?: AdfMark[] } | { type: 'hardBreak' }
type AdfBlock =
  | { type: 'paragraph'; content: AdfInline[] }
  | { type: 'bulletList'; content: { type: 'listItem'; content: AdfBlock[] }[] }
export type AdfDocument = { type: 'doc'; version: 1; content: AdfBlock[] }

// Jira holds 32,767 characters in a field of rich text. As JSON, where a character may take two and a line 70 more,
// the longest document of these limits stays below that.
const textLimit = 6_000
const lineLimit = 80
const factLimit = 12
const labelLimit = 50
const valueLimit = 150
const urlLimit = 600

const clean = (text: string, limit: number) => {
  const whole = text.toWellFormed().replaceAll(/(?!\n)\p{Cc}/gu, ' ')
  return whole.length <= limit ? whole : `${whole.slice(0, limit - 1).toWellFormed()}…`
}

const text = (value: string, ...marks: AdfMark[]): AdfInline => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 && { marks }),
})

/** Empty lines end a paragraph, single ones break a line; Jira refuses empty texts. */
function paragraphs(value: string): AdfBlock[] {
  const lines = clean(value, textLimit).split('\n')
  const kept = lines.length <= lineLimit ? lines : [...lines.slice(0, lineLimit - 1), '…']
  return kept
    .join('\n')
    .split(/\n{2,}/)
    .map((block) =>
      block
        .split('\n')
        .flatMap((line, at): AdfInline[] => [
          ...(at > 0 ? [{ type: 'hardBreak' as const }] : []),
          ...(line === '' ? [] : [text(line)]),
        ]),
    )
    .filter((content) => content.some(({ type }) => type === 'text'))
    .map((content) => ({ type: 'paragraph', content }))
}

const document = (content: AdfBlock[]): AdfDocument => ({ type: 'doc', version: 1, content })

/** The mark that makes a text a link; none for what is no address of the web. */
function linkTo(url: string | undefined): AdfMark[] {
  const href = webAddress(url, urlLimit)
  return href === null ? [] : [{ type: 'link', attrs: { href } }]
}

/** The description of an issue: what happened, the facts as a list, and the way back to Earshot. */
export function descriptionDocument(description: IssueDraft['description']): AdfDocument {
  const facts = description.facts.slice(0, factLimit).map(({ label, value, url: page }) => ({
    type: 'listItem' as const,
    content: [
      {
        type: 'paragraph' as const,
        content: [
          text(`${clean(label, labelLimit) || '–'}: `, { type: 'strong' }),
          text(clean(value, valueLimit) || '–', ...linkTo(page)),
        ],
      },
    ],
  }))
  const link = linkTo(description.url)
  return document([
    ...paragraphs(description.text),
    ...(facts.length > 0 ? [{ type: 'bulletList' as const, content: facts }] : []),
    ...(link.length > 0
      ? [{ type: 'paragraph' as const, content: [text('Open in Earshot', ...link)] }]
      : []),
  ])
}

/** A comment whose last line is its reference: Jira has no search for comments, so it must be readable in them. */
export function commentDocument(value: string, reference: string): AdfDocument {
  return document([
    ...paragraphs(value),
    { type: 'paragraph', content: [text(reference, { type: 'code' })] },
  ])
}

/** `earshot-` and the start of the marker's hash: a label that JQL finds exactly, and a reference in comments. */
export function referenceOf(marker: string): string {
  return `earshot-${createHash('sha256').update(marker).digest('hex').slice(0, 24)}`
}
