import { webAddress } from '#lib/engines/vendors/web-address.ts'

/** U+2060 word joiner: not seen by a reader, and it ends a mention before it begins. */
const joiner = '\u2060'
/** The colon of an address too: addresses in plain text become links by themselves, with the backslashes in them. */
const special = /[\\`*_{}[\]()<>#+\-.!|~$^&]|:(?=\/\/)/g
/** `@name`, `~label`, `%milestone`, `#12`, `!12`, `$12`, `&12`, `GH-12`: names of things on GitHub and GitLab. */
const reference = /[@~%](?=[\w"])|[#!$&](?=\d)|\bGH\\-(?=\d)/gi

/**
 * Plain text as Markdown of GitHub and GitLab that shows it letter for letter: no markup, no HTML, no link, no mention
 * of a person, no reference to an issue, no quick action. Line breaks stay.
 */
export function escapeMarkdown(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/^ +/gm, '')
    .replace(special, '\\$&')
    .replace(reference, `$&${joiner}`)
    .replace(/^\//gm, `${joiner}/`)
}

/**
 * A link whose text shows letter for letter and whose address is exactly `url`; the text alone when that is not one of
 * the web. In the pointed form of a destination only its brackets, backslashes and entities have a meaning.
 */
export function markdownLink(text: string, url: string): string {
  const href = webAddress(url)
  if (href === null) return escapeMarkdown(text)
  const inert = href
    .replaceAll('\\', '%5C')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replaceAll('&', '&amp;')
  return `[${escapeMarkdown(text)}](<${inert}>)`
}

/** Takes the meaning out of lines that GitLab would carry out (`/close`), wherever the Markdown came from. */
export function withoutQuickActions(markdown: string): string {
  return markdown.replace(/^([^\S\n]*)\/(?=[a-z])/gim, `$1${joiner}/`)
}
