import { Bot, TriangleAlert, User } from 'lucide-react'
import type { ReactNode } from 'react'

import { Attachments } from '#components/execution/attachments.tsx'
import { StorageNotice } from '#components/execution/storage-notice.tsx'
import { CallerWords, unspokenNote } from '#components/execution/caller-words.tsx'
import { ExpectationTable } from '#components/execution/expectation-table.tsx'
import { replyMarks } from '#components/execution/mark-pieces.ts'
import { MarkedText } from '#components/execution/marked-text.tsx'
import { ReplySound } from '#components/execution/reply-sound.tsx'
import { StimulusCheck } from '#components/execution/stimulus-check.tsx'
import { ToolCalls } from '#components/execution/tool-calls.tsx'
import { WordAlignment } from '#components/execution/word-alignment.tsx'
import { PartButton } from '#components/playback/part-button.client.tsx'
import type { TurnParts } from '#components/timeline/execution-playback.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { expectationRows } from '#lib/executions/expectation-rows.ts'
import type { TurnView } from '#lib/executions/schema.ts'
import type { ScoreView } from '#lib/executions/score-view.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { readAlignment } from '#lib/platform/format/read-alignment.ts'
import { asSentence } from '#lib/platform/format/sentence.ts'
import { formatShare } from '#lib/platform/format/share.ts'

export type ConversationTurnProps = {
  turn: TurnView
  scores: ScoreView[]
  language: string
  /** where its sides are heard in the timeline */
  parts: TurnParts
}

/** One turn in words, with what was expected of it. Stands within `ExecutionPlayback`. */
export function ConversationTurn({ turn, scores, language, parts }: ConversationTurnProps) {
  const { caller, voiceAi } = parts
  const isHeard = caller !== null || voiceAi !== null
  return (
    <Card aria-label={`Turn ${turn.index + 1}`} className="overflow-hidden">
      <div className="grid divide-y lg:grid-cols-2 lg:divide-x lg:divide-y-0">
        <Speaker
          icon={<User />}
          name="Caller"
          note={<Badge>{kindLabels[turn.kind]}</Badge>}
          part={caller}
        >
          <CallerWords turn={turn} language={language} />
          {isHeard && !caller && <Unheard text={unspokenNote(turn)} />}
          <Heard turn={turn} scores={scores} language={language} />
          <StimulusCheck audio={turn.input_audio} language={language} />
          <StorageNotice audio={turn.input_audio} what="the caller" />
        </Speaker>
        <Speaker
          icon={<Bot />}
          name="Voice AI"
          note={turn.intent && <Badge tone="accent">{turn.intent}</Badge>}
          part={voiceAi}
        >
          <Reply turn={turn} scores={scores} language={language} />
          {isHeard && !voiceAi && <Unheard text="No spoken answer came back." />}
          <ReplySound turn={turn} language={language} />
          <StorageNotice audio={turn.output_audio} what="the reply" />
        </Speaker>
      </div>
      <ToolCalls turn={turn} />
      <div className="border-t px-4 py-3">
        <ExpectationTable rows={expectationRows(turn.expected, turn, scores)} />
      </div>
    </Card>
  )
}

const kindLabels = { text: 'text', voice: 'voice', dtmf: 'keys', silence: 'silence' }

type SpeakerProps = {
  icon: ReactNode
  name: string
  note?: ReactNode
  part: TurnParts['caller']
  children: ReactNode
}

function Speaker(props: SpeakerProps) {
  return (
    <div className="min-w-0 space-y-3 p-4">
      <div className="text-muted-foreground flex items-center gap-2 text-xs font-medium [&_svg]:size-4">
        <span aria-hidden>{props.icon}</span>
        <span className="flex-1">{props.name}</span>
        {props.note}
        {props.part && <PartButton part={props.part} />}
      </div>
      {props.children}
    </div>
  )
}

const Unheard = ({ text }: { text: string }) => (
  <p className="text-muted-foreground text-xs">{text}</p>
)

type SideProps = Omit<ConversationTurnProps, 'parts'>

function Heard({ turn, scores, language }: SideProps) {
  if (turn.heard === null)
    return turn.kind === 'voice' ? (
      <p className="text-muted-foreground text-sm">The voice AI reported no transcript.</p>
    ) : null
  const alignment = readAlignment(scores)
  return (
    <div className="space-y-2 border-t border-dashed pt-3" lang={language}>
      {alignment ? (
        <WordAlignment words={alignment.words} wer={alignment.wer} />
      ) : (
        <p className="text-sm">
          <span className="text-muted-foreground">Heard: </span>
          {turn.heard}
        </p>
      )}
      {turn.heard_confidence !== null && (
        <p className="text-muted-foreground text-xs">
          The voice AI’s own confidence: {formatShare(turn.heard_confidence)}
        </p>
      )}
    </div>
  )
}

function Reply({ turn, scores, language }: SideProps) {
  const entities = Object.entries(turn.entities)
  const reply = turn.reply_written ?? turn.reply_spoken
  return (
    <>
      {turn.unsolicited && (
        <p lang={language} className="text-muted-foreground text-sm">
          Before that, unasked: {turn.unsolicited}
        </p>
      )}
      {turn.fillers?.map(({ at_ms, text }, place) => (
        <p key={`${place} ${text}`} lang={language} className="text-muted-foreground text-sm">
          Before the answer, after {formatDuration(at_ms)}: {text}
        </p>
      ))}
      <p lang={language} className="text-[0.9375rem] leading-6 text-pretty">
        {reply !== null ? (
          <MarkedText text={reply} marks={replyMarks(scores, 'written')} />
        ) : (
          <span className="text-muted-foreground">
            {turn.kind === 'silence' ? 'Silence' : 'No answer'}
          </span>
        )}
      </p>
      {turn.cut_short && (
        <p className="text-muted-foreground text-xs">The caller broke into this reply.</p>
      )}
      {turn.incomplete !== undefined && (
        <p className="text-review text-xs">{asSentence(turn.incomplete)}</p>
      )}
      {turn.notices?.map((notice) => (
        <p key={notice} className="text-muted-foreground text-xs">
          {notice}
        </p>
      ))}
      {turn.attachments !== undefined && <Attachments attachments={turn.attachments} />}
      {turn.reply_written !== null &&
        turn.reply_spoken !== null &&
        turn.reply_spoken !== turn.reply_written && (
          <p lang={language} className="text-muted-foreground text-sm">
            Spoken: <MarkedText text={turn.reply_spoken} marks={replyMarks(scores, 'spoken')} />
          </p>
        )}
      {turn.reply_transcribed && (
        <p className="text-muted-foreground text-xs">
          The voice AI sent sound only; this is what our recogniser heard in it.
        </p>
      )}
      {turn.reply_transcription_fault !== undefined && (
        <p className="text-invalid text-xs">
          The voice AI sent sound only, and it could not be transcribed:{' '}
          {turn.reply_transcription_fault}
        </p>
      )}
      {entities.length > 0 && (
        <dl className="flex flex-wrap gap-1.5 text-xs">
          {entities.map(([name, value]) => (
            <div key={name} className="bg-muted flex gap-1.5 rounded-md px-1.5 py-0.5">
              <dt className="text-muted-foreground">{name}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {turn.fault && (
        <p className="bg-invalid-soft text-invalid flex items-start gap-2 rounded-md p-2.5 text-sm">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>
            {asSentence(turn.fault.message)}
            {turn.fault.ours &&
              ' The cause is Earshot or the connection, not what the voice AI answered.'}
          </span>
        </p>
      )}
    </>
  )
}
