import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

import { startFakeHttp } from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}
const plain = (html: string) =>
  html.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (one) => entities[one] ?? one)

/** Links of an HTML text in their order, with what a reader sees of each. */
export function linksOfHtml(html: string): { text: string; href: string }[] {
  return [...html.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(
    ([, href = '', text = '']) => ({ href: plain(href), text: textOfHtml(text) }),
  )
}

/** What a reader sees of an HTML text. */
export const textOfHtml = (html: string): string => plain(html.replaceAll(/<[^>]*>/g, ''))

/** Markdown as GitHub and GitLab show it: GFM with its links of bare addresses, HTML in it escaped. */
export const renderGfm = (markdown: string): string =>
  micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })

type Adf = {
  type: string
  text?: string
  marks?: { type: string; attrs?: unknown }[]
  content?: Adf[]
}

/** Links of an ADF document: its marks and nothing else, as Jira shows it. */
export function linksOfAdf(node: unknown): { text: string; href: string }[] {
  const { text = '', marks = [], content = [] } = node as Adf
  const own = marks.flatMap(({ type, attrs }) =>
    type === 'link' ? [{ text, href: String((attrs as { href: unknown }).href) }] : [],
  )
  return [...own, ...content.flatMap(linksOfAdf)]
}

/** A site of ours that has the pages it is given and no others: exact to the letter, queries included. */
export async function startPages(paths: readonly string[]) {
  const http = await startFakeHttp(({ path, query }) => {
    const asked = query.size > 0 ? `${path}?${query}` : path
    return paths.includes(asked) ? { status: 200, body: asked } : { status: 404, body: asked }
  })
  return {
    origin: http.origin,
    /** Statuses of links that are followed. */
    follow: (links: readonly { href: string }[]) =>
      Promise.all(links.map(async ({ href }) => (await fetch(href)).status)),
    close: http.close,
  }
}

/** Wiki markup of Jira without its backslashes: what a reader sees of a text that has no other markup. */
export const textOfWiki = (markup: string): string => markup.replaceAll(/\\([^\w\s])/g, '$1')

/** Links of wiki markup: `[text|address]`, `[address]`, and addresses that Jira makes links of by itself. */
export function linksOfWiki(markup: string): { text: string; href: string }[] {
  const written = [...markup.matchAll(/(?<!\\)\[((?:\\.|[^\]\\])*?)(?<!\\)\]/g)].map(
    ([, inside = '']) => {
      const [text = '', href] = inside.split(/(?<!\\)\|/)
      return { text: textOfWiki(text), href: href ?? textOfWiki(text) }
    },
  )
  const bare = markup
    .replaceAll(/(?<!\\)\[(?:\\.|[^\]\\])*?(?<!\\)\]/g, ' ')
    .match(/\b(?:https?|ftp|file):(?:\\?\/){2}\S+|\bmailto:\S+|\bwww\.\S+/gi)
  return [...written, ...(bare ?? []).map((href) => ({ text: href, href }))]
}
