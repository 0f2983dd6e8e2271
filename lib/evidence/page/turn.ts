import { callerWords } from '#lib/evidence/caller-words.ts'
import { html, type Html } from '#lib/evidence/page/html.ts'
import { expectationRows } from '#lib/executions/expectation-rows.ts'
import type { TurnView } from '#lib/executions/schema.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'
import type { AlignedWord } from '#lib/platform/format/aligned-word.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { readAlignment } from '#lib/platform/format/read-alignment.ts'
import { asSentence } from '#lib/platform/format/sentence.ts'
import { toolStatuses, toolTimes, toolValue } from '#lib/platform/format/tool-call.ts'

const words: Record<AlignedWord['op'], (word: AlignedWord) => string> = {
  equal: ({ said }) => said ?? '',
  substitute: ({ said, heard }) => `${said} → ${heard}`,
  delete: ({ said }) => `${said} → not heard`,
  insert: ({ heard }) => `not said → ${heard}`,
}

function heard(turn: TurnView, scores: ScoreView[], language: string): Html | null {
  if (turn.heard === null)
    return turn.kind === 'voice'
      ? html`<p class="soft">The voice AI reported no transcript.</p>`
      : null
  const alignment = readAlignment(scores)
  return html`<h3>Heard</h3>
    ${
      alignment
        ? html`<ol class="words" lang="${language}">
              ${alignment.words.map(
                (word) =>
                  html`<li class="${word.op === 'equal' ? 'same' : 'off'}">
                    ${words[word.op](word)}
                  </li>`,
              )}
            </ol>
            ${alignment.wer !== null && html`<p class="soft">Word error rate ${(alignment.wer * 100).toFixed(1)} %</p>`}`
        : html`<p lang="${language}">${turn.heard}</p>`
    }`
}

const results = {
  met: 'met',
  missed: 'missed',
  partly: 'not all met',
  unproven: 'not proven',
  not_judged: 'not judged',
} as const

function expectations(turn: TurnView, scores: ScoreView[]): Html | null {
  const rows = expectationRows(turn.expected, turn, scores)
  if (rows.length === 0) return null
  return html`<h3>Expected and got</h3>
    <div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="Expected and got, turn ${turn.index + 1}"
    >
      <table>
        <thead>
          <tr>
            <th scope="col">Aspect</th>
            <th scope="col">Expected</th>
            <th scope="col">Got</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${row.aspect}</th>
                <td>${row.expected}</td>
                <td>${row.got}</td>
                <td>${results[row.result]}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

/** What happened when the caller broke into the reply before this turn. */
function bargeIn({ barge_in: found }: TurnView): Html | null {
  if (!found) return null
  if (found.began_ms === null) return html`<p class="soft">Meant to break in, but had no sound.</p>`
  const stopped =
    found.stopped_ms === null
      ? ''
      : `; the reply ended ${formatDuration(found.stopped_ms)} after the caller began`
  return html`<p class="soft">
    Broke in ${formatDuration(found.began_ms)} into the reply; both spoke for
    ${formatDuration(found.overlap_ms)}${stopped}.
  </p>`
}

const spokenWords = {
  yes: 'The spoken words were verified by a recogniser.',
  no: 'The spoken words were not verified by a recogniser.',
  differs: 'A recogniser heard other words than these.',
  silent: null,
} as const

function reply(turn: TurnView, language: string): Html {
  const entities = Object.entries(turn.entities)
  const spoken = turn.reply_spoken !== turn.reply_written ? turn.reply_spoken : null
  return html`${
      turn.unsolicited !== null &&
      html`<p class="soft" lang="${language}">Before, unasked: ${turn.unsolicited}</p>`
    }
    ${turn.fillers?.map(({ at_ms, text }) => html`<p class="soft" lang="${language}">Before the answer, after ${formatDuration(at_ms)}: ${text}</p>`)}
    <p class="said" lang="${language}">${turn.reply_written ?? turn.reply_spoken ?? 'No answer'}</p>
    ${spoken !== null && turn.reply_written !== null && html`<p class="soft" lang="${language}">Spoken: ${spoken}</p>`}
    ${turn.cut_short && html`<p class="soft">Cut short: the caller broke in.</p>`}
    ${turn.incomplete !== undefined && html`<p class="soft">${asSentence(turn.incomplete)}</p>`}
    ${turn.notices?.map((one) => html`<p class="soft">${one}</p>`)}
    ${turn.attachments?.map((one) => html`<p class="soft">With it: ${JSON.stringify(one)}</p>`)}
    ${spokenWords[turn.spoken_verified ?? 'silent'] !== null && html`<p class="soft">${spokenWords[turn.spoken_verified ?? 'silent']}</p>`}
    ${turn.intent !== null && html`<p><span class="badge">${turn.intent}</span></p>`}
    ${
      entities.length > 0 &&
      html`<ul class="facts">
        ${entities.map(
          ([name, value]) =>
            html`<li>
              <span class="soft">${name}</span>
              ${typeof value === 'string' ? value : JSON.stringify(value)}
            </li>`,
        )}
      </ul>`
    }`
}

/** The tools that were called in the turn, and how they ended. */
function toolCalls({ tool_calls: calls, tool_calls_dropped: dropped }: TurnView): Html | null {
  if (calls === undefined) return null
  return html`<h3>Tool calls</h3>
    <ol>
      ${calls.map(
        (call) =>
          html`<li>
            <strong>${call.name || 'a tool without a name'}</strong> ${toolStatuses[call.status]}
            <span class="soft"
              >${toolTimes(call)}${call.executed_by === 'earshot' && ', answered by a mock'}</span
            >
            <br />Arguments: <code>${toolValue(call.arguments)}</code>
            ${call.result !== undefined && html`<br />Result: <code>${toolValue(call.result)}</code>`}
            ${call.error !== undefined && html`<br />Error: ${call.error}`}
          </li>`,
      )}
    </ol>
    ${dropped !== undefined && html`<p class="soft">${dropped} more calls were not kept.</p>`}`
}

/** One turn: what the caller said and was understood as, what came back, and how both were judged. */
export function turnArticle(
  turn: TurnView,
  scores: ScoreView[],
  language: string,
  players: { caller: Html | null; voiceAi: Html | null },
): Html {
  const own = scores.filter((score) => score.turn === turn.index)
  return html`<article aria-label="Turn ${turn.index + 1}">
    <h2>Turn ${turn.index + 1} <span class="soft">${turn.kind}</span></h2>
    <div class="sides">
      <div>
        <h3>Caller</h3>
        <p class="said" lang="${language}">${callerWords(turn)}</p>
        ${bargeIn(turn)} ${players.caller} ${heard(turn, own, language)}
      </div>
      <div>
        <h3>Voice AI</h3>
        ${reply(turn, language)} ${players.voiceAi}
        ${turn.fault && html`<p class="note">${turn.fault.message}</p>`}
      </div>
    </div>
    ${toolCalls(turn)} ${expectations(turn, own)}
  </article>`
}
