import type { DefectDetailView } from '#lib/defects/schema.ts'
import { document } from '#lib/evidence/page/document.ts'
import { moment } from '#lib/evidence/page/execution-page.ts'
import { html, type Html } from '#lib/evidence/page/html.ts'

export type Chapter = { folder: string; execution: DefectDetailView['executions'][number] }

/** The first page of a defect's bundle: what is wrong, and the way to each execution that showed it. */
export function defectPage(defect: DefectDetailView, chapters: Chapter[], notes: string[]): Html {
  const lead = html`<p class="soft">
    ${defect.severity} ·
    ${defect.status.replaceAll('_', ' ')}${defect.blame !== null && ` · blame: ${defect.blame.replaceAll('_', ' ')}`}${defect.language !== null && ` · ${defect.language}`}
    · first seen ${moment(defect.first_seen_at ?? defect.created_at)}
  </p>`
  const body = html`<section>
      <h2>What is wrong</h2>
      <p>${defect.description || 'No description yet.'}</p>
      ${notes.map((note) => html`<p class="note">${note}</p>`)}
    </section>
    <section>
      <h2>Executions that showed it</h2>
      ${chapters.map(
        ({ folder, execution }) =>
          html`<p>
            <span class="badge ${execution.verdict}">${execution.verdict}</span>
            <a href="${folder}index.html">${moment(execution.finished_at)}</a> in
            ${execution.run_name}: ${execution.reason}
          </p>`,
      )}
    </section>`
  return document({ title: defect.title, lead, body })
}
