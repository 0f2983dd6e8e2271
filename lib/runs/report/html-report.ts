import { z } from 'zod'

/** What this needs of a CTRF report (https://ctrf.io), which `earshot run --ctrf` writes. */
export const CtrfReport = z.object({
  results: z.object({
    summary: z.object({
      tests: z.number(),
      passed: z.number(),
      failed: z.number(),
      skipped: z.number().default(0),
      other: z.number().default(0),
    }),
    tests: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        duration: z.number(),
        suite: z.union([z.string(), z.array(z.string())]).optional(),
        message: z.string().optional(),
        attachments: z.array(z.object({ path: z.string() })).optional(),
        extra: z.object({ response_ms: z.number().nullish() }).optional(),
      }),
    ),
  }),
})
export type CtrfReport = z.infer<typeof CtrfReport>

/** The suites that a test is in, from the outermost. */
export const suiteName = (suite: string | string[] | undefined) => [suite ?? ''].flat().join(' › ')

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character] ?? '')

/** Only what a browser opens as a page: anything else is told as text. */
const linked = (name: string, path = '') =>
  /^https?:\/\//.test(path) ? `<a href="${escape(path)}">${escape(name)}</a>` : escape(name)

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1b1f24; background: #fff }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d6dbe1; vertical-align: top }
  td.ms { text-align: right; font-variant-numeric: tabular-nums } .passed { color: #11691f } .failed { color: #a40e26 } .other, .skipped, .pending { color: #7a5200 }
  @media (prefers-color-scheme: dark) { body { background: #14181d; color: #e7ebf0 } th, td { border-color: #333b45 } .passed { color: #6bd37c } .failed { color: #ff8a95 } .other, .skipped, .pending { color: #f0c05a } }`

/** The verdicts as one HTML page that needs nothing else. */
export function htmlReport({ results }: CtrfReport, title: string, when: Date): string {
  const { tests, passed, failed } = results.summary
  const rows = results.tests.map(
    ({ suite, name, status, duration, message, attachments }) =>
      `<tr><td>${escape(suiteName(suite))}</td><td>${linked(name, attachments?.[0]?.path)}</td><td class="${escape(status)}">${escape(status)}</td><td class="ms">${Math.round(duration)}</td><td>${escape(message ?? '')}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>${style}</style>
<h1>${escape(title)}</h1>
<p>${tests} tests, ${passed} passed, ${failed} failed; <time datetime="${when.toISOString()}">${when.toUTCString()}</time></p>
<table>
<thead><tr><th scope="col">Suite</th><th scope="col">Case</th><th scope="col">Verdict</th><th scope="col">Time (ms)</th><th scope="col">Why</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`
}
