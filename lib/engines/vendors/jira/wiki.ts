import type { IssueDraft } from '#lib/engines/vendors/types.ts'
import { webAddress } from '#lib/engines/vendors/web-address.ts'

// Jira Data Center writes rich text in wiki markup. Source: jira.atlassian.com, "Text Formatting Notation Help".
const textLimit = 12_000
const factLimit = 20
const labelLimit = 50
const valueLimit = 300
const urlLimit = 1_500

/** U+2060 word joiner: not seen by a reader, and it ends an address before it begins. */
const joiner = '\u2060'
const special = /[\\{}[\]|*_^+~?!#-]/g
/** Headings and quotations begin a line: `h1.`, `bq.` */
const block = /^(h[1-6]|bq)\./gim
/** What becomes a link by itself. */
const address = /\b(https?|ftp|file|mailto):|\bwww\./gi

const cut = (text: string, limit: number) =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).toWellFormed()}…`

/** Plain text as wiki markup that shows it letter for letter: no markup, no macro, no mention, no link. */
export function escapeWiki(text: string, limit = textLimit): string {
  return cut(text.toWellFormed(), limit)
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(special, '\\$&')
    .replace(block, '$1\\.')
    .replace(address, (found) => `${found.slice(0, -1)}${joiner}${found.slice(-1)}`)
}

const inLine = (text: string, limit: number) => escapeWiki(text.replace(/\s+/g, ' '), limit)

const inAddress = /[[\]|{}\\^]/g

/** A link to a page of ours; the text alone when the address is not one of the web. */
function wikiLink(text: string, url: string | undefined): string {
  const href = webAddress(url, urlLimit)
  if (href === null) return inLine(text, valueLimit)
  return `[${inLine(text, valueLimit)}|${href.replace(inAddress, encodeURIComponent)}]`
}

/** The description of an issue: what happened, the facts as a list, and the way back to Earshot. */
export function wikiDescription({ text, facts, url }: IssueDraft['description']): string {
  const list = facts
    .slice(0, factLimit)
    .map(
      (fact) =>
        `* *${inLine(fact.label, labelLimit) || '–'}:* ${wikiLink(fact.value, fact.url) || '–'}`,
    )
  const link = webAddress(url, urlLimit) === null ? '' : wikiLink('Open in Earshot', url)
  return [escapeWiki(text), list.join('\n'), link].filter((part) => part !== '').join('\n\n')
}

/** A comment whose last line is its reference: Jira has no search for comments, so it must be readable in them. */
export const wikiComment = (text: string, reference: string): string =>
  `${escapeWiki(text)}\n\n{{${reference}}}`
