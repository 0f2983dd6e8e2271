import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { Precedent, Score } from '#lib/engines/validation/score.ts'
import { echoOf } from '#lib/engines/validation/text/echo.ts'
import { percent, quote } from '#lib/engines/validation/text/figures.ts'
import { refusalIn } from '#lib/engines/validation/text/refusals.ts'
import { saysOther } from '#lib/engines/validation/text/says-other.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { transcriptErrors } from '#lib/engines/validation/text/wer.ts'
import type { Doubt } from '#lib/engines/validation/verdict.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'

/** Confidence of the voice AI in its own transcript below which a pass is doubtful. */
const lowTranscriptConfidence = 0.6
/** Error rate from which something else was heard than said; less when the meaning did not arrive either. */
const heardOther = { understood: 0.5, otherwise: 0.2 }
/** Intents that say that nothing was understood, whatever they are called. */
const noIntent =
  /^(none|null|nothing|unknown|undefined|error|failure|exception|fallback|noop)$|(^|[^a-z])(error|exception|fallback|no[_ -]?match|no[_ -]?intent|not[_ -]?understood|out[_ -]?of[_ -]?scope)([^a-z]|$)|(Error|Exception|Fallback|NoMatch|NotUnderstood)/

type Judged = { evidence: TurnEvidence; expectation: ResolvedExpectation }

/** An intent or entity that came out as expected: the words were heard well enough to be understood. */
function understood(turn: number, scores: readonly Score[]): boolean {
  return scores.some(
    ({ turn: at, proof, validator }) =>
      at === turn && proof === 'right' && (validator === 'intent' || validator === 'entity'),
  )
}

const limited = ({ transcript }: ResolvedExpectation) =>
  transcript?.max_wer !== undefined || transcript?.max_cer !== undefined

/** Whether the caller was heard at all; a stated limit of the transcript speaks for itself. */
function hearingDoubt(
  { evidence, expectation }: Judged,
  scores: readonly Score[],
): [validator: string, why: string] | null {
  const { said, heard, heard_confidence, language } = evidence
  if (evidence.kind !== 'voice' || evidence.barge_in?.backchannel) return null
  const known = understood(evidence.index, scores)
  if (heard_confidence !== null && heard_confidence < lowTranscriptConfidence)
    return [
      'transcript',
      `the voice AI was unsure of what it heard (${heard_confidence.toFixed(2)})`,
    ]
  if (said === null || limited(expectation)) return null
  if (heard === null)
    return known
      ? null
      : [
          'transcript',
          'no transcript shows what was heard, and nothing else shows that it was understood',
        ]
  const errors = transcriptErrors(said, heard, language)
  const { rate } = errors.main === 'cer' ? errors.characters() : errors.words
  return rate > (known ? heardOther.understood : heardOther.otherwise)
    ? [
        'transcript',
        `${quote(heard, 60)} was heard where ${quote(said, 60)} was said (${errors.main.toUpperCase()} ${percent(rate)})`,
      ]
    : null
}

const textsOf = ({ reply_written, reply_spoken }: TurnEvidence): string[] => {
  const texts = [reply_written, reply_spoken].filter(
    (text): text is string => text !== null && text.trim() !== '',
  )
  return texts.length === 2 && texts[0] === texts[1] ? texts.slice(1) : texts
}

/** What the expectation itself says, so that an expected apology or error is no doubt. */
function expectedWords({ response }: ResolvedExpectation): string {
  const phrases = (response?.contains ?? []).map((phrase) =>
    typeof phrase === 'string' ? phrase : phrase.text,
  )
  return [...phrases, response?.similar_to ?? '', response?.matches ?? ''].join('. ')
}

function emptyDoubt({ evidence, expectation }: Judged): string | null {
  const { kind, reply_written, reply_spoken, reply_audio } = evidence
  if (evidence.barge_in?.backchannel) return null
  if (kind === 'silence' || expectation.reply === 'any') return null
  const isBlank = (text: string | null) => text?.trim() === ''
  if (isBlank(reply_written) && reply_spoken !== null && !isBlank(reply_spoken))
    return `the written reply is empty, the spoken one says ${quote(reply_spoken, 60)}`
  if (textsOf(evidence).length > 0) return null
  const said = reply_written !== null || reply_spoken !== null
  // Sound without words, and an engine that only understands and never answers, are no empty reply.
  if (!said && (kind !== 'voice' || reply_audio !== null)) return null
  const beside = evidence.attachments === undefined ? '' : ': it holds attachments only'
  return `the reply is empty${beside}`
}

/** Whether the reply is an answer at all, whatever words it holds. */
function replyDoubt({ evidence, expectation }: Judged): string | null {
  const empty = emptyDoubt({ evidence, expectation })
  if (empty !== null) return empty
  const texts = textsOf(evidence)
  const expected = expectedWords(expectation)
  for (const text of texts) {
    const echo = echoOf(text, evidence.said, expected, evidence.language)
    if (echo !== null) return echo
    const refusal = refusalIn(text, expected, evidence.language)
    // Who only expects the intent of a greeting gets an offer of help.
    const offer = refusal?.kind === 'skills' && expectation.intent !== undefined
    if (refusal !== null && !(offer && expectation.response === undefined)) return refusal.why
  }
  const [written, spoken] = texts
  return written !== undefined &&
    spoken !== undefined &&
    saysOther(written, spoken, evidence.language)
    ? `the written reply ${quote(written, 60)} and the spoken one ${quote(spoken, 60)} say different things`
    : null
}

function intentDoubt({ evidence, expectation }: Judged): string | null {
  const { intent } = evidence
  if (intent === null || expectation.intent !== undefined || !noIntent.test(intent)) return null
  return `the intent ${intent} says that the question was not understood`
}

/** The very recording that answered something else before: a reply that is made anew sounds a little different each time. */
function repeatedDoubt(turns: readonly Judged[], at: number): string | null {
  const judged = turns[at]
  const hash = judged?.evidence.reply_audio?.sha256 ?? ''
  if (!judged || hash === '' || judged.evidence.kind === 'text') return null
  const { evidence, expectation } = judged
  const form = tokenForm(evidence.said ?? '', evidence.language)
  const before = turns.slice(0, at).find(
    (turn) =>
      turn.evidence.reply_audio?.sha256 === hash &&
      tokenForm(turn.evidence.said ?? '', evidence.language) !== form &&
      // The same answer was wanted to both.
      (expectation.response === undefined ||
        canonicalJson(turn.expectation.response ?? null) !== canonicalJson(expectation.response)),
  )
  return before === undefined
    ? null
    : `the reply is the same recording as in turn ${before.evidence.index + 1}, where something else was said`
}

/** Found when the run ended, see lib/runs/results/same-replies.ts. A person may have said that it is right here as well. */
function sameReplyDoubt({ evidence }: Judged, precedents: readonly Precedent[]): string | null {
  const { same_reply: same, index, language } = evidence
  if (same === undefined) return null
  const approved = precedents.filter(({ turn, ruling }) => turn === index && ruling === 'approved')
  const isApproved = (text: string) => {
    const form = tokenForm(text, language)
    return approved.some((precedent) => precedent.form === form)
  }
  if (approved.length > 0 && textsOf(evidence).some(isApproved)) return null
  const what = same.by === 'words' ? 'the same reply' : 'the same reply audio'
  return `${what} came to ${same.utterances} different utterances of this run, such as ${quote(same.said, 60)} (${same.case_name})`
}

/**
 * Why a pass is not proven although all that is expected holds: the caller was not heard, or the reply is no answer. Only
 * of turns of which something is expected.
 */
export function doubtsOf(
  turns: readonly Judged[],
  scores: readonly Score[],
  precedents: readonly Precedent[] = [],
): Doubt[] {
  return turns.flatMap((judged, at) => {
    const turn = judged.evidence.index
    if (!scores.some((score) => score.turn === turn && score.mustHave)) return []
    const hearing = hearingDoubt(judged, scores)
    const intent = intentDoubt(judged)
    const reply = replyDoubt(judged)
    const repeated = repeatedDoubt(turns, at)
    const same = sameReplyDoubt(judged, precedents)
    return [
      ...(hearing === null ? [] : [{ turn, validator: hearing[0], why: hearing[1] }]),
      ...(intent === null ? [] : [{ turn, validator: 'intent', why: intent }]),
      ...(reply === null ? [] : [{ turn, validator: 'response', why: reply }]),
      ...(repeated === null ? [] : [{ turn, validator: 'listening', why: repeated }]),
      ...(same === null ? [] : [{ turn, validator: 'same_reply', why: same }]),
    ]
  })
}
