import { escapeMarkdown, markdownLink } from '#lib/engines/vendors/markdown.ts'
import { countsText } from '#lib/notifications/messages/counts-text.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'
import type { RunFacts } from '#lib/notifications/runs/run-facts.ts'

const shown = 20

const mark = { passed: '✅', failed: '❌', invalid: '⚠️' }

/** The body of the one comment on a pull request, Markdown; every text of people or providers is escaped. */
export function composeComment(facts: RunFacts): string {
  const { run, suites, failures, regressions, fixed } = facts
  const rows = suites.map((suite) => {
    const sign = suite.failed > 0 ? mark.failed : suite.invalid > 0 ? mark.invalid : mark.passed
    return `| ${sign} | ${escapeMarkdown(suite.name)} | ${countsText(suite)} |`
  })
  const list = failures
    .slice(0, shown)
    .map(
      ({ caseName, language, blame, reason }) =>
        `- **${escapeMarkdown(caseName)}** (${escapeMarkdown(language)})${blame ? `, ${escapeMarkdown(blame)}` : ''}: ${escapeMarkdown(reason.slice(0, 300))}`,
    )
  const rest = failures.length - shown
  const changes = [
    regressions.length > 0 ? `${regressions.length} passed before` : '',
    fixed.length > 0 ? `${fixed.length} fixed` : '',
  ].filter((part) => part !== '')
  return [
    `### Earshot: ${countsText(run.counts)}`,
    '',
    `${markdownLink(run.name, pageUrl('runs', run.id))} against ${escapeMarkdown(run.target.name)}${changes.length > 0 ? ` (${changes.join(', ')})` : ''}`,
    '',
    '| | Suite | Result |',
    '| --- | --- | --- |',
    ...rows,
    ...(list.length > 0 ? ['', ...list] : []),
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ].join('\n')
}
