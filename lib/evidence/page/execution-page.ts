import type { ExecutionEvidence } from '#lib/evidence/load-execution.ts'
import { document } from '#lib/evidence/page/document.ts'
import { html, type Html } from '#lib/evidence/page/html.ts'
import { recordingPlayer, type Source } from '#lib/evidence/page/recording-player.ts'
import { timelineSection } from '#lib/evidence/page/timeline.ts'
import { turnArticle } from '#lib/evidence/page/turn.ts'
import { callPath, recordingPath, type Recording } from '#lib/evidence/recordings.ts'
import type { TurnView } from '#lib/executions/schema.ts'
import { buildTimeline } from '#lib/executions/timeline/build-timeline.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatBytes, formatShare } from '#lib/platform/format/share.ts'

export type PageFile = { path: string; size: number; sha256: string }

type ExecutionPage = {
  evidence: ExecutionEvidence
  recordings: Recording[]
  sourceOf: (recording: Recording) => Source
  /** the other files of the execution, with their hashes */
  files: PageFile[]
  notes: string[]
  /** the page that leads here */
  up?: string
}

const pretty = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)
export const moment = (iso: string): Html =>
  html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`
const plain = (name: string) => name.replaceAll('_', ' ')

function judgement({ view: { validation } }: ExecutionEvidence, notes: string[]): Html {
  if (!validation)
    return html`<section aria-label="Verdict">
      ${notes.map((note) => html`<p class="note">${note}</p>`)}
    </section>`
  return html`<section aria-label="Verdict">
    <div class="verdict">
      <span class="badge ${validation.verdict}">${validation.verdict}</span>
      ${validation.blame !== null && html`<span class="badge">blame: ${plain(validation.blame)}</span>`}
      <span class="soft"
        >confidence ${formatShare(validation.confidence, 0)} ·
        ${plain(validation.review_status)}</span
      >
      <p>${validation.reason}</p>
    </div>
    ${notes.map((note) => html`<p class="note">${note}</p>`)}
  </section>`
}

function conversation(
  { evidence, recordings, sourceOf }: ExecutionPage,
  turns: TurnView[],
  twin: boolean,
): Html[] {
  const { view } = evidence
  const player = (turn: TurnView, side: 'caller' | 'voice-ai') => {
    const path = recordingPath(turn.index, side, twin)
    const recording = recordings.find((one) => one.path === path)
    return recording ? recordingPlayer(recording, sourceOf(recording)) : null
  }
  return turns.map((turn) =>
    turnArticle(turn, twin ? [] : (view.validation?.scores ?? []), view.language, {
      caller: player(turn, 'caller'),
      voiceAi: player(turn, 'voice-ai'),
    }),
  )
}

/** What the same case by text came to. */
function twinVerdict({ view: { validation } }: ExecutionEvidence): Html {
  const twin = validation?.twin
  return html`<section>
    <h2>The same by text</h2>
    ${twin && html`<p><span class="badge ${twin.verdict}">${twin.verdict}</span> ${twin.reason}</p>`}
  </section>`
}

function wholeCall({ recordings, sourceOf }: ExecutionPage): Html | null {
  const call = recordings.find(({ path }) => path === callPath)
  if (!call) return null
  return html`<section>
    <h2>The whole call</h2>
    <p class="soft">Left the caller, right the voice AI; marked where both spoke.</p>
    ${recordingPlayer(call, sourceOf(call))}
  </section>`
}

function scores({ view: { validation } }: ExecutionEvidence): Html | null {
  if (!validation) return null
  return html`<section>
    <h2>Scores</h2>
    <p class="soft">
      Policy ${validation.policy_version}, judged
      ${validation.revision === 1 ? 'once' : `${validation.revision} times`}.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Scores">
      <table>
        <thead>
          <tr>
            <th scope="col">Turn</th>
            <th scope="col">Validator</th>
            <th scope="col">Evidence</th>
            <th scope="col">Result</th>
            <th scope="col" class="number">Score</th>
            <th scope="col" class="number">Weight</th>
            <th scope="col" class="number">Confidence</th>
          </tr>
        </thead>
        <tbody>
          ${validation.scores.map(
            (score) =>
              html`<tr>
                <td>${score.turn + 1}</td>
                <th scope="row">
                  ${plain(score.validator)} <span class="soft">version ${score.version}</span>
                </th>
                <td>${score.evidence}</td>
                <td>
                  <span class="badge ${score.pass ? 'passed' : 'failed'}"
                    >${score.pass ? 'pass' : 'fail'}</span
                  >
                </td>
                <td class="number">${score.score.toFixed(2)}</td>
                <td class="number">${score.weight}</td>
                <td class="number">${formatShare(score.confidence, 0)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${validation.scores.length === 0 && html`<p>No validator judged this.</p>`}
  </section>`
}

function reviews({ decisions, reviewItem }: ExecutionEvidence): Html {
  return html`<section>
    <h2>Review</h2>
    ${decisions.length === 0 && html`<p>${reviewItem ? 'It waits for a person.' : 'No person has reviewed it.'}</p>`}
    ${decisions.map(
      (one) =>
        html`<p>
            <span class="badge ${one.verdict}">${one.verdict}</span> ${one.decision} by
            ${one.reviewer ?? 'a former user'},
            ${moment(one.decided_at)}${one.duration_ms !== null && html`, after ${formatDuration(one.duration_ms)}`}
          </p>
          ${one.notes && html`<p>${one.notes}</p>`}`,
    )}
  </section>`
}

function attempts({ view }: ExecutionEvidence): Html {
  return html`<section>
    <h2>Attempts</h2>
    ${view.attempts.map(
      (one) =>
        html`<p>
          ${one.verdict && html`<span class="badge ${one.verdict}">${one.verdict}</span>`} Attempt
          ${one.try}${one.execution_id === view.id && ' (this one)'}: ${one.reason}
        </p>`,
    )}
  </section>`
}

const folded = (label: string, value: unknown): Html =>
  html`<details>
    <summary>${label}</summary>
    <pre tabindex="0" role="region" aria-label="${label}">${pretty(value)}</pre>
  </details>`

function conditions(evidence: ExecutionEvidence): Html {
  return html`<section>
    <h2>Conditions</h2>
    ${folded('Target', { ...evidence.target, variables: evidence.variables })}
    ${evidence.device && folded('Device profile', evidence.device)}
    ${folded(`Case, version ${evidence.caseVersion}`, evidence.case)}
  </section>`
}

function exchange({ view }: ExecutionEvidence): Html {
  return html`<section>
    <h2>Raw exchange</h2>
    <p class="soft">All requests and answers; keys and signatures are masked.</p>
    ${view.exchange.length === 0 && html`<p>Nothing was sent or received.</p>`}
    ${view.exchange.map((entry, index) =>
      folded(
        `${index + 1}. ${formatDuration(entry.atMs)} ${entry.direction === 'out' ? 'sent' : 'received'}: ${entry.label}${entry.bytes === undefined ? '' : `, ${formatBytes(entry.bytes)}`}`,
        {
          ...(entry.headers && { headers: entry.headers }),
          ...(entry.body !== undefined && { body: entry.body }),
        },
      ),
    )}
  </section>`
}

function fileTable(files: PageFile[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Files and hashes">
    <table>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col" class="number">Size</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        ${files.map(
          (file) =>
            html`<tr>
              <th scope="row"><a href="${file.path}">${file.path}</a></th>
              <td class="number">${formatBytes(file.size)}</td>
              <td class="mono hash">${file.sha256}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** `index.html`: the whole execution on one page. */
export function executionPage(page: ExecutionPage): Html {
  const { evidence, files, notes, up } = page
  const { view } = evidence
  const lead = html`<p class="soft">
      ${view.suite_name} · ${view.language} · ${view.mode} · ${view.target_name} · attempt
      ${view.try} · ${moment(view.started_at)}
    </p>
    ${up !== undefined && html`<p><a href="${up}">All executions of this defect</a></p>`}`
  const twin = view.twin_turns ?? []
  const body = html`${judgement(evidence, notes)}
    ${timelineSection(buildTimeline(view), page.recordings, evidence.mask.text)}
    ${conversation(page, view.turns, false)}
    ${view.turns.length === 0 && html`<section><p>Nothing was said.</p></section>`}
    ${twin.length > 0 && twinVerdict(evidence)} ${conversation(page, twin, true)} ${wholeCall(page)}
    ${scores(evidence)} ${reviews(evidence)} ${attempts(evidence)} ${conditions(evidence)}
    ${exchange(evidence)}
    <section>
      <h2>Files</h2>
      ${fileTable(files)}
    </section>`
  return document({ title: view.case_name, lead, body })
}
