import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { composeMail } from '#lib/engines/vendors/email/compose.ts'
import { EmailConfig } from '#lib/engines/vendors/email/settings.ts'
import { issueSection } from '#lib/engines/vendors/github/issue-text.ts'
import { descriptionDocument } from '#lib/engines/vendors/jira/adf.ts'
import { escapeMarkdown, markdownLink } from '#lib/engines/vendors/markdown.ts'
import { toSlackMessage } from '#lib/engines/vendors/slack/blocks.ts'
import { SystemFields } from '#lib/engines/vendors/testing/fake-notifier/jira-schemas.ts'
import { linksIn, mentionsIn } from '#lib/engines/vendors/testing/fake-notifier/slack-schemas.ts'
import {
  linksOfAdf,
  linksOfHtml,
  renderGfm,
  startPages,
  textOfHtml,
} from '#lib/engines/vendors/testing/rendered-links.ts'
import type { IssueDraft, Message } from '#lib/engines/vendors/types.ts'

const uuid = '01a228d5-0be4-738a-92e7-8a7d608175ee'
const paths = ['runs', 'executions', 'defects'].map((page) => `/${page}/${uuid}`)

let pages: Awaited<ReturnType<typeof startPages>>
beforeAll(async () => {
  pages = await startPages(paths)
})
afterAll(() => pages.close())

const urls = () => paths.map((path) => `${pages.origin}${path}`)

/** Texts of people, providers and voice AIs that try to be more than text. */
const hostile = [
  'see https://evil.test/a-b and www.evil.test/x or mail me@evil.test',
  '[click](https://evil.test) <https://evil.test> ![i](https://evil.test/i.png)',
  '<a href="https://evil.test">x</a> <script>alert(1)</script>',
  '@everyone @team #12 !7 &9 GH-12 ~label %v1 <!here> <@U0000CALL> <!subteam^S0000TEAM>',
  'http://evil.test ftp://evil.test HTTPS://EVIL.TEST https://a.b_c.test',
  '](https://evil.test) | `code` **bold** <details>',
  'xmpp:a@evil.test mailto:a@evil.test https:\\//evil.test',
]

const draft = (text: string, label = 'Run'): IssueDraft => {
  const [run = '', execution = '', defect = ''] = urls()
  return {
    marker: 'defect 1',
    title: text,
    description: {
      text,
      facts: [
        { label: 'Case', value: text },
        { label, value: text, url: run },
        { label: 'Evidence', value: 'The latest execution', url: execution },
      ],
      url: defect,
    },
    severity: 'high',
    labels: [],
    assignees: [],
  }
}

const message = (text: string): Message => {
  const [run = '', execution = ''] = urls()
  return {
    event: 'test_failure',
    severity: 'warning',
    outcome: 'failure',
    title: text,
    summary: text,
    facts: [{ label: text, value: text }],
    items: [{ text, detail: text, url: execution }],
    url: run,
    mentions: ['U0000GOOD'],
    data: {},
  }
}

const mailConfig = () =>
  EmailConfig.parse({
    host: 'smtp.ear.test',
    from: 'earshot@ear.test',
    recipients: ['qa@ear.test'],
  })

describe.each(hostile)('around %j', (text) => {
  test('a GitHub issue links our pages, exactly, and nothing else', async () => {
    const links = linksOfHtml(renderGfm(issueSection(draft(text))))
    expect(links.map(({ href }) => href)).toEqual(urls())
    expect(await pages.follow(links)).toEqual([200, 200, 200])
  })

  test('a Jira issue links our pages by marks of a document that Jira takes', async () => {
    const document = descriptionDocument(draft(text).description)
    expect(SystemFields.description.safeParse(document).error).toBeUndefined()
    const links = linksOfAdf(document)
    expect(links.map(({ href }) => href)).toEqual(urls())
    expect(await pages.follow(links)).toEqual([200, 200, 200])
  })

  test('a Slack message links our pages and calls only whom the rule names', async () => {
    const { blocks } = toSlackMessage(message(text), { update: false })
    const links = linksIn(blocks).map((href) => ({ href }))
    const [run = '', execution = ''] = urls()
    expect(links.map(({ href }) => href)).toEqual([execution, run])
    expect(await pages.follow(links)).toEqual([200, 200])
    expect(mentionsIn(blocks)).toEqual(['<@U0000GOOD>'])
  })

  test('a mail links our pages in both of its parts', async () => {
    const mail = composeMail(message(text), { key: 'k', thread: null }, mailConfig())
    const links = linksOfHtml(z.string().parse(mail.html))
    const [run = '', execution = ''] = urls()
    expect(links.map(({ href }) => href)).toEqual([execution, run])
    expect(await pages.follow(links)).toEqual([200, 200])
    const lines = z.string().parse(mail.text).split('\n')
    expect(lines).toContain(`  ${execution}`)
    expect(lines.at(-1)).toBe(run)
  })
})

describe('an address stays what it is', () => {
  test.each([
    'https://earshot.example.com/runs/01a228d5-0be4-738a-92e7-8a7d608175ee',
    'https://ear.test/a?x=1&copy=2&lt;=3&y=%20',
    'https://ear.test/a_b_c*d*/~e/(f)/[g]?h=|i|#j-k',
    'https://ear.test/a?q=\\*b\\*&w=<z>',
    'http://localhost:3160/runs/1',
    'https://ear.test/größe/🎤',
    'https://user@ear.test/@here/&#38;',
  ])('%s', (url) => {
    const [link, ...others] = linksOfHtml(renderGfm(`a ${markdownLink('R&D (x) [y] *z*', url)} b`))
    expect(others).toEqual([])
    // A parser may write a character percent-encoded that need not be; the page is the same.
    expect(decodeURIComponent(link?.href ?? '')).toBe(decodeURIComponent(new URL(url).href))
    expect(link?.text).toBe('R&D (x) [y] *z*')
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', '/runs/1', '', 'mailto:a@b.test'])(
    '%j makes no link',
    (url) => {
      expect(linksOfHtml(renderGfm(markdownLink('x', url)))).toEqual([])
      expect(linksOfAdf(descriptionDocument({ text: 'x', facts: [], url }))).toEqual([])
    },
  )
})

describe('plain text reads as it was written', () => {
  test.each([
    'R&D at AT&T',
    'GPT-4 and en-US-2',
    'https://evil.test/a-b',
    'C++ & <b> "q" 100% 5 * 3 = 15 | x_y_z',
    'Größe: 🎤 [1] (2) {3} #hash',
    '1. not a list',
    '- nor this',
    '# nor a heading',
  ])('%s', (text) => {
    const html = renderGfm(escapeMarkdown(text))
    expect(textOfHtml(html)).toBe(text)
    expect(html).toBe(`<p>${html.slice(3, -4)}</p>`)
    expect(linksOfHtml(html)).toEqual([])
  })
})
