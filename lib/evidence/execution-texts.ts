import { callerWords } from '#lib/evidence/caller-words.ts'
import type { ExecutionEvidence } from '#lib/evidence/load-execution.ts'
import { callPath, recordingPath, type Recording } from '#lib/evidence/recordings.ts'
import type { ExecutionView, TurnView } from '#lib/executions/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatShare } from '#lib/platform/format/share.ts'
import { toolStatuses, toolTimes, toolValue } from '#lib/platform/format/tool-call.ts'
import { hiddenReason } from '#lib/runs/results/open-audits.ts'

type Judgement = ExecutionView['validation']

const when = (iso: string) => `${iso.slice(0, 19).replace('T', ' ')} UTC`

const fileAt = (recordings: Recording[], path: string) =>
  recordings.find((recording) => recording.path === path)?.found ? path : null

/** A recording's address in the API is of no use in a bundle: its file is. */
function withoutAddress<T extends { url: string }>(
  { url: _url, ...facts }: T,
  file: string | null,
) {
  return { file, ...facts }
}

function withFiles(turn: TurnView, recordings: Recording[], twin: boolean) {
  const side = (name: 'caller' | 'voice-ai', audio: TurnView['input_audio']) =>
    audio && withoutAddress(audio, fileAt(recordings, recordingPath(turn.index, name, twin)))
  return {
    ...turn,
    input_audio: side('caller', turn.input_audio),
    output_audio: side('voice-ai', turn.output_audio),
  }
}

/** `execution.json`: what was said, answered and judged, under which conditions, by which rules. */
export function executionJson(evidence: ExecutionEvidence, recordings: Recording[]) {
  const { exchange: _exchange, review: _review, call, turns, twin_turns, ...facts } = evidence.view
  return {
    ...facts,
    // What was not recorded is not in the bundle: its turns are.
    call: call && !call.assembled ? withoutAddress(call, fileAt(recordings, callPath)) : null,
    turns: turns.map((turn) => withFiles(turn, recordings, false)),
    twin_turns: twin_turns?.map((turn) => withFiles(turn, recordings, true)) ?? null,
    case_version: evidence.caseVersion,
    case: evidence.case,
    target: evidence.target,
    variables: evidence.variables,
    device_profile: evidence.device,
  }
}

/** `review.json`: why people were asked, what they decided, and the judgements that were replaced. */
export function reviewJson({ reviewItem, decisions, earlier }: ExecutionEvidence) {
  return {
    queued: reviewItem && {
      reason: reviewItem.reason,
      status: reviewItem.status,
      queued_at: reviewItem.created_at,
    },
    decisions,
    replaced_judgements: earlier,
  }
}

function turnLines(turn: TurnView): string[] {
  const lines = [`Turn ${turn.index + 1} (${turn.kind})`]
  const add = (label: string, value: string | null) => {
    if (value !== null) lines.push(`  ${`${label}:`.padEnd(12)}${value.replaceAll('\n', '\n  ')}`)
  }
  add('Unasked', turn.unsolicited)
  add('Caller', callerWords(turn))
  add('Heard as', turn.heard)
  add('Voice AI', turn.reply_written ?? turn.reply_spoken ?? '(no answer)')
  if (turn.cut_short) add('', '(cut short: the caller broke in)')
  if (turn.incomplete !== undefined) add('', `(${turn.incomplete})`)
  for (const notice of turn.notices ?? []) add('', `(${notice})`)
  for (const attachment of turn.attachments ?? []) add('With it', JSON.stringify(attachment))
  for (const filler of turn.fillers ?? [])
    add('Before', `${filler.text} (after ${formatDuration(filler.at_ms)})`)
  for (const call of turn.tool_calls ?? []) {
    add('Tool', `${call.name || '(no name)'} ${toolStatuses[call.status]}, ${toolTimes(call)}`)
    add('  with', toolValue(call.arguments))
    if (call.result !== undefined) add('  result', toolValue(call.result))
    if (call.error !== undefined) add('  error', call.error)
  }
  if (turn.reply_spoken !== turn.reply_written) add('Spoken', turn.reply_spoken)
  add('Intent', turn.intent)
  if (Object.keys(turn.entities).length > 0) add('Entities', JSON.stringify(turn.entities))
  const took = turn.timings.response_ms
  if (typeof took === 'number') add('Answered', `after ${formatDuration(took)}`)
  if (turn.fault) add('Fault', turn.fault.message)
  return [...lines, '']
}

function verdictLines(validation: Judgement): string[] {
  if (!validation) return [hiddenReason, '']
  const { verdict, confidence, blame, reason } = validation
  const sure = `confidence ${formatShare(confidence, 0)}`
  return [`Verdict: ${verdict}, ${sure}${blame ? `, blame ${blame}` : ''}`, reason, '']
}

const scoreLines = (validation: Judgement): string[] =>
  validation
    ? [
        'Judged by',
        ...validation.scores.map(
          (score) =>
            `  turn ${score.turn + 1}, ${score.validator} (version ${score.version}): ${score.pass ? 'pass' : 'fail'}${score.proof === 'unproven' ? ' (not proven)' : ''}, ${score.score.toFixed(2)}. ${score.evidence}`,
        ),
      ]
    : []

/** `conversation.txt`: the same for people without any tool. */
export function conversationText({ view, decisions, device }: ExecutionEvidence): string {
  const { validation } = view
  return [
    view.case_name,
    `${view.suite_name} · ${view.language} · ${view.mode} · ${view.target_name} · attempt ${view.try}`,
    `${when(view.started_at)} to ${when(view.finished_at)}`,
    ...(device ? ['Heard through a device profile: see device_profile in execution.json'] : []),
    '',
    ...verdictLines(validation),
    ...view.turns.flatMap(turnLines),
    ...(view.twin_turns ? ['The same by text', ''] : []),
    ...(validation?.twin
      ? [`Verdict: ${validation.twin.verdict}`, validation.twin.reason, '']
      : []),
    ...(view.twin_turns ?? []).flatMap(turnLines),
    ...scoreLines(validation),
    ...(decisions.length > 0 ? ['', 'Reviewed by'] : []),
    ...decisions.map(
      (one) =>
        `  ${one.reviewer ?? 'a former user'}, ${when(one.decided_at)}: ${one.decision}, ${one.verdict}${one.notes ? `. ${one.notes}` : ''}`,
    ),
    '',
  ].join('\n')
}
