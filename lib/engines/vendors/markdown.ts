/** U+2060 word joiner: not seen by a reader, and it ends a mention before it begins. */
const joiner = '\u2060'
const special = /[\\`*_{}[\]()<>#+\-.!|~$^&]/g
/** `@name`, `#12`, `!12`, `~label`, `$12`, `%milestone`, `&12`, `GH-12`: names of things on GitHub and GitLab. */
const reference = /[@#!~$%&](?=[\w"])|[A-Z]\\-(?=\d)/gi

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

/** Takes the meaning out of lines that GitLab would carry out (`/close`), wherever the Markdown came from. */
export function withoutQuickActions(markdown: string): string {
  return markdown.replace(/^([^\S\n]*)\/(?=[a-z])/gim, `$1${joiner}/`)
}
